import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { visibleText } from "../compose/pieces";
import type { Piece } from "../host/contract";
import { runsOf, splitAt, within, type Run } from "./runs";

const text = (text: string): Piece => ({ kind: "text", text });
const mention = (name: string): Piece => ({ kind: "mention", name, urn: "urn:li:organization:1" });
const looks = (runs: Run[]): [string, string][] => runs.map((run) => [run.look, run.text]);
const all = Number.POSITIVE_INFINITY;

const anyPieces = fc.array(
  fc.oneof(
    fc.constantFrom("word ", "#tag ", "https://example.com/a(b). ", "www.example.com", "👩‍🚀", "\n").map(text),
    fc.constantFrom("DevTestCo", "Ann Smith").map(mention),
  ),
  { maxLength: 12 },
);

describe("the runs of a text", () => {
  it("give mentions, hashtags and addresses their look", () => {
    const pieces = [text("By "), mention("DevTestCo"), text(": #launch at https://example.com/x.")];
    expect(looks(runsOf(pieces, [{ from: 14, to: 21 }], all))).toEqual([
      ["plain", "By "],
      ["mention", "DevTestCo"],
      ["plain", ": "],
      ["hashtag", "#launch"],
      ["plain", " at "],
      ["link", "https://example.com/x"],
      ["plain", "."],
    ]);
  });

  it("leave a fragment in its address", () => {
    expect(looks(runsOf([text("https://example.com/#top")], [], all))).toEqual([["link", "https://example.com/#top"]]);
  });

  it("need more than a scheme for an address", () => {
    expect(looks(runsOf([text("https://… or www.")], [], all))).toEqual([["plain", "https://… or www."]]);
  });

  it("make up the visible text, whatever is in it", () => {
    fc.assert(
      fc.property(anyPieces, fc.nat(120), (pieces, limit) => {
        const runs = runsOf(pieces, [], limit);
        expect(runs.map((run) => run.text).join("")).toBe(visibleText(pieces).slice(0, limit));
        let at = 0;
        for (const run of runs) {
          expect(run.from).toBe(at);
          at += run.text.length;
        }
      }),
    );
  });

  it("survive being split", () => {
    fc.assert(
      fc.property(anyPieces, fc.array(fc.nat(120)), (pieces, offsets) => {
        const runs = runsOf(pieces, [], all);
        const split = splitAt(runs, offsets);
        expect(split.map((run) => run.text).join("")).toBe(visibleText(pieces));
        expect(new Set(split.map((run) => run.from)).size).toBe(split.length);
      }),
    );
  });

  it("are cut to a span", () => {
    const runs = runsOf([text("one "), mention("Two"), text(" three")], [], all);
    expect(looks(within(runs, { from: 2, to: 6 }))).toEqual([
      ["plain", "e "],
      ["mention", "Tw"],
    ]);
  });
});
