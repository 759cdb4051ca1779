// A text as runs of one look each. Pure: it does not know where the text is drawn.

import { visibleText } from "../compose/pieces";
import type { Piece } from "../host/contract";

export type Look = "plain" | "mention" | "hashtag" | "link";

/** `from` counts UTF-16 units of the visible text. */
export interface Run {
  readonly look: Look;
  readonly from: number;
  readonly text: string;
}

/** UTF-16 units of the visible text, `to` excluded. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The runs of the first `limit` units, in order and without gaps. A mention wins over a hashtag, and that over a link. */
export function runsOf(pieces: readonly Piece[], hashtags: readonly Span[], limit: number): Run[] {
  const text = visibleText(pieces).slice(0, limit);
  const claims: (Span & { look: Look })[] = [];
  const claim = (look: Look, span: Span): void => {
    const to = Math.min(span.to, text.length);
    if (span.from < to && !claims.some((other) => other.from < to && span.from < other.to)) {
      claims.push({ look, from: span.from, to });
    }
  };
  for (const mention of mentions(pieces, limit)) claim("mention", mention);
  for (const hashtag of hashtags) claim("hashtag", hashtag);
  for (const link of links(text)) claim("link", link);
  claims.sort((a, b) => a.from - b.from);

  const runs: Run[] = [];
  let at = 0;
  const push = (look: Look, to: number): void => {
    if (at < to) runs.push({ look, from: at, text: text.slice(at, to) });
    at = to;
  };
  for (const { look, from, to } of claims) {
    push("plain", from);
    push(look, to);
  }
  push("plain", text.length);
  return runs;
}

/** The part of the runs that lies in the span. */
export function within(runs: readonly Run[], span: Span): Run[] {
  const part: Run[] = [];
  for (const run of runs) {
    const from = Math.max(run.from, span.from);
    const to = Math.min(run.from + run.text.length, span.to);
    if (from < to) part.push({ look: run.look, from, text: run.text.slice(from - run.from, to - run.from) });
  }
  return part;
}

/** The same runs, broken at these offsets too. */
export function splitAt(runs: readonly Run[], offsets: readonly number[]): Run[] {
  return runs.flatMap((run) => {
    const end = run.from + run.text.length;
    const inside = offsets.filter((offset) => offset > run.from && offset < end);
    const cuts = [run.from, ...new Set(inside.sort((a, b) => a - b)), end];
    return cuts.slice(0, -1).flatMap((from, index) => within([run], { from, to: cuts[index + 1] as number }));
  });
}

function mentions(pieces: readonly Piece[], limit: number): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const piece of pieces) {
    if (at >= limit) break;
    const to = at + (piece.kind === "text" ? piece.text : piece.name).length;
    if (piece.kind === "mention") spans.push({ from: at, to });
    at = to;
  }
  return spans;
}

/** Web addresses. A closing sign belongs to the sentence, not to the address. */
function links(text: string): Span[] {
  const address = /(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)[\p{L}\p{N}][^\s<>"“”]*/giu;
  return Array.from(text.matchAll(address), (match) => {
    const shown = match[0].replace(/[.,;:!?'’…)\]}]+$/u, "");
    return { from: match.index, to: match.index + shown.length };
  });
}
