import { getSchema } from "@tiptap/core";
import { EditorState } from "@tiptap/pm/state";
import { DecorationSet } from "@tiptap/pm/view";
import { describe, expect, it } from "vitest";

import type { Piece } from "../host/contract";
import { assess } from "../host/fake/assess";
import { emptyDraft } from "../host/fake/drafts";
import type { Folded } from "../proof/folded";
import { draw, mark, proofMarks } from "./marks";
import { toDocument } from "./pieces";
import { extensions } from "./schema";

const schema = getSchema(extensions);

/** Cut at this offset, or whole. */
function foldedAt(pieces: Piece[], offset: number | null): Folded {
  const cut = { rule: offset === null ? "whole" : "lines", offset: offset ?? 0, lines: [] } as const;
  const marks = { text: "", hashtags: [], band: null };
  const copy = { pieces, marks, device: "phone", measure: 343, textScale: 1 } as const;
  return { copy, cut, runs: [], rightToLeft: false, start: null };
}

/** The marks drawn into a text: their class and the words they cover. */
function marksIn(commentary: Piece[], cut: number | null = null): { class: string; covers: string }[] {
  const document = schema.nodeFromJSON(toDocument(commentary));
  const assessment = assess({ ...emptyDraft("d", "urn:li:person:1"), commentary }, new Map());
  return DecorationSet.create(document, draw(document, assessment, foldedAt(commentary, cut)))
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

  it("draw no cut where the proof shows the whole text", () => {
    expect(marksIn([{ kind: "text", text: "a".repeat(128) }])).toEqual([]);
  });

  it("draw the cut where the proof has it, and the older rule's place as a band", () => {
    const text = `${"a".repeat(128)}XYZ`;
    expect(marksIn([{ kind: "text", text: `The cut ${text.slice(8)}` }], 4)).toEqual([
      { class: "fold", covers: "c" },
      { class: "fold-band", covers: "XY" },
    ]);
  });

  it("draw the cut at a whole character, however many units it has", () => {
    const marks = marksIn([{ kind: "text", text: `${"a".repeat(128)}👩‍🚀 lands` }], 128);
    expect(marks).toEqual([
      { class: "fold", covers: "👩‍🚀" },
      { class: "fold-band", covers: "👩‍🚀" },
    ]);
  });

  it("draw the cut at the next line that has something on it", () => {
    expect(marksIn([{ kind: "text", text: "One.\n\nXYZ" }], 4)).toEqual([{ class: "fold above", covers: "X" }]);
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
    const folded = foldedAt(commentary, 60);
    const first = mark(fresh, assessment, folded);
    const marked = fresh.apply(first as NonNullable<typeof first>);
    expect(mark(marked, assessment, folded)).toBeNull();
    // A letter at the end moves no mark, one at the start moves the cut against the text.
    expect(mark(marked.apply(marked.tr.insertText("b", 30)), assessment, folded)).not.toBeNull();
    expect(mark(marked.apply(marked.tr.insertText("b", 206)), assessment, folded)).toBeNull();
  });
});
