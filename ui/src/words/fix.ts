import { known, type Crop, type Done, type Facts, type Format } from "../host/contract";
import { count, countOf, exactBytes, size } from "./figures";
import { formatName } from "./media";
import { capital } from "./spelling";

const names: Partial<Record<Format, string>> = { jpeg: "JPEG", png: "PNG", gif: "GIF" };

function did(done: Done): string {
  switch (done.done) {
    case "first_only":
      return done.of ? `the first of ${countOf(done.of, "frame")} taken` : "the first frame taken";
    case "thinned":
      return `${count(done.to)} of ${countOf(done.from, "frame")} kept, as long as before`;
    case "converted":
      return `saved as ${names[done.to] ?? done.to.toUpperCase()}`;
    case "left_out":
      return `${countOf(done.pictures, "linked picture")} left out`;
    case "cropped":
      return `cropped to ${size(done.to.width, done.to.height)}`;
    case "resized":
      return `made smaller, ${size(done.to.width, done.to.height)}`;
    case "turned":
      return "turned upright";
    case "recolored":
      return done.profile ? "inks changed to screen colours by the file’s profile" : "inks changed to screen colours";
    case "flattened":
      return "transparent parts laid on white";
    case "reduced":
      return "16 bits a colour made 8";
    case "compressed":
      return done.quality ? `saved at quality ${done.quality} of 100` : "packed tighter";
    case "stripped":
      return done.location ? "the place and other private data left out" : "private data left out";
  }
}

export const fix = {
  title: (name: string) => `Fix ${name}`,
  promise: "The file itself stays as it is. Galley makes a copy and uses that.",
  replaced: "The file changed on the disk, and this is how it is now. What you had chosen was for what it was before.",
  shape: "Shape",
  shapes: { free: "Free", landscape: "1.91:1", square: "1:1", portrait: "4:5" },
  sides: "Part to keep, in pixels",
  width: "Width",
  height: "Height",
  whole: "Whole image",
  part: ({ x, y, width, height }: Crop) =>
    `Part to keep: ${size(width, height)}, ${x} from the left, ${y} from the top`,
  keys: "Arrow keys move the part to keep, Shift and arrow keys change its size, Alt goes by single pixels.",
  toFilm: ({ width, height }: { width: number; height: number }) => `The video’s size, ${size(width, height)}`,
  tooSmall: ({ width, height }: { width: number; height: number }) =>
    `This part has too few pixels for ${size(width, height)}, and nothing is enlarged. Take a larger part, a larger image or a frame of the video.`,
  upright: "Turn it upright, which every program shows the same",
  uprightAnyhow: "A copy that is cropped, resized or saved in another kind is upright anyhow.",
  saveAs: "Save as",
  formats: { same: "Same kind", either: "As it suits", jpeg: "JPEG", png: "PNG" },
  either: "JPEG or PNG, as it suits: PNG where parts are transparent or the colours are few.",
  moves: "As it is, an animation can only lose its private data. Save its first frame as JPEG or PNG to crop it.",
  movesOn: `Made small enough, it keeps moving: frames are left out evenly until ${known.gif_frames ?? 0} are left, and it lasts as long as before. Save its first frame as JPEG or PNG to crop it.`,
  loading: "Drawing the image…",
  undrawn: "The image cannot be shown here.",
  fit: "Make it small enough for LinkedIn",
  strip: "Leave out place, camera and other private data",
  stripDetail: {
    photo: "Phones write into a photo where and when it was taken, and with what.",
    other: "Programs write into a file what it was made with, and sometimes when and by whom.",
  },
  make: "Make the copy",
  making: "Making the copy…",
  before: "Before",
  after: "After",
  facts: (facts: Facts) =>
    [
      exactBytes(facts.bytes),
      "width" in facts && facts.width && facts.height ? size(facts.width, facts.height) : null,
      formatName(facts),
    ]
      .filter(Boolean)
      .join(" · "),
  done: (done: readonly Done[]) =>
    done.length ? `${capital(done.map(did).join(", "))}.` : "Nothing had to be changed.",
  larger: "The copy takes more bytes than the original: what it was saved as before packs tighter.",
  change: "Change something",
  keep: "Keep the original",
  keepAsIs: "Keep the copy as it is",
  use: "Use the copy",
  used: (name: string, described: boolean) =>
    `The post uses the copy of ${name}${described ? ". Its alt text stayed." : ""}`,
  cannot: "There is no copy",
  /** `guess`: what they were read as, where the file does not tell */
  respelled: (name: string, guess: string | null) =>
    guess === null
      ? `The video uses ${name}, a copy in the form LinkedIn takes`
      : `The video uses ${name}, a copy in the form LinkedIn takes, read as ${capital(guess)}. Look at the accents in the preview.`,
  titleAll: (images: number) => `Fix ${countOf(images, "image")}`,
  promiseAll:
    "The files themselves stay as they are. Galley makes copies that LinkedIn takes, without place, camera and other private data, and uses those.",
  fixing: (place: number, of: number) => `Fixing ${count(Math.min(place, of))} of ${count(of)}…`,
  cannotAll: (images: number) => `There is no copy of ${countOf(images, "image")}`,
  keepAll: "Keep the originals",
  useAll: (images: number) => (images === 1 ? "Use the one copy" : `Use the ${count(images)} copies`),
  usedAll: (images: number, stripped: boolean) =>
    [
      `The post uses ${images === 1 ? "a copy" : "copies"} of ${countOf(images, "image")}${stripped ? ", without place and other private data" : ""}.`,
      images === 1 ? "Its alt text stayed." : "Their alt texts stayed.",
    ].join(" "),
  gone: (name: string) => `${name} cannot be read any more. Put it back where it was, then fix it.`,
  /** of a copy */
  copyOf: (name: string, done: readonly Done[]) =>
    done.length ? `A copy of ${name}: ${done.map(did).join(", ")}.` : `A copy of ${name}.`,
  useOriginal: "Use the original again",
  useOriginalOf: (name: string) => `Use the original again: ${name}`,
  originalUsed: (name: string) => `The post uses ${name} itself again`,
  originalChanged: "That file was changed on the disk since, and the copy is of how it was. Fix it again to follow it.",
  originalGone: (why: string) => `That file cannot be read any more. ${why}`,
  keepThisCopy: "Keep this copy",
  keepThisCopyOf: (name: string) => `Keep this copy of ${name}`,
  /** a copy is fixed again: from its original, with what was wished for the last time */
  again: "This begins with the original and what was chosen the last time. Galley makes another copy and uses that.",
  againChanged:
    "This begins with the original as it is by now, and what was chosen the last time where it still fits. Galley makes another copy and uses that.",
  againFromCopy: (name: string) =>
    `${name} cannot be read any more, so this begins with the copy that was made of it, and loses what that lost.`,
  open: "Fix: crop, resize or convert",
};
