import type { Facts } from "../host/contract";
import { bytes, count, countOf, size } from "./figures";

function shape(facts: Facts): string | null {
  return "width" in facts && facts.width && facts.height ? size(facts.width, facts.height) : null;
}

function kind(facts: Facts): string {
  const format = facts.format?.toUpperCase() ?? "Unknown format";
  return facts.kind === "image" && facts.animated && facts.frames
    ? `${format}, ${countOf(facts.frames, "frame")}`
    : format;
}

export const tray = {
  heading: "Images",
  add: "Add files…",
  adding: "Reading…",
  empty: "Drop, paste or add up to 20 images",
  emptyDetail: "JPEG, PNG or GIF. Each can have its own alt text.",
  total: (images: number, all: number) => [countOf(images, "image"), all && bytes(all)].filter(Boolean).join(" · "),
  /** `1,200 × 627 · 480 KB · JPEG` */
  facts: (facts: Facts) => [shape(facts), bytes(facts.bytes), kind(facts)].filter(Boolean).join(" · "),
  format: (facts: Facts) => facts.format?.toUpperCase() ?? "?",
  missing: "missing",

  card: (position: number, name: string) => `Image ${position}: ${name}`,
  alt: "Alt text",
  altPlaceholder: "What the picture shows, for those who cannot see it",
  altCount: (length: number, limit: number) => `${count(length)} / ${count(limit)}`,
  altAdvice: "about 120 is easy to listen to",
  title: "Title",
  titleNote: "not shown on images; kept with the draft",
  titleCount: (length: number) => `${count(length)}, cut at 38–46`,
  titleCountSpoken: (length: number) => `${count(length)} characters; phones cut titles after 38 to 46`,

  handle: (position: number, of: number, name: string) => `Move ${name}, ${position} of ${of}. Use the arrow keys.`,
  earlier: "Move earlier",
  later: "Move later",
  remove: "Remove",
  moved: (name: string, position: number, of: number) => `${name} is now ${position} of ${of}`,
  removed: (name: string) => `Removed ${name}`,
  restored: (name: string) => `${name} is back`,
  notRestored: (name: string) => `${name} belongs to another draft. Open that one, and add the file again.`,
  tooLate: (files: number) => `${countOf(files, "file")} came when another draft lay here already. Add them again.`,
  notYet: "Nothing was added: no draft is open yet. Add the files again when one is.",
  added: (images: number) => `Added ${countOf(images, "file")}`,

  gone: "The file cannot be read.",
  goneNow: "Put it back where it was and look again, or remove it and add it from its new place.",
  lookAgain: "Look again",
  noThumbnail: "No preview",
  overLimit: (limit: number) => `Beyond the ${limit} images a post can hold`,

  notAdded: (files: number) => `${countOf(files, "file")} could not be added`,
  refused: (name: string, why: string) => `${name}: ${why}`,
};
