import { pasteBrings, readClipboard } from "../compose/paste";
import { screens, type App } from "./app.svelte";
import { undoByKey } from "./undo";

/** The parts F6 goes round, each with where it is entered. */
const parts = [
  { part: "nav", entry: "[aria-current]" },
  { part: "main .composer, main section[data-scrolls]", entry: "[data-control=editor], h1[tabindex]" },
  { part: "main .proof", entry: "input, button" },
  // What was said last, where something is.
  { part: "[data-part=notices]", entry: "div:last-child button" },
];

/** The window's keyboard: what each chord does. Chords with Ctrl are with Command on a Mac. */
const chords: Record<string, (app: App) => unknown> = {
  n: (app) => app.newPost(),
  o: (app) => app.screen === "compose" && app.intake.pick(),
  Enter: (app) => app.screen === "compose" && document.querySelector<HTMLElement>("[data-control=publish]")?.click(),
  z: (app) => app.notices.undoLast(),
  ",": (app) => app.show("settings"),
  ...Object.fromEntries(screens.map((screen, index) => [String(index + 1), (app: App) => app.show(screen)])),
};

export function onKey(app: App, event: KeyboardEvent): void {
  // Never while an input method is composing, and never behind a dialog.
  if (event.isComposing || undoByKey(event) || selectAll(event) || document.querySelector("dialog[open]")) return;
  if (event.key === "F6") {
    event.preventDefault();
    nextPart(event.shiftKey ? -1 : 1);
    return;
  }
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  const act = chords[event.key];
  if (!act || (event.key === "z" && writes(event.target))) return;
  event.preventDefault();
  event.stopPropagation();
  act(app);
}

const fields = "[contenteditable=true], textarea, input:not([type=radio], [type=checkbox], [type=range])";

/** Where one writes, undoing is the field's own. */
function writes(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(fields);
}

/** Selects all of a field, or of what can be copied where one selects already; never the whole window. */
function selectAll(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
  if (key.toLowerCase() !== "a" || !(ctrlKey || metaKey) || altKey || shiftKey || writes(target)) return false;
  event.preventDefault();
  const selection = getSelection();
  const { anchorNode } = selection ?? {};
  const within = anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement;
  const text = within?.closest("pre, .copyable");
  if (text) selection?.selectAllChildren(text);
  return true;
}

/** Pictures and buttons are no things to be dragged about; text that is selected is. */
export function onDragStart(event: DragEvent): void {
  if (event.target instanceof Element && !event.target.closest("[contenteditable=true]")) event.preventDefault();
}

/** A pasted picture goes to the tray wherever the caret stands. */
export function onPaste(app: App, event: ClipboardEvent): void {
  // The editor takes its own.
  if (app.screen !== "compose" || event.defaultPrevented) return;
  const clipboard = readClipboard(event.clipboardData);
  if (pasteBrings(clipboard) !== "media") return;
  event.preventDefault();
  const { target } = event;
  void app.intake.paste(() => {
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) write(target, clipboard.text);
  });
}

/** Typed rather than put there, so that it can be undone; a field that was left meanwhile only gets the words. */
function write(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  if (!text || !field.isConnected) return;
  if (document.activeElement === field && document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste", data: text }));
}

function nextPart(step: 1 | -1): void {
  const shown = parts.flatMap(({ part, entry }) => {
    const element = [...document.querySelectorAll<HTMLElement>(part)].find((one) => !one.closest("[hidden]"));
    const stop = element?.querySelector<HTMLElement>(entry);
    return element && stop ? [{ element, stop }] : [];
  });
  const here = shown.findIndex(({ element }) => element.contains(document.activeElement));
  const next = here < 0 ? 0 : (here + step + shown.length) % shown.length;
  shown[next]?.stop.focus();
}
