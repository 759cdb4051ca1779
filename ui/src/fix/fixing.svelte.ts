import type { Composition } from "../compose/composition.svelte";
import {
  known,
  type Crop,
  type Facts,
  type Mended,
  type MediaId,
  type MediaView,
  type Remedy,
  type Wish,
} from "../host/contract";
import { isWhole, shaped, shapes, sized, whole, type Shape, type Size } from "./crop";

/** What is to be done to a picture, until a copy of it is made. */
export class Fixing {
  /** as displayed; null where the file does not tell, or cannot be drawn anew, so that nothing can be cropped */
  readonly size: Size | null;
  /** it can be drawn anew; of what cannot, only private data is left out */
  readonly mendable: boolean;
  /** an animation: drawn anew it stands still */
  readonly moves: boolean;
  /** an animation of more frames than LinkedIn takes: it moves on with fewer */
  readonly overlong: boolean;
  /** of a kind that LinkedIn does not take, or that Galley does not write: a copy is JPEG or PNG */
  readonly foreign: boolean;
  shape = $state<Shape>("free");
  crop = $state.raw<Crop>({ x: 0, y: 0, width: 1, height: 1 });
  format = $state<Wish["format"]>(null);
  fit = $state(true);
  strip = $state(true);
  /** shown turned by its EXIF data */
  readonly turned: boolean;
  upright = $state(false);
  /** a photograph: what cameras and phones write is in it */
  readonly photo: boolean;
  /** the size of the video whose thumbnail it is */
  readonly film: Size | null;
  /** it is brought to that size */
  toFilm = $state(false);
  made = $state.raw<Mended | null>(null);

  readonly ratio: number | null = $derived.by(() =>
    this.toFilm && this.film ? this.film.width / this.film.height : shapes[this.shape],
  );
  /** Nothing is enlarged. */
  readonly tooSmall: boolean = $derived.by(
    () =>
      this.toFilm && this.film !== null && (this.crop.width < this.film.width || this.crop.height < this.film.height),
  );
  /** what is made is drawn anew, or may be */
  readonly drawn: boolean = $derived.by(() => this.mendable && !(this.moves && this.format === null));

  /** Drawn anew for another reason, a copy is upright whatever one wishes. As `Plan` in Rust has it. */
  readonly uprightAnyhow: boolean = $derived.by(() => this.turned && this.drawn && this.#drawnAnew());

  /**
   * `remedy`: what it was opened for. `earlier`: what was
   * wished for the last time. `film`: the size of the video whose thumbnail it is.
   */
  constructor(
    { mendable = false }: Pick<MediaView, "mendable">,
    private readonly facts: Facts,
    remedy: Remedy | null,
    film: Size | null = null,
    earlier: Wish | null = null,
  ) {
    const image = facts.kind === "image" ? facts : null;
    const { width, height } = image ?? { width: null, height: null };
    this.mendable = mendable;
    this.moves = facts.format === "gif" && image?.animated !== false;
    this.overlong = this.moves && known.gif_frames !== null && (image?.frames ?? 0) > known.gif_frames;
    this.foreign = !this.moves && facts.format !== "jpeg" && facts.format !== "png";
    this.size = mendable && width && height ? { width, height } : null;
    if (this.size) this.crop = whole(this.size);
    this.turned = facts.kind === "image" && (facts.orientation ?? 1) !== 1;
    this.upright = this.turned && remedy === "turn";
    this.photo = facts.format === "jpeg" || facts.format === "heic" || facts.format === "tiff";
    this.film = this.size && film;
    if (this.film) this.fill(!this.tooSmallFor(this.film));
    else if (remedy === "crop") this.cut(nearest(this.size));
    if (earlier) this.#wishAgain(earlier);
  }

  #wishAgain({ crop, upright, to, format, fit, keep_private }: Wish): void {
    if (to && to.width === this.film?.width && to.height === this.film.height) this.fill(true);
    if (crop && this.size && lies(crop, this.size)) {
      this.toFilm &&= to !== null;
      this.crop = crop;
    }
    this.upright ||= this.turned && upright;
    this.format = format;
    this.fit = fit;
    this.strip = !keep_private;
  }

  get wish(): Wish {
    const crop = this.drawn && this.size && !isWhole(this.crop, this.size) ? this.crop : null;
    const to = this.drawn && this.toFilm ? this.film : null;
    const [upright, fit] = [this.drawn && this.upright, (this.drawn || this.overlong) && this.fit];
    return { crop, upright, to, format: this.format, fit, keep_private: !this.strip };
  }

  /** Takes the largest part of a shape, around what was chosen before. */
  cut(shape: Shape): void {
    this.toFilm = false;
    this.shape = shape;
    if (this.size) this.crop = shaped(this.size, shapes[shape], this.crop);
  }

  /** Takes the largest part of the video's shape, to be brought to its size; or leaves that again. */
  fill(on: boolean): void {
    this.toFilm = on;
    if (!on || !this.size) return;
    this.shape = "free";
    this.crop = shaped(this.size, this.ratio, this.crop);
  }

  #drawnAnew(): boolean {
    const { facts, size } = this;
    const { crop, to, format, fit } = this.wish;
    const converted = this.foreign || (format !== null && format !== facts.format);
    const resized = to !== null && size !== null && (to.width !== size.width || to.height !== size.height);
    const { pixels, bytes } = known.image;
    const tooLarge = size !== null && (size.width * size.height >= pixels || facts.bytes > bytes);
    // Of a PNG only some programs follow such data, and printing inks look everywhere otherwise.
    const inks = facts.kind === "image" && (facts.color === "cmyk" || facts.color === "ycck");
    const unseen = (facts.format === "png" && facts.kind === "image" && facts.animated !== true) || inks;
    return crop !== null || converted || resized || (fit && tooLarge) || unseen;
  }

  private tooSmallFor(film: Size): boolean {
    return !this.size || this.size.width < film.width || this.size.height < film.height;
  }

  /** Makes a side of the part to keep as many pixels long. */
  measure(side: "width" | "height", pixels: number): void {
    if (this.size) this.crop = sized(this.size, this.crop, side, pixels, this.ratio);
  }

  /** Takes the whole picture again. */
  open(): void {
    this.toFilm = false;
    this.shape = "free";
    if (this.size) this.crop = whole(this.size);
  }
}

/** The size of the video whose thumbnail this file is; null of others. */
export function filmOf({ attachment, media }: Pick<Composition, "attachment" | "media">, id: MediaId): Size | null {
  if (attachment.kind !== "video" || attachment.video.thumbnail?.media !== id) return null;
  const state = media.get(attachment.video.media)?.state;
  if (state?.status !== "present" || state.facts.kind !== "video") return null;
  const { width, height } = state.facts;
  return width && height ? { width, height } : null;
}

const lies = ({ x, y, width, height }: Crop, size: Size) => x + width <= size.width && y + height <= size.height;

/** The shape that takes least away. */
function nearest(size: Size | null): Shape {
  if (!size) return "free";
  const ratio = size.width / size.height;
  if (ratio > 1.4) return "landscape";
  return ratio < 0.9 ? "portrait" : "square";
}
