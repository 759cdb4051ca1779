// From "on which row does this character stand" to the first lines of a text. Pure: rows come in as a function.

import type { Span } from "./runs";

/** One rendered line. A line break belongs to the line it ends. */
export interface Line extends Span {
  readonly blank: boolean;
}

/** The row of the character that starts at `offset`; rows grow downwards. */
export type RowAt = (offset: number) => number;

/**
 * The first `most` lines of a text. Lines begin and end at `boundaries` only. The very last is there to say that it is:
 * where it wraps is not asked, so it reaches to the end of its hard line.
 */
export function firstLines(text: string, boundaries: readonly number[], rowAt: RowAt, most: number): Line[] {
  const lines: Line[] = [];
  let index = 0;
  while (index < boundaries.length && lines.length < most) {
    const hardEnd = endOfHardLine(text, boundaries, index);
    const from = boundaries[index] as number;
    const to = boundaries[hardEnd] ?? text.length;
    if (text.slice(from, to).trim() === "") lines.push({ from, to, blank: true });
    else wrap(index, hardEnd);
    index = hardEnd;
  }
  return lines;

  function wrap(start: number, end: number): void {
    const last = lastVisible(text, boundaries, start, end);
    const lastRow = rowAt(boundaries[last] as number);
    let first = start;
    while (first < end && lines.length < most) {
      const isAsked = lines.length < most - 1;
      const next = isAsked ? firstOnALaterRow(boundaries, rowAt, first, last, lastRow) : null;
      const to = next === null ? end : pastHangingSpaces(text, boundaries, next, end);
      lines.push({ from: boundaries[first] as number, to: boundaries[to] ?? text.length, blank: false });
      first = to;
    }
  }
}

/** The lines that were broken by hand, each with the line break that ends it. */
export function hardLines(text: string): Span[] {
  let from = 0;
  return text.split(/(?<=\n)/u).map((line) => ({ from, to: (from += line.length) }));
}

/** Offsets at which a reader's characters (grapheme clusters) start. */
export function characterStarts(text: string): number[] {
  return Array.from(segmenter.segment(text), (character) => character.index);
}

/** The character that `offset` lies in; null behind the end. */
export function characterAt(text: string, offset: number): Span | null {
  const character = segmenter.segment(text).containing(offset);
  return character ? { from: character.index, to: character.index + character.segment.length } : null;
}

/** How many characters a person counts. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

function endOfHardLine(text: string, boundaries: readonly number[], start: number): number {
  let index = start;
  while (index < boundaries.length && !isBreak(text, boundaries[index] as number)) index += 1;
  return Math.min(index + 1, boundaries.length);
}

function isBreak(text: string, offset: number): boolean {
  const sign = text[offset];
  return sign === "\n" || sign === "\r";
}

/** The last index before `end` that draws something: where hanging spaces and the break itself stand, engines differ. */
function lastVisible(text: string, boundaries: readonly number[], start: number, end: number): number {
  let index = end - 1;
  while (index > start && UNSEEN.test(text.slice(boundaries[index], boundaries[index + 1]))) index -= 1;
  return index;
}

const UNSEEN = /^[\s\p{Default_Ignorable_Code_Point}]*$/u;

/** Spaces at a soft break hang at the end of the line before, wherever an engine says that they stand. */
function pastHangingSpaces(text: string, boundaries: readonly number[], start: number, end: number): number {
  let index = start;
  while (index < end && /[ \t\u3000]/u.test(text[boundaries[index] as number] ?? "")) index += 1;
  return index;
}

/** Rows never go back up along a hard line, so the next line's start is found by halving. */
function firstOnALaterRow(
  boundaries: readonly number[],
  rowAt: RowAt,
  first: number,
  last: number,
  lastRow: number,
): number | null {
  const row = rowAt(boundaries[first] as number);
  if (lastRow <= row) return null;
  let onRow = first;
  let later = last;
  while (later - onRow > 1) {
    const middle = (onRow + later) >> 1;
    if (rowAt(boundaries[middle] as number) > row) later = middle;
    else onRow = middle;
  }
  return later;
}
