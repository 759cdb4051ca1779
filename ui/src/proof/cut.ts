// Where the feed folds a text, from its first lines. Pure.

import type { Line } from "./lines";
import { rules, type Device } from "./rules";
import type { Span } from "./runs";

/**
 * whole: nothing is folded · lines: after the last line that is allowed · blank-line: one line earlier, because the
 * last allowed one is blank · characters: there was nothing to measure, so the older count decides
 */
export type CutRule = "whole" | "lines" | "blank-line" | "characters";

export interface Cut {
  readonly rule: CutRule;
  /** UTF-16 units of the visible text that a reader sees before unfolding. */
  readonly offset: number;
  /** What stands on each line that shows, "…more" already taken off the last. */
  readonly lines: readonly Span[];
}

/** Lines to look at before the cut is sure: one more than may show. */
export const LINES_TO_MEASURE = rules.visibleLines.value + 1;

/**
 * Chooses the cut, after as many lines as are allowed.
 *
 * `measured` are the first `LINES_TO_MEASURE` lines of the text, `length` is where its last visible character ends
 * (readers do not see what is blank behind it), and `coveredFrom` tells where on a line the words disappear under "…more".
 */
export function chooseCut(
  measured: readonly Line[],
  length: number,
  device: Device,
  coveredFrom: (line: Line) => number,
  allowed: number = rules.visibleLines.value,
): Cut {
  const lines = measured.filter(({ from }) => from < length);
  const end = lines.at(-1)?.to ?? 0;
  if (lines.length <= allowed && end >= length) {
    return { rule: "whole", offset: length, lines: lines.map(({ from, to }) => ({ from, to: Math.min(to, length) })) };
  }
  const dropsBlank = rules.blankLastLine.value[device] === "dropped" && lines[allowed - 1]?.blank === true;
  const shown = lines.slice(0, dropsBlank ? allowed - 1 : allowed);
  const last = shown.at(-1);
  if (!last) return { rule: "whole", offset: length, lines: [] };
  const offset = Math.max(last.from, Math.min(coveredFrom(last), last.to));
  return {
    rule: dropsBlank ? "blank-line" : "lines",
    offset,
    lines: [...shown.slice(0, -1).map(({ from, to }) => ({ from, to })), { from: last.from, to: offset }],
  };
}

/** The cut where no layout can be had: by the older count of characters alone. */
export function cutByCount(length: number, countedOffset: number | null): Cut {
  const offset = Math.min(countedOffset ?? length, length);
  return { rule: offset < length ? "characters" : "whole", offset, lines: [{ from: 0, to: offset }] };
}

/**
 * How much of a text to lay out first, in UTF-16 units: enough for ordinary letters to fill the lines that count. Narrow
 * letters and joined emoji need more, and then the caller asks again with `attempt` one higher.
 */
export function unitsToMeasure(width: number, fontSize: number, attempt: number): number {
  const lettersPerEm = 2.5;
  return Math.ceil((width / fontSize) * lettersPerEm) * LINES_TO_MEASURE * 2 ** attempt;
}
