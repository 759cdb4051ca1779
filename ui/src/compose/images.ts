import type { Attachment, ImageItem, MediaId } from "../host/contract";

export function withImages(images: readonly ImageItem[]): Attachment {
  return images.length ? { kind: "images", images: [...images] } : { kind: "none" };
}

/** The same images with one at another place, counted from 0 and held within the row. */
export function moved(images: readonly ImageItem[], media: MediaId, to: number): ImageItem[] {
  const from = images.findIndex((image) => image.media === media);
  const image = images[from];
  if (!image) return [...images];
  const place = Math.max(0, Math.min(to, images.length - 1));
  return images.toSpliced(from, 1).toSpliced(place, 0, image);
}
