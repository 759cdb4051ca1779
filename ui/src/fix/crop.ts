import type { Crop } from "../host/contract";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Shapes worth cropping to, as width : height. 1.91:1 is what LinkedIn writes for 1,200 × 627, so that it is cropped
 * to just that.
 *
 * Source: Rich Media Shares (1,200 × 627); the carousel's cards (1,080 × 1,080); LinkedIn's help, quoted by third
 * parties (4:5 is the tallest that the feed shows whole).
 */
export const shapes = {
  free: null,
  landscape: 1200 / 627,
  square: 1,
  portrait: 4 / 5,
} as const;

export type Shape = keyof typeof shapes;

/** The corners and edges by which the part to keep is pulled, as compass points. */
export const corners = ["nw", "ne", "se", "sw"] as const;
export const edges = ["n", "e", "s", "w"] as const;
export type Handle = (typeof corners)[number] | (typeof edges)[number];

/** No side gets shorter, in pixels: less is a slip of the hand. */
const LEAST = 16;

export function whole({ width, height }: Size): Crop {
  return { x: 0, y: 0, width, height };
}

export function isWhole(crop: Crop, size: Size): boolean {
  return crop.width === size.width && crop.height === size.height;
}

/** The largest part of this shape, around the middle of `about`. */
export function shaped(size: Size, ratio: number | null, about: Crop = whole(size)): Crop {
  if (ratio === null) return about;
  const width = Math.min(size.width, Math.round(size.height * ratio));
  const height = Math.min(size.height, Math.round(width / ratio));
  return within(size, {
    x: Math.round(about.x + (about.width - width) / 2),
    y: Math.round(about.y + (about.height - height) / 2),
    width,
    height,
  });
}

/** The same part at another place, as far as the picture goes. */
export function moved(size: Size, crop: Crop, dx: number, dy: number): Crop {
  return within(size, { ...crop, x: Math.round(crop.x + dx), y: Math.round(crop.y + dy) });
}

/** The part pulled at a corner or an edge; what lies opposite stays. With a ratio the shape stays too. */
export function pulled(size: Size, crop: Crop, handle: Handle, dx: number, dy: number, ratio: number | null): Crop {
  const [west, east] = [handle.includes("w"), handle.includes("e")];
  const [north, south] = [handle.includes("n"), handle.includes("s")];
  const right = crop.x + crop.width;
  const bottom = crop.y + crop.height;
  const room = { width: west ? right : size.width - crop.x, height: north ? bottom : size.height - crop.y };
  const wished = {
    width: west ? crop.width - dx : east ? crop.width + dx : crop.width,
    height: north ? crop.height - dy : south ? crop.height + dy : crop.height,
  };
  const { width, height } = ratio === null ? bounded(wished, room) : alike(wished, room, ratio, handle);
  return { x: west ? right - width : crop.x, y: north ? bottom - height : crop.y, width, height };
}

/** The part with a side of this many pixels, from its upper left corner on; with a ratio the other side follows. */
export function sized(size: Size, crop: Crop, side: "width" | "height", pixels: number, ratio: number | null): Crop {
  if (ratio === null) {
    const grown = pixels - crop[side];
    return pulled(size, crop, side === "width" ? "e" : "s", grown, grown, null);
  }
  const width = side === "width" ? pixels : pixels * ratio;
  return pulled(size, crop, "se", width - crop.width, width / ratio - crop.height, ratio);
}

function bounded(wished: Size, room: Size): Size {
  return { width: held(wished.width, room.width), height: held(wished.height, room.height) };
}

/** The side that was pulled further decides; both have to find room. */
function alike(wished: Size, room: Size, ratio: number, handle: Handle): Size {
  const byWidth = handle === "e" || handle === "w";
  const byHeight = handle === "n" || handle === "s";
  const pulledTo = byWidth
    ? wished.width
    : byHeight
      ? wished.height * ratio
      : Math.max(wished.width, wished.height * ratio);
  const most = Math.min(room.width, room.height * ratio);
  const least = Math.min(most, Math.max(LEAST, LEAST * ratio));
  const width = Math.min(Math.max(pulledTo, least), most);
  return {
    width: Math.max(1, Math.min(room.width, Math.round(width))),
    height: Math.max(1, Math.min(room.height, Math.round(width / ratio))),
  };
}

function held(wished: number, room: number): number {
  return Math.round(Math.min(Math.max(wished, Math.min(LEAST, room)), room));
}

function within(size: Size, crop: Crop): Crop {
  return {
    ...crop,
    x: Math.min(Math.max(crop.x, 0), size.width - crop.width),
    y: Math.min(Math.max(crop.y, 0), size.height - crop.height),
  };
}
