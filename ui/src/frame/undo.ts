// Undoing in one-line and plain text fields. WebKitGTK gives its own no key, and the engines' are one for the whole
// page: they would go on in another field, or in the post.

type Field = HTMLInputElement | HTMLTextAreaElement;

interface Standing {
  value: string;
  start: number | null;
  end: number | null;
}

interface History {
  past: Standing[];
  future: Standing[];
  /** how the last edit left it, and of which kind that was */
  left: Standing;
  kind: string;
}

const histories = new WeakMap<Field, History>();

/** What is written in a password field is kept nowhere. */
const remembered = "textarea, input:is(:not([type]), [type=text], [type=search])";

function isRemembered(target: EventTarget | null): target is Field {
  return target instanceof Element && target.matches(remembered);
}

const standing = ({ value, selectionStart, selectionEnd }: Field): Standing => ({
  value,
  start: selectionStart,
  end: selectionEnd,
});

const same = (one: Standing, other: Standing) =>
  one.value === other.value && one.start === other.start && one.end === other.end;

/** An edit is about to be made. Typing on is one step as far as the next blank, and so is deleting on. */
export function beforeEdit({ target, inputType, data }: InputEvent): void {
  if (!isRemembered(target)) return;
  const now = standing(target);
  const history = histories.get(target);
  // Filled by the program meanwhile, what was written before is of another text.
  if (history?.left.value !== now.value) {
    histories.set(target, { past: [now], future: [], left: now, kind: inputType });
    return;
  }
  const goesOn = history.kind === inputType && same(history.left, now) && !/^\s/u.test(data ?? "");
  if (!goesOn) history.past.push(now);
  history.future = [];
  history.kind = inputType;
}

export function afterEdit({ target }: Event): void {
  if (!isRemembered(target)) return;
  const history = histories.get(target);
  if (history) history.left = standing(target);
}

/** Undoes or redoes by a key; whether the key was meant for that. */
export function undoByKey(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
  if (!(ctrlKey || metaKey) || altKey || !isRemembered(target)) return false;
  const z = key.toLowerCase() === "z";
  if (!z && (key !== "y" || shiftKey)) return false;
  event.preventDefault();
  const history = histories.get(target);
  if (history?.left.value === target.value) step(target, history, z && !shiftKey ? "past" : "future");
  return true;
}

function step(field: Field, history: History, to: "past" | "future"): void {
  const there = history[to].pop();
  if (!there) return;
  history[to === "past" ? "future" : "past"].push(standing(field));
  field.value = there.value;
  field.setSelectionRange(there.start, there.end);
  history.kind = "";
  const inputType = to === "past" ? "historyUndo" : "historyRedo";
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType }));
}
