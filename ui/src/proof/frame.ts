// How one picture stands in the frame the feed gives it. Pure.

import type { Facts, MediaView } from "../host/contract";
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

/** Upright size of a picture, null where a file is none or does not tell. */
export function sizeOf(media: MediaView | undefined): Size | null {
  const facts = factsOf(media);
  if (facts?.kind !== "image" || !facts.width || !facts.height) return null;
  return { width: facts.width, height: facts.height };
}

export function factsOf(media: MediaView | undefined): Facts | null {
  return media?.state.status === "present" ? media.state.facts : null;
}

/** Width : height of the frame a single picture is shown in. */
export function singleFrame(size: Size): number {
  const { widest, tallest } = rules.singlePicture.value;
  return Math.min(widest, Math.max(tallest, size.width / size.height));
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
