import type { Attachment, CarouselCard, ImageItem, MediaId } from "../host/contract";

/** What stands in a row and has an order: the images of a post, or the cards of a carousel. */
export type Item = ImageItem | CarouselCard;

export function itemsOf(attachment: Attachment): readonly Item[] {
  if (attachment.kind === "images") return attachment.images;
  return attachment.kind === "carousel" ? attachment.cards : [];
}

/** A carousel without cards is still one; a post without images has nothing. */
export function withItems(now: Attachment, items: readonly Item[]): Attachment {
  if (now.kind === "carousel") return { kind: "carousel", cards: items.map((item) => ({ landing_page: "", ...item })) };
  const images = items.map(({ media, alt_text, title }) => ({ media, alt_text, title }));
  return images.length ? { kind: "images", images } : { kind: "none" };
}

/** The same images with one at another place, counted from 0 and held within the row. */
export function moved<T extends { media: MediaId }>(images: readonly T[], media: MediaId, to: number): T[] {
  return movedTo(
    images,
    images.findIndex((image) => image.media === media),
    to,
  );
}

/** The same row with what stands at one place at another, both counted from 0, the second held within the row. */
export function movedTo<T>(row: readonly T[], from: number, to: number): T[] {
  if (from < 0) return [...row];
  const place = Math.max(0, Math.min(to, row.length - 1));
  return row.toSpliced(from, 1).toSpliced(place, 0, ...row.slice(from, from + 1));
}

/** Those present, with whatever else stood in the row between its neighbours. */
export function withRemoved(present: readonly MediaId[], row: readonly MediaId[]): MediaId[] {
  return row.reduceRight(
    (all, media) => (all.includes(media) ? all : all.toSpliced(placeIn(all, media, row), 0, media)),
    [...present],
  );
}

/** The place among those present of one that stood in the row: before its next neighbour, else after the one before. */
export function placeIn(present: readonly MediaId[], media: MediaId, row: readonly MediaId[]): number {
  const stood = row.indexOf(media);
  const isPresent = (other: MediaId) => present.includes(other);
  const next = row.slice(stood + 1).find(isPresent);
  if (next !== undefined) return present.indexOf(next);
  const before = row.slice(0, stood).findLast(isPresent);
  return before === undefined ? 0 : present.indexOf(before) + 1;
}
