// A text, folded as the feed folds it: from pieces to lines on the screen.

import type { Piece } from "../host/contract";
import { chooseCut, cutByCount, LINES_TO_MEASURE, unitsToMeasure, type Cut } from "./cut";
import { isRightToLeft } from "./direction";
import { characterStarts, firstLines, type Line } from "./lines";
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
  /** rendered lines before “…more”, where they are others than those of a post in the feed */
  readonly lines?: number;
}

export interface Folded {
  readonly copy: Copy;
  readonly cut: Cut;
  /** at least as far as the cut */
  readonly runs: readonly Run[];
  readonly rightToLeft: boolean;
  /** the beginning that was laid out and measured, where more of the text follows; else null */
  readonly start: string | null;
}

/**
 * Folds the copy. Only its beginning is laid out, however long it is; and not even that where it is the one that was
 * measured before, as it is at most keystrokes in a long text.
 */
export function fold(copy: Copy, typesetter: Typesetter, before?: Folded): Folded {
  const { text, hashtags, band } = copy.marks;
  const length = text.trimEnd().length;
  const rightToLeft = isRightToLeft(text);
  if (before && isSetAlike(before, copy, length)) return { ...before, copy };
  for (let attempt = 0; ; attempt += 1) {
    const fontSize = rules.type.value.size * copy.textScale;
    const { start, boundaries } = beginning(text, length, unitsToMeasure(copy.measure, fontSize, attempt));
    if (start === "" && length > 0) continue;
    const runs = runsOf(copy.pieces, hashtags, start.length);
    if (!typesetter.set(runs, boundaries, rules.type.value.line * copy.textScale, rightToLeft)) {
      const cut = cutByCount(length, band?.from ?? null);
      return { copy, cut, runs: runsOf(copy.pieces, hashtags, cut.offset), rightToLeft, start: null };
    }
    const lines = firstLines(start, boundaries, typesetter.rowAt, LINES_TO_MEASURE);
    if (lines.length < LINES_TO_MEASURE && start.length < length) continue;
    const covered = (line: Line) => typesetter.coveredFrom(line, start);
    const cut = chooseCut(lines, length, copy.device, covered, copy.lines);
    return { copy, cut, runs, rightToLeft, start: start.length < length ? start : null };
  }
}

function isSetAlike({ copy: old, runs, start }: Folded, copy: Copy, length: number): boolean {
  if (start === null || length <= start.length || !copy.marks.text.startsWith(start)) return false;
  if (
    copy.lines !== old.lines ||
    copy.device !== old.device ||
    copy.measure !== old.measure ||
    copy.textScale !== old.textScale
  )
    return false;
  const now = runsOf(copy.pieces, copy.marks.hashtags, start.length);
  return (
    now.length === runs.length && now.every((run, at) => run.look === runs[at]?.look && run.from === runs[at].from)
  );
}

/** About the first `units` of a text of this length, a few less where a character would be torn. */
function beginning(text: string, length: number, units: number): { start: string; boundaries: number[] } {
  const boundaries = characterStarts(text.slice(0, Math.min(units, length)));
  if (units >= length) return { start: text.slice(0, length), boundaries };
  return { start: text.slice(0, boundaries.pop()), boundaries };
}
