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
    list.addEventListener("pointermove", (moved) => this.#follow(moved.clientY, media, move), { signal });
    list.addEventListener("lostpointercapture", end, { signal });
  }

  #follow(y: number, media: MediaId, move: (to: number) => void): void {
    const cards = [...(this.#list?.children ?? [])].filter((card) => card instanceof HTMLElement);
    const from = cards.findIndex((card) => card.dataset.media === media);
    const boxes = cards.map((card) => card.getBoundingClientRect());
    const to = placeFor(y, boxes, from);
    if (to !== from) move(to);
    scrollAtEdge(this.#list, y);
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

function scrollAtEdge(list: HTMLElement | null, y: number): void {
  const area = list?.closest<HTMLElement>("[data-scrolls]");
  if (!area) return;
  const { top, bottom } = area.getBoundingClientRect();
  if (y < top + edge) area.scrollBy(0, -edge / 4);
  else if (y > bottom - edge) area.scrollBy(0, edge / 4);
}
