// A text, folded as the feed folds it: from pieces to lines on the screen.

import type { Piece } from "../host/contract";
import { chooseCut, cutByCount, LINES_TO_MEASURE, unitsToMeasure, type Cut } from "./cut";
import { isRightToLeft } from "./direction";
import { characterStarts, firstLines } from "./lines";
import type { Marks } from "./marks";
import { rules, type Device } from "./rules";
import { runsOf, type Run } from "./runs";
import type { Typesetter } from "./typesetter";

/** What is proofed: a text and the measure it is set to. */
export interface Copy {
  readonly pieces: readonly Piece[];
  readonly marks: Marks;
  readonly device: Device;
  /** CSS px of a line */
  readonly measure: number;
  /** 1 is the ordinary text size */
  readonly textScale: number;
}

export interface Folded {
  readonly copy: Copy;
  readonly cut: Cut;
  /** at least as far as the cut */
  readonly runs: readonly Run[];
  readonly rightToLeft: boolean;
}

/** Folds the copy. Only its beginning is laid out, however long it is. */
export function fold(copy: Copy, typesetter: Typesetter): Folded {
  const { text, hashtags, band } = copy.marks;
  const length = text.trimEnd().length;
  const rightToLeft = isRightToLeft(text);
  for (let attempt = 0; ; attempt += 1) {
    const fontSize = rules.type.value.size * copy.textScale;
    const { start, boundaries } = beginning(text, length, unitsToMeasure(copy.measure, fontSize, attempt));
    if (start === "" && length > 0) continue;
    const runs = runsOf(copy.pieces, hashtags, start.length);
    if (!typesetter.set(runs, boundaries, rules.type.value.line * copy.textScale, rightToLeft)) {
      const cut = cutByCount(length, band?.from ?? null);
      return { copy, cut, runs: runsOf(copy.pieces, hashtags, cut.offset), rightToLeft };
    }
    const lines = firstLines(start, boundaries, typesetter.rowAt, LINES_TO_MEASURE);
    if (lines.length < LINES_TO_MEASURE && start.length < length) continue;
    const cut = chooseCut(lines, length, copy.device, (line) => typesetter.coveredFrom(line, start));
    return { copy, cut, runs, rightToLeft };
  }
}

/** About the first `units` of a text of this length, a few less where a character would be torn. */
function beginning(text: string, length: number, units: number): { start: string; boundaries: number[] } {
  const boundaries = characterStarts(text.slice(0, Math.min(units, length)));
  if (units >= length) return { start: text.slice(0, length), boundaries };
  return { start: text.slice(0, boundaries.pop()), boundaries };
}
