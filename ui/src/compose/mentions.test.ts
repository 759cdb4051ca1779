import { getSchema } from "@tiptap/core";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import { Editor } from "@tiptap/core";
import { describe, expect, it } from "vitest";

import type { Piece } from "../host/contract";
import { askedAt, handleAt, held, hold, mention } from "./mentions";
import { toDocument, toPieces } from "./pieces";
import { extensions } from "./schema";

const schema = getSchema(extensions);
const who = { name: "Acme (UK)", urn: "urn:li:organization:7" };
const written = (text: string): Piece[] => [{ kind: "text", text }];

/** A text with the caret at its end, or before `|`. */
function caretIn(text: string): EditorState {
  const caret = text.includes("|") ? text.indexOf("|") : text.length;
  const doc = schema.nodeFromJSON(toDocument(written(text.replace("|", ""))));
  return EditorState.create({ doc, selection: TextSelection.create(doc, caret + 1) });
}

const typed = (text: string) => askedAt(caretIn(text))?.typed;

describe("what is asked for at the caret", () => {
  it("is what stands behind a sign", () => {
    expect(typed("@")).toBe("");
    expect(typed("by @acme")).toBe("acme");
    expect(typed("by @ac|me and")).toBe("ac");
    expect(typed("(@acme-ltd")).toBe("acme-ltd");
    expect(typed("@Sandbox Press")).toBe("Sandbox Press");
  });

  it("is nothing in mail addresses, behind a space, and without a sign", () => {
    for (const text of ["me@example", "acme", "@acme ", "@ acme", "@a b c d e", "https://medium.com/@press"]) {
      expect(typed(text), text).toBeUndefined();
    }
  });

  it("is a page where its address was just put", () => {
    const asked = askedAt(caretIn("see https://www.linkedin.com/company/acme/"));
    expect(asked).toMatchObject({ kind: "address", typed: "https://www.linkedin.com/company/acme/", from: 5 });
    expect(typed("linkedin.com/showcase/acme")).toBe("linkedin.com/showcase/acme");
    expect(typed("https://www.linkedin.com/in/somebody")).toBeUndefined();
    expect(typed("https://example.com/linkedin.com/company/acme")).toBeUndefined();
  });

  it("is the whole handle where a finding says so", () => {
    expect(handleAt(caretIn("by @acme-ltd, and"), 4)).toMatchObject({ from: 4, to: 13, typed: "acme-ltd" });
    expect(handleAt(caretIn("by @ acme"), 4)).toBeNull();
  });
});

describe("a mention", () => {
  it("takes the place of what was typed, with a space behind it where there is none", () => {
    const put = (text: string) => {
      const state = caretIn(text);
      const asked = askedAt(state);
      return asked && toPieces(state.apply(mention(state, asked, who)).doc.toJSON());
    };
    const piece = { kind: "mention", ...who };
    expect(put("by @acme")).toEqual([{ kind: "text", text: "by " }, piece, { kind: "text", text: " " }]);
    expect(put("@acme|, that is")).toEqual([piece, { kind: "text", text: ", that is" }]);
  });

  it("is one piece for the caret and for deleting", () => {
    const editor = new Editor({ extensions, content: toDocument(written("by @acme")) });
    const state = editor.state.apply(editor.state.tr.setSelection(TextSelection.atEnd(editor.state.doc)));
    editor.view.updateState(state);
    const asked = askedAt(editor.state);
    if (asked) editor.view.dispatch(mention(editor.state, asked, who));
    const { doc } = editor.state;
    // by, a space, the mention, a space
    expect(doc.content.size).toBe("by ".length + 1 + 1 + 2);
    editor.view.dispatch(editor.state.tr.delete(4, 5));
    expect(toPieces(editor.getJSON())).toEqual([{ kind: "text", text: "by  " }]);
    editor.destroy();
  });

  it("goes where it was asked for, however the text moved, and nowhere when that changed", () => {
    const editor = new Editor({ extensions, content: toDocument(written("by @acme now")) });
    const { view } = editor;
    view.dispatch(hold(editor.state, { from: 4, to: 9 }));
    view.dispatch(editor.state.tr.insertText("Printed ", 1));
    const place = held(editor.state);
    expect(place && editor.state.doc.textBetween(place.from, place.to)).toBe("@acme");
    if (place) view.dispatch(editor.state.tr.insertText("x", place.from + 2));
    expect(held(editor.state)).toBeNull();
    editor.destroy();
  });
});
