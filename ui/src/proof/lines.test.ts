import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { characterStarts, countCharacters, firstLines, type Line } from "./lines";

/** A typewriter: every character is one cell wide, and a line takes `cells` of them. */
export function typewriter(text: string, cells: number): (offset: number) => number {
  const rows = new Map<number, number>();
  let row = 0;
  let cell = 0;
  for (const offset of characterStarts(text)) {
    if (cell === cells && text[offset] !== "\n") {
      row += 1;
      cell = 0;
    }
    rows.set(offset, row);
    cell += 1;
    if (text[offset] === "\n") {
      row += 1;
      cell = 0;
    }
  }
  return (offset) => rows.get(offset) ?? Number.NaN;
}

export function set(text: string, cells: number, most: number): Line[] {
  return firstLines(text, characterStarts(text), typewriter(text, cells), most);
}

const shown = (text: string, cells: number, most: number): string[] =>
  set(text, cells, most).map(({ from, to }) => text.slice(from, to));

const anyText = fc
  .array(fc.constantFrom("a", "b ", "\n", "👩‍🚀", "日本", "e\u0301", " ", "\u200b", "🇩🇪", "مر"), { maxLength: 60 })
  .map((parts) => parts.join(""));

describe("the first lines of a text", () => {
  it("end where the row ends and at every line break", () => {
    expect(shown("abcdef\ngh", 4, 9)).toEqual(["abcd", "ef\n", "gh"]);
  });

  it("stop as soon as there are enough, and leave the last one unmeasured", () => {
    expect(shown("abcdefghij", 2, 3)).toEqual(["ab", "cd", "efghij"]);
  });

  it("say which of them are blank", () => {
    expect(set("a\n \n\nb", 9, 9).map(({ blank }) => blank)).toEqual([false, true, true, false]);
  });

  it("leave the spaces of a soft break at the end of the line before", () => {
    expect(shown("abcd  ef", 4, 9)).toEqual(["abcd  ", "ef"]);
  });

  it("do not start a line for what nobody sees", () => {
    expect(shown("abcd\u200b", 4, 9)).toEqual(["abcd\u200b"]);
  });

  it("hold the whole text, in order and without gaps, when all are asked for", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 12 }), (text, cells) => {
        expect(shown(text, cells, Number.POSITIVE_INFINITY).join("")).toBe(text);
      }),
    );
  });

  it("never begin or end inside a character", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 12 }), (text, cells) => {
        const allowed = new Set([...characterStarts(text), text.length]);
        for (const { from, to } of set(text, cells, 4)) {
          expect(allowed).toContain(from);
          expect(allowed).toContain(to);
        }
      }),
    );
  });

  it("need few questions, however long the text is", () => {
    const text = "x".repeat(3000);
    const rowAt = typewriter(text, 50);
    let questions = 0;
    firstLines(text, characterStarts(text), (offset) => (questions++, rowAt(offset)), 4);
    expect(questions).toBeLessThan(45);
  });
});

it("a person counts an emoji as one character", () => {
  expect(countCharacters("👩‍🚀 up")).toBe(4);
});
