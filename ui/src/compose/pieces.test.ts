import { getSchema } from "@tiptap/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Piece } from "../host/contract";
import { canonical, parsePieces, toDocument, toPieces, visibleText, writeMention } from "./pieces";
import { Positions } from "./positions";
import { extensions } from "./schema";

const schema = getSchema(extensions);
const words = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom("\n", " ", "a", "\t", "(", "#", "@", "🖨️", "\r") }),
);
const text = words.map((text): Piece => ({ kind: "text", text }));
const mention = fc
  .record({ name: fc.string({ minLength: 1, unit: "grapheme" }), id: fc.nat() })
  .map(({ name, id }): Piece => ({ kind: "mention", name, urn: `urn:li:organization:${id}` }));
const pieces = fc.array(fc.oneof(text, mention), { maxLength: 12 });

describe("the text and the editor's document", () => {
  it("are exact inverses of one another", () => {
    fc.assert(
      fc.property(pieces, (pieces) => {
        const there = toDocument(pieces);
        expect(toPieces(there)).toEqual(canonical(pieces));
        expect(toDocument(toPieces(there))).toEqual(there);
      }),
    );
  });

  it("stay exact through the editor's own schema", () => {
    fc.assert(
      fc.property(pieces, (pieces) => {
        const node = schema.nodeFromJSON(toDocument(pieces));
        node.check();
        expect(toPieces(node.toJSON())).toEqual(canonical(pieces));
      }),
    );
  });

  it("keep one newline one line, at the ends and in a row", () => {
    const document = toDocument([{ kind: "text", text: "\na\n\nb\n" }]);
    expect(document.content).toHaveLength(5);
    expect(toPieces(document)).toEqual([{ kind: "text", text: "\na\n\nb\n" }]);
  });

  it("show an empty text as one empty line", () => {
    expect(toDocument([])).toEqual({ type: "doc", content: [{ type: "paragraph" }] });
    expect(toPieces(toDocument([]))).toEqual([]);
  });
});

describe("text from outside", () => {
  it("turns a written mention into a mention", () => {
    expect(parsePieces("With @[Sandbox Bindery](urn:li:organization:1001)!")).toEqual([
      { kind: "text", text: "With " },
      { kind: "mention", name: "Sandbox Bindery", urn: "urn:li:organization:1001" },
      { kind: "text", text: "!" },
    ]);
  });

  it("reads back every mention it writes", () => {
    const piece = { kind: "mention", name: "A (b) & Co", urn: "urn:li:person:x_1-2" } as const;
    expect(parsePieces(writeMention(piece.name, piece.urn))).toEqual([piece]);
  });

  it("leaves what only looks like a mention as text", () => {
    for (const plain of ["@[a](https://example.com)", "@[](urn:li:person:1)", "a@[b]", "[x](y)"]) {
      expect(parsePieces(plain)).toEqual([{ kind: "text", text: plain }]);
    }
  });

  it("makes every kind of line end a newline", () => {
    const ends = "a\r\nb\rc\nd\ve\ff\u0085g\u2028h\u2029i\n\nj";
    expect(visibleText(parsePieces(ends))).toBe("a\nb\nc\nd\ne\nf\ng\nh\ni\n\nj");
  });

  it("leaves out control characters but for a tab, and keeps what joins and turns letters", () => {
    const text = "a\0b\u0007c\td👩\u200d🚀\u200fשלום\u00ad\ufeff";
    expect(visibleText(parsePieces(text))).toBe("abc\td👩\u200d🚀\u200fשלום\u00ad\ufeff");
  });
});

describe("Positions", () => {
  it("finds every letter of the visible text in the document", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(text, mention), { minLength: 1, maxLength: 6 }), (pieces) => {
        const node = schema.nodeFromJSON(toDocument(pieces));
        const visible = visibleText(canonical(pieces));
        const positions = new Positions(node);
        expect(positions.length).toBe(visible.length);
        let last = 0;
        for (let offset = 0; offset <= visible.length; offset += 1) {
          const at = positions.at(offset);
          expect(at).toBeGreaterThanOrEqual(last);
          last = at;
          const here = node.resolve(at);
          expect(here.parent.type.name).toBe("paragraph");
          const next = here.nodeAfter;
          const torn = offset > 0 && (visible.codePointAt(offset - 1) ?? 0) > 0xffff;
          if (next?.isText && offset < visible.length && !torn) expect(next.text?.[0]).toBe(visible[offset]);
        }
      }),
    );
  });

  it("never goes between the halves of a surrogate pair", () => {
    const node = schema.nodeFromJSON(toDocument([{ kind: "text", text: "a👩b" }]));
    const positions = new Positions(node);
    expect([positions.at(2, "start"), positions.at(2, "end")]).toEqual([2, 4]);
    expect([positions.at(1), positions.at(3)]).toEqual([2, 4]);
  });

  it("takes a mention as a whole", () => {
    const node = schema.nodeFromJSON(toDocument([{ kind: "mention", name: "Bindery", urn: "urn:li:organization:1" }]));
    const positions = new Positions(node);
    expect([positions.at(3, "start"), positions.at(3, "end")]).toEqual([1, 2]);
  });
});
