import type { MediaId } from "../host/contract";

/** How near the edge of the scrolled area the pointer starts to scroll it, in pixels. */
const edge = 48;

/**
 * Reordering with the pointer. Pointer events, because the webview's own drag and drop belongs to files from outside.
 * The card moves in the row as the pointer passes the middle of its neighbours.
 */
export class Carrying {
  media = $state<MediaId | null>(null);
  #list: HTMLElement | null = null;

  readonly over = (list: HTMLElement) => {
    this.#list = list;
    return () => (this.#list = null);
  };

  lift(event: PointerEvent, media: MediaId, move: (to: number) => void): void {
    const handle = event.currentTarget;
    const list = this.#list;
    if (event.button !== 0 || !list || !(handle instanceof HTMLElement)) return;
    event.preventDefault();
    handle.focus();
    // The row holds the pointer, not the card: a card that is moved in the document would lose it.
    list.setPointerCapture(event.pointerId);
    this.media = media;
    const letGo = new AbortController();
    const { signal } = letGo;
    const end = () => {
      this.media = null;
      handle.focus({ preventScroll: true });
      letGo.abort();
    };
    // At the edge the row scrolls on while the pointer rests.
    let y = event.clientY;
    let frame = requestAnimationFrame(function roll(this: void) {
      if (scrollAtEdge(list, y)) follow();
      frame = requestAnimationFrame(roll);
    });
    const follow = () => this.#follow(y, media, move);
    signal.addEventListener("abort", () => cancelAnimationFrame(frame));
    list.addEventListener(
      "pointermove",
      (moved) => {
        y = moved.clientY;
        follow();
      },
      { signal },
    );
    list.addEventListener("lostpointercapture", end, { signal });
    const from = this.#places().indexOf(media);
    const escape = (pressed: KeyboardEvent) => {
      if (pressed.key !== "Escape") return;
      pressed.preventDefault();
      pressed.stopPropagation();
      move(from);
      list.releasePointerCapture(event.pointerId);
      end();
    };
    window.addEventListener("keydown", escape, { signal, capture: true });
  }

  #places(): (string | undefined)[] {
    return [...(this.#list?.children ?? [])].map((card) =>
      card instanceof HTMLElement ? card.dataset.media : undefined,
    );
  }

  #follow(y: number, media: MediaId, move: (to: number) => void): void {
    const cards = [...(this.#list?.children ?? [])].filter((card) => card instanceof HTMLElement);
    const from = cards.findIndex((card) => card.dataset.media === media);
    const boxes = cards.map((card) => card.getBoundingClientRect());
    const to = placeFor(y, boxes, from);
    if (to !== from) move(to);
  }
}

/** The place a card carried from `from` gets with the pointer at `y`. */
export function placeFor(
  y: number,
  boxes: readonly { top: number; bottom: number; height: number }[],
  from: number,
): number {
  const carried = boxes[from];
  if (!carried) return from;
  let to = from;
  for (let next = from + 1; next < boxes.length; next += 1) {
    const box = boxes[next];
    // Past the point where the carried card, once moved, still lies under the pointer: no flicker between two places.
    if (box && y > Math.max(box.top + box.height / 2, box.bottom - carried.height)) to = next;
  }
  for (let next = from - 1; next >= 0; next -= 1) {
    const box = boxes[next];
    if (box && y < Math.min(box.top + box.height / 2, box.top + carried.height)) to = next;
  }
  return to;
}

/** Whether there was anything to scroll. */
function scrollAtEdge(list: HTMLElement, y: number): boolean {
  const area = list.closest<HTMLElement>("[data-scrolls]");
  if (!area) return false;
  const { top, bottom } = area.getBoundingClientRect();
  const before = area.scrollTop;
  if (y < top + edge) area.scrollBy(0, -edge / 4);
  else if (y > bottom - edge) area.scrollBy(0, edge / 4);
  return area.scrollTop !== before;
}
