import type { Crop, Facts, Mended, Remedy, Wish } from "../host/contract";
import { isWhole, shaped, shapes, sized, whole, type Shape, type Size } from "./crop";

/** What is to be done to a picture, until a copy of it is made. */
export class Fixing {
  /** as displayed; null where the file does not tell, so that nothing can be cropped */
  readonly size: Size | null;
  shape = $state<Shape>("free");
  crop = $state.raw<Crop>({ x: 0, y: 0, width: 1, height: 1 });
  format = $state<Wish["format"]>(null);
  fit = $state(true);
  strip = $state(true);
  made = $state.raw<Mended | null>(null);

  readonly ratio = $derived(shapes[this.shape]);
  /** `remedy`: what it was opened for. */
  constructor(facts: Facts, remedy: Remedy | null) {
    const { width, height } = facts.kind === "image" ? facts : { width: null, height: null };
    this.size = width && height ? { width, height } : null;
    if (this.size) this.crop = whole(this.size);
    if (remedy === "crop") this.cut(nearest(this.size));
  }

  get wish(): Wish {
    const crop = this.size && !isWhole(this.crop, this.size) ? this.crop : null;
    return { crop, format: this.format, fit: this.fit, keep_private: !this.strip };
  }

  /** Takes the largest part of a shape, around what was chosen before. */
  cut(shape: Shape): void {
    this.shape = shape;
    if (this.size) this.crop = shaped(this.size, shapes[shape], this.crop);
  }

  /** Makes a side of the part to keep as many pixels long. */
  measure(side: "width" | "height", pixels: number): void {
    if (this.size) this.crop = sized(this.size, this.crop, side, pixels, this.ratio);
  }

  /** Takes the whole picture again. */
  open(): void {
    this.shape = "free";
    if (this.size) this.crop = whole(this.size);
  }
}

/** The shape that takes least away. */
function nearest(size: Size | null): Shape {
  if (!size) return "free";
  const ratio = size.width / size.height;
  if (ratio > 1.4) return "landscape";
  return ratio < 0.9 ? "portrait" : "square";
}
