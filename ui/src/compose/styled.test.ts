import { getSchema } from "@tiptap/core";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Piece } from "../host/contract";
import { toDocument, toPieces, visibleText } from "./pieces";
import { extensions } from "./schema";
import { plain, plainText, restyle, styleSelection, type Style } from "./styled";

const schema = getSchema(extensions);

function stateOf(pieces: Piece[], from: number, to: number): EditorState {
  const doc = schema.nodeFromJSON(toDocument(pieces));
  return EditorState.create({ doc, selection: TextSelection.create(doc, from, to) });
}

const text = (text: string): Piece => ({ kind: "text", text });
const only = (words: string, style: Style) => restyle([words], style)[0];

/** The text after styling the stretch between two places, and what is selected then. */
function styled(pieces: Piece[], from: number, to: number, style: Style = "bold"): [string, string] {
  const state = stateOf(pieces, from, to);
  const transaction = styleSelection(state, style);
  const after = transaction ? state.apply(transaction) : state;
  const { selection } = after;
  return [
    visibleText(toPieces(after.doc.toJSON())),
    after.doc.textBetween(selection.from, selection.to, "\n", (node) => String(node.attrs.name)),
  ];
}

describe("styled letters", () => {
  it("are letters and digits; all else stays as it is", () => {
    expect(only("Az 09, é ß 🚀!", "bold")).toBe("𝗔𝘇 𝟬𝟵, é ß 🚀!");
    expect(only("Az 09", "italic")).toBe("𝘈𝘻 09");
  });

  it("are bold and italic at once, and each can be taken away again", () => {
    const bold = only("Ab1", "bold") ?? "";
    const both = only(bold, "italic") ?? "";
    expect(both).toBe("𝘼𝙗𝟭");
    expect(only(both, "bold")).toBe("𝘈𝘣1");
    expect(only(only(both, "italic") ?? "", "bold")).toBe("Ab1");
  });

  it("become bold together where some are not yet", () => {
    expect(restyle(["𝗮", "b"], "bold")).toEqual(["𝗮", "𝗯"]);
    expect(restyle(["𝗮", "𝗯 –"], "bold")).toEqual(["a", "b –"]);
  });

  it("are made plain whoever styled them", () => {
    expect(plain("𝐁𝑜𝓁𝕕 𝙢𝟙 𝗮 ℝ")).toBe("Bold m1 a ℝ");
  });

  it("come back as they were typed", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }).filter((words) => plain(words) === words),
        fc.constantFrom<Style>("bold", "italic"),
        (words, style) => {
          const there = only(words, style) ?? "";
          expect(plain(there)).toBe(words);
          if (there !== words) expect(only(there, style)).toBe(words);
        },
      ),
    );
  });
});

describe("styling a selection", () => {
  it("changes what is selected and keeps it selected", () => {
    expect(styled([text("one two")], 1, 4)).toEqual(["𝗼𝗻𝗲 two", "𝗼𝗻𝗲"]);
    expect(styled([text("one\ntwo")], 2, 8)).toEqual(["o𝗻𝗲\n𝘁𝘄o", "𝗻𝗲\n𝘁𝘄"]);
  });

  it("leaves hashtags, handles, addresses and mentions as they are", () => {
    const pieces: Piece[] = [
      text("see #launch @acme www.example.org/a by "),
      { kind: "mention", name: "Sandbox Bindery", urn: "urn:li:organization:1001" },
    ];
    const [after] = styled(pieces, 1, 41);
    expect(after).toBe("𝘀𝗲𝗲 #launch @acme www.example.org/a 𝗯𝘆 Sandbox Bindery");
    expect(styled(pieces, 7, 10)[0]).toBe(visibleText(pieces));
  });

  it("does nothing where nothing is selected", () => {
    expect(styleSelection(stateOf([text("one")], 2, 2), "bold")).toBeNull();
  });

  it("is undone for the whole text at once", () => {
    const state = stateOf([text("𝗼𝗻𝗲 two\n𝘁𝗵𝗿𝗲𝗲")], 1, 1);
    const transaction = plainText(state);
    const after = transaction && state.apply(transaction);
    expect(visibleText(toPieces(after?.doc.toJSON() ?? {}))).toBe("one two\nthree");
    expect(after && plainText(after)).toBeNull();
  });
});
