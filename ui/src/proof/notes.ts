// What the proof has to say about a post, beside showing it. Pure.

import type { Band } from "../host/contract";
import { proof as words } from "../words/proof";
import { shapeOf } from "./collage";
import type { Folded } from "./folded";
import { cropInto, singleFrame, type Size } from "./frame";
import { countCharacters } from "./lines";
import type { Picture } from "./pictures";
import { rules } from "./rules";

export interface Verdict {
  readonly cut: string;
  /** the same place by the older count of characters */
  readonly older: string;
  /** whether the older count's place is in the text that shows, and marked there */
  readonly marked: boolean;
}

export function verdictOf({ copy, cut }: Folded, intro: Band, unfolded: boolean): Verdict {
  const { text, band } = copy.marks;
  const shown = countCharacters(text.slice(0, cut.offset));
  const verdict = compare(cut.offset, band);
  const marked = band !== null && (unfolded || verdict !== "later");
  return {
    cut: cut.rule === "whole" ? words.wholeText(cut.lines.length) : words.cut(cut.rule, cut.lines.length, shown),
    older: words.olderRule(intro.min, intro.max, verdict, marked),
    marked,
  };
}

function compare(offset: number, band: { from: number; to: number } | null): "none" | "earlier" | "same" | "later" {
  if (!band) return "none";
  if (offset < band.from) return "later";
  return offset > band.to ? "earlier" : "same";
}

export function notesOn(pictures: readonly Picture[]): string[] {
  const notes: string[] = [];
  const [first] = pictures;
  if (pictures.length === 1 && first?.size) {
    notes.push(words.single(first.size, cropInto(singleFrame(first.size), first.size)));
    if (isSmall(first.size)) notes.push(words.enlarged(rules.leastPicture.value));
  }
  if (pictures.length > 1) notes.push(words.collage(pictures.length, first?.size ? shapeOf(first.size) : "square"));
  const missing = pictures.filter(({ item }) => item.alt_text.trim() === "").length;
  if (missing > 0) notes.push(words.missingAlt(missing, pictures.length));
  if (pictures.some(({ animated }) => animated)) notes.push(words.stillGif);
  return notes;
}

function isSmall({ width, height }: Size): boolean {
  const least = rules.leastPicture.value;
  return width < least.width || height < least.height;
}
