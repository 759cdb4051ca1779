import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { chooseCut, cutByCount, LINES_TO_MEASURE, type Cut } from "./cut";
import { characterStarts, firstLines } from "./lines";
import type { Device } from "./rules";

/** A typewriter of `cells` to the line, on which "…more" covers the last `covered` of them. */
function cutOf(text: string, { cells = 10, covered = 0, device = "phone" as Device } = {}): Cut {
  const starts = characterStarts(text);
  const cellAt = (index: number): number => {
    let cell = 0;
    for (let at = index; at > 0 && text[starts[at - 1] as number] !== "\n"; at -= 1) cell += 1;
    return cell;
  };
  const rows: number[] = [];
  for (const [index, offset] of starts.entries()) {
    const before = rows[index - 1] ?? 0;
    const brokenBefore = index > 0 && text[starts[index - 1] as number] === "\n";
    const wraps = cellAt(index) > 0 && cellAt(index) % cells === 0 && text[offset] !== "\n";
    rows.push(index === 0 ? 0 : before + (brokenBefore || wraps ? 1 : 0));
  }
  const rowAt = (offset: number): number => rows[starts.indexOf(offset)] ?? Number.NaN;
  const lines = firstLines(text, starts, rowAt, LINES_TO_MEASURE);
  return chooseCut(lines, text.trimEnd().length, device, (line) => {
    const onLine = starts.filter((offset) => offset >= line.from && offset < line.to);
    return onLine[cells - covered] ?? line.to;
  });
}

const shown = (text: string, cut: Cut): string[] => cut.lines.map(({ from, to }) => text.slice(from, to));

describe("the cut", () => {
  it("leaves three full lines whole", () => {
    const text = "x".repeat(30);
    expect(cutOf(text)).toMatchObject({ rule: "whole", offset: 30 });
  });

  it("falls after the third line when there is a fourth", () => {
    expect(cutOf("x".repeat(31))).toMatchObject({ rule: "lines", offset: 30 });
  });

  it("falls where the words disappear under …more", () => {
    const text = "x".repeat(60);
    const cut = cutOf(text, { covered: 4 });
    expect(cut.offset).toBe(26);
    expect(shown(text, cut)).toEqual(["x".repeat(10), "x".repeat(10), "x".repeat(6)]);
  });

  it("keeps all three lines on the desktop when only the second is blank", () => {
    const text = "one\n\nthree\nfour";
    const cut = cutOf(text, { device: "desktop" });
    expect(cut.rule).toBe("lines");
    expect(shown(text, cut)).toEqual(["one\n", "\n", "three\n"]);
  });

  it("shows only two lines on the desktop when the third is blank", () => {
    const text = "one\ntwo\n\nfour";
    const cut = cutOf(text, { device: "desktop" });
    expect(cut).toMatchObject({ rule: "blank-line", offset: 8 });
    expect(shown(text, cut)).toEqual(["one\n", "two\n"]);
  });

  it("counts a blank third line as a line on a phone", () => {
    expect(cutOf("one\ntwo\n\nfour")).toMatchObject({ rule: "lines", offset: 9 });
  });

  it("does not count blank lines at the end", () => {
    const text = "one\ntwo\nthree\n\n\n";
    expect(cutOf(text)).toMatchObject({ rule: "whole", offset: 13 });
  });

  it("of nothing is nothing", () => {
    expect(cutOf("")).toEqual({ rule: "whole", offset: 0, lines: [] });
  });

  it("never falls inside a character", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 3, max: 12 }), fc.integer({ min: 0, max: 3 }), (text, cells, covered) => {
        const { offset } = cutOf(text, { cells, covered });
        expect([...characterStarts(text), text.length, text.trimEnd().length]).toContain(offset);
      }),
    );
  });

  it("never moves back when lines grow longer", () => {
    fc.assert(
      fc.property(unbroken, fc.integer({ min: 3, max: 12 }), (text, cells) => {
        expect(cutOf(text, { cells: cells + 1 }).offset).toBeGreaterThanOrEqual(cutOf(text, { cells }).offset);
      }),
    );
  });

  it("does not depend on what follows it", () => {
    fc.assert(
      fc.property(anyText, anyText, fc.integer({ min: 3, max: 12 }), (text, more, cells) => {
        const cut = cutOf(text, { cells });
        fc.pre(cut.rule !== "whole" && !joins(text, more));
        expect(cutOf(text + more, { cells }).offset).toBe(cut.offset);
      }),
    );
  });

  it("shows exactly the text before it", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 3, max: 12 }), fc.integer({ min: 0, max: 3 }), (text, cells, covered) => {
        const cut = cutOf(text, { cells, covered });
        expect(shown(text, cut).join("")).toBe(text.slice(0, cut.offset));
      }),
    );
  });
});

describe("the cut without a layout", () => {
  it("goes by the older count", () => {
    expect(cutByCount(200, 128)).toEqual({ rule: "characters", offset: 128, lines: [{ from: 0, to: 128 }] });
  });

  it("leaves a short text whole", () => {
    expect(cutByCount(90, null)).toMatchObject({ rule: "whole", offset: 90 });
  });
});

const characters = ["a", "b", "👩‍🚀", "日", "e\u0301", "🇩🇪"] as const;
const anyText = fc.array(fc.constantFrom(...characters, "\n", " "), { maxLength: 60 }).map((parts) => parts.join(""));
const unbroken = fc.array(fc.constantFrom(...characters), { maxLength: 60 }).map((parts) => parts.join(""));

/** Whether the end of one text and the start of the other make one character together. */
function joins(text: string, more: string): boolean {
  return !characterStarts(text + more).includes(text.length) && more !== "";
}
