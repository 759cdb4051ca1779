/** What can hold the focus. */
const stops = "button, input, textarea, select, a[href], [tabindex], [contenteditable=true]";

/**
 * Keeps the focus when what holds it goes away: it goes to what took the place, else to what stands before it, else to
 * what is around it. From a popover that is used up it goes back to where it came from. Answers how to stop it.
 */
export function keepFocus(): () => void {
  let held: Element | null = null;
  /** held last outside of any popover */
  let outside: Element | null = null;

  function onfocusin({ target }: FocusEvent) {
    held = target instanceof Element ? target : null;
    if (held && !held.closest("[popover]")) outside = held;
  }
  // Pressing where nothing can hold the focus lets go of it on purpose.
  const onpointerdown = () => (held = null);

  const watch = new MutationObserver((records) => {
    if (!held || document.activeElement !== document.body) return;
    const lost = held;
    const place = records.findLast(
      ({ target, removedNodes }) => target.isConnected && [...removedNodes].some((node) => node.contains(lost)),
    );
    if (!place) return;
    if (lost.isConnected) take(lost);
    else for (const stop of near(place.target, place.nextSibling, outside)) if (take(stop)) return;
  });

  document.addEventListener("focusin", onfocusin);
  document.addEventListener("pointerdown", onpointerdown, true);
  watch.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener("focusin", onfocusin);
    document.removeEventListener("pointerdown", onpointerdown, true);
    watch.disconnect();
  };
}

/** What is hidden, disabled or behind a dialog does not take it. */
function take(stop: Element): boolean {
  if (!(stop instanceof HTMLElement) || stop.closest("[hidden]")) return false;
  stop.focus();
  return document.activeElement === stop;
}

/** The stops around a place in `parent`, before `next`; nearest first. */
function* near(parent: Node, next: Node | null, outside: Element | null): Generator<Element> {
  if (!(parent instanceof Element)) return;
  const around = [...parent.children];
  const after = around.findIndex((one) => next && (one === next || follows(one, next)));
  const at = after < 0 ? around.length : after;
  for (const one of [...around.slice(at), ...around.slice(0, at).toReversed()]) {
    if (one.matches(stops)) yield one;
    yield* one.querySelectorAll(stops);
  }
  if (parent.matches(stops)) yield parent;
  if (parent.matches("[popover]") && outside?.isConnected) yield outside;
  if (parent.parentElement) yield* near(parent.parentElement, parent.nextSibling, outside);
}

function follows(one: Node, other: Node): boolean {
  return (other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
