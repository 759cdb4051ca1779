import type { Place, Remedy, Severity } from "../host/contract";
import { countOf } from "./figures";

export const findings = {
  heading: "Findings",
  bare: "What LinkedIn would say of the post appears here while you write it.",
  none: "Nothing stands in the way",
  noneDetail: "Checked on this computer, against LinkedIn’s limits.",
  groups: { block: "Blocks", warn: "Warns", advise: "Advises" } satisfies Record<Severity, string>,
  groupDetail: {
    block: "It cannot be published like this",
    warn: "Allowed, likely not what you want",
    advise: "Worth a look",
  } satisfies Record<Severity, string>,
  /** `2, harbour.jpg:` */
  image: (position: number, name: string) => `${position}, ${name}:`,
  images: (several: number, at: Place["at"]) => `${countOf(several, at === "card" ? "card" : "image")}:`,
  thumbnail: "Thumbnail:",
  captions: "Captions:",
  cardPicture: "The card’s picture:",
  fix: "Fix…",
  /** captions have one way only to be fixed, so that nothing else comes first */
  fixCaptions: "Save as SRT",
  /** the frame of a film that another took the place of */
  takeAgain: "Take it again",
  /** what *Fix* does */
  remedies: {
    convert: "Save it in a format LinkedIn takes",
    resize: "Make it smaller",
    compress: "Make the file smaller",
    turn: "Turn it upright",
    crop: "Choose the part that is shown",
    strip: "Leave private data out",
    thin: "Leave frames out",
    take_again: "Take the frame again",
  } satisfies Record<Remedy, string>,
  /** what can be done about a finding in the text */
  lookUp: "Look up",
  takeOutSign: "Take out the @",
  makePlain: "Make plain",
  source: "Source",
  hideSource: "Hide source",
  /** `1 warning, 3 remarks` */
  besides: (warn: number, advise: number) =>
    [warn && countOf(warn, "warning"), advise && countOf(advise, "remark")].filter(Boolean).join(", "),
};
