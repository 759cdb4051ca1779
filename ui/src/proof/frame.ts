// How one picture stands in the frame the feed gives it. Pure.

import type { Facts, MediaView } from "../host/contract";
import type { LinkLook } from "./overlays";
import { rules } from "./rules";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Parts of the picture's own width or height that one edge loses, 0 to 0.5. */
export interface Crop {
  readonly sides: number;
  readonly topAndBottom: number;
}

/** Upright size of a picture or a film, null where a file is neither or does not tell. */
export function sizeOf(media: MediaView | undefined): Size | null {
  const facts = factsOf(media);
  return facts?.kind === "image" || facts?.kind === "video" ? known(facts) : null;
}

/** Both figures, or none. */
export function known({ width, height }: { width: number | null; height: number | null }): Size | null {
  return width && height ? { width, height } : null;
}

export function factsOf(media: MediaView | undefined): Facts | null {
  return media?.state.status === "present" ? media.state.facts : null;
}

/** Width : height of the frame a single picture is shown in. */
export function singleFrame(size: Size): number {
  const { widest, tallest } = rules.singlePicture.value;
  return Math.min(widest, Math.max(tallest, size.width / size.height));
}

/** Width : height of the frame a film is shown in; 16:9 where it does not tell. */
export function filmFrame(size: Size | null): number {
  return heldBetween(size, rules.filmFrame.value);
}

/** Width : height of the frame that all pages are shown in: the first page decides. */
export function paperFrame(first: Size | null): number {
  return first ? heldBetween(first, rules.paperFrame.value) : 4 / 5;
}

/** Width : height of the picture on a link's card. */
export function linkFrame(look: LinkLook): number {
  return look === "square" ? 1 : rules.linkFrame.value[look];
}

function heldBetween(size: Size | null, { widest, tallest }: { widest: number; tallest: number }): number {
  return size ? Math.min(widest, Math.max(tallest, size.width / size.height)) : 16 / 9;
}

/** Parts of the frame's width or height that stay empty at one edge when a picture is shown whole in it, centred. */
export function barsIn(frame: number, size: Size): Crop {
  // What is cut from the picture in the one case is missing from it in the other.
  const { sides, topAndBottom } = cropInto(frame, size);
  return { sides: topAndBottom, topAndBottom: sides };
}

/** How many times larger than itself a picture is drawn that fills such a frame. */
export function enlargement(frame: number, width: number, pixelRatio: number, size: Size): number {
  return Math.max((width * pixelRatio) / size.width, ((width / frame) * pixelRatio) / size.height);
}

/** What is lost when a picture fills a frame of this width : height, centred. */
export function cropInto(frame: number, size: Size): Crop {
  const shape = size.width / size.height;
  // Half a percent is a row of pixels, and nobody misses it.
  if (Math.abs(shape / frame - 1) < 0.005) return { sides: 0, topAndBottom: 0 };
  return {
    sides: shape > frame ? (1 - frame / shape) / 2 : 0,
    topAndBottom: shape < frame ? (1 - shape / frame) / 2 : 0,
  };
}

/** The smallest offered thumbnail (longest edge, device px) that stays sharp at `edge` CSS px. */
export function thumbnailEdge(edge: number, pixelRatio: number): number {
  const offered = [96, 320, 1200] as const;
  return offered.find((size) => size >= edge * pixelRatio) ?? 1200;
}
