// What an assessment says about places in the text, kept true while the text runs ahead of it. Pure.

import type { Assessment } from "../host/contract";
import type { Span } from "./runs";

/** Places in one text, in UTF-16 units. */
export interface Marks {
  readonly text: string;
  readonly hashtags: readonly Span[];
  /** between the counts that cut on the smallest and on the largest phone; null while the text is shorter */
  readonly band: Span | null;
}

/**
 * Keeps the marks of a text while it is written. An assessment comes back a moment after its text was typed; until
 * the one for this very text is there, the marks known before move along with what they mark.
 */
export function keepMarks(): (text: string, assessment: Assessment, isOfThisText: boolean) => Marks {
  let known: Marks = { text: "", hashtags: [], band: null };
  return (text, assessment, isOfThisText) => {
    known = isOfThisText ? marksOf(text, assessment) : carry(known, text);
    return known;
  };
}

function marksOf(text: string, { hashtags, intro }: Assessment): Marks {
  const band = intro.first === null ? null : { from: intro.first, to: intro.last ?? text.length };
  return { text, hashtags, band };
}

function carry(before: Marks, text: string): Marks {
  const grown = text.length - before.text.length;
  const same = commonStart(before.text, text);
  const tail = commonEnd(before.text, text, same);
  const changedTo = before.text.length - tail;
  const hashtags = before.hashtags.flatMap(({ from, to }) => {
    if (to <= same) return [{ from, to }];
    return from >= changedTo ? [{ from: from + grown, to: to + grown }] : [];
  });
  const band = before.band && before.band.to <= same ? before.band : null;
  return { text, hashtags, band };
}

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  return length;
}

/** How many units at the end are equal, without those that `commonStart` counted already. */
function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let length = 0;
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length += 1;
  return length;
}
