// Turning the pages of a document, counted from 1. Pure.

/** How far a swipe goes before it turns a page, in CSS px. */
const SWIPE = 40;

export function heldWithin(page: number, pages: number): number {
  return Math.max(1, Math.min(Math.round(page), Math.max(1, pages)));
}

/** Where a key leads; null where it turns nothing. */
export function turned(key: string, page: number, pages: number): number | null {
  const turns: Record<string, number> = {
    ArrowLeft: page - 1,
    ArrowRight: page + 1,
    ArrowUp: page - 1,
    ArrowDown: page + 1,
    PageUp: page - 1,
    PageDown: page + 1,
    Home: 1,
    End: pages,
  };
  const to = turns[key];
  return to === undefined ? null : heldWithin(to, pages);
}

/** Pages that are likely to be looked at next, and no others. */
export function neighbours(page: number, pages: number): number[] {
  return [page + 1, page - 1].filter((other) => other >= 1 && other <= pages);
}

/** By how many pages a swipe turns; a touch that hardly moved turns none. */
export function swiped(from: number, to: number): -1 | 0 | 1 {
  if (Math.abs(to - from) < SWIPE) return 0;
  return to < from ? 1 : -1;
}
