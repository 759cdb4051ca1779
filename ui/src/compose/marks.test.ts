import { getSchema } from "@tiptap/core";
import { EditorState } from "@tiptap/pm/state";
import { DecorationSet } from "@tiptap/pm/view";
import { describe, expect, it } from "vitest";

import type { Piece } from "../host/contract";
import { assess } from "../host/fake/assess";
import { emptyDraft } from "../host/fake/drafts";
import { draw, mark, proofMarks } from "./marks";
import { toDocument } from "./pieces";
import { extensions } from "./schema";

const schema = getSchema(extensions);

/** The marks drawn into a text: their class and the words they cover. */
function marksIn(commentary: Piece[]): { class: string; covers: string }[] {
  const document = schema.nodeFromJSON(toDocument(commentary));
  const assessment = assess({ ...emptyDraft("d", "urn:li:person:1"), commentary }, new Map());
  return DecorationSet.create(document, draw(document, assessment))
    .find()
    .map((mark) => ({
      class: mark.spec.class as string,
      covers: document.textBetween(mark.from, mark.to, "\n", (node) => String(node.attrs.name)),
    }));
}

describe("the marks in the text", () => {
  it("cover exactly the hashtags, after line breaks and mentions too", () => {
    const marks = marksIn([
      { kind: "text", text: "a\n\n#one " },
      { kind: "mention", name: "Sandbox Bindery", urn: "urn:li:organization:1001" },
      { kind: "text", text: " #two" },
    ]);
    expect(marks.filter((mark) => mark.class === "hashtag").map((mark) => mark.covers)).toEqual(["#one", "#two"]);
  });

  it("draw no cut while the text is short enough", () => {
    expect(marksIn([{ kind: "text", text: "a".repeat(128) }])).toEqual([]);
  });

  it("draw the cut before character 129 and the band to 130", () => {
    const text = `${"a".repeat(128)}XYZ`;
    expect(marksIn([{ kind: "text", text }])).toEqual([
      { class: "fold", covers: "X" },
      { class: "fold-band", covers: "XY" },
    ]);
  });

  it("draw the cut at a whole character, however many units it has", () => {
    const marks = marksIn([{ kind: "text", text: `${"a".repeat(128)}👩‍🚀 lands` }]);
    expect(marks).toEqual([
      { class: "fold", covers: "👩‍🚀" },
      { class: "fold-band", covers: "👩‍🚀" },
    ]);
  });

  it("draw the cut at the next line that has something on it", () => {
    const marks = marksIn([{ kind: "text", text: `${"a".repeat(128)}\n\nXYZ` }]);
    expect(marks).toContainEqual({ class: "fold", covers: "X" });
  });

  it("underline what is beyond 3,000 characters", () => {
    const marks = marksIn([{ kind: "text", text: `${"a".repeat(3000)}beyond` }]);
    expect(marks).toContainEqual({ class: "too-long", covers: "beyond" });
  });

  it("are not redrawn while they stand right", () => {
    const commentary: Piece[] = [{ kind: "text", text: `#tag ${"a".repeat(200)}` }];
    const assessment = assess({ ...emptyDraft("d", "urn:li:person:1"), commentary }, new Map());
    const plugins = [proofMarks()];
    const fresh = EditorState.create({ doc: schema.nodeFromJSON(toDocument(commentary)), plugins });
    const first = mark(fresh, assessment);
    const marked = fresh.apply(first as NonNullable<typeof first>);
    expect(mark(marked, assessment)).toBeNull();
    // A letter at the end moves no mark, one at the start moves the cut against the text.
    expect(mark(marked.apply(marked.tr.insertText("b", 100)), assessment)).not.toBeNull();
    expect(mark(marked.apply(marked.tr.insertText("b", 206)), assessment)).toBeNull();
  });
});
