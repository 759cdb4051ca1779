import { getSchema } from "@tiptap/core";
import { describe, expect, it } from "vitest";

import type { Piece } from "../host/contract";
import { assess } from "../host/fake/assess";
import { emptyDraft } from "../host/fake/drafts";
import { draw } from "./marks";
import { toDocument } from "./pieces";
import { extensions } from "./schema";

const schema = getSchema(extensions);

/** The marks drawn into a text: their class and the words they cover. */
function marksIn(commentary: Piece[]): { class: string; covers: string }[] {
  const document = schema.nodeFromJSON(toDocument(commentary));
  const assessment = assess({ ...emptyDraft("d", "urn:li:person:1"), commentary }, new Map());
  return draw(document, assessment)
    .find()
    .map((mark) => ({
      class: (mark as unknown as { type: { attrs: { class: string } } }).type.attrs.class,
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

  it("underline what is beyond 3,000 characters", () => {
    const marks = marksIn([{ kind: "text", text: `${"a".repeat(3000)}beyond` }]);
    expect(marks).toContainEqual({ class: "too-long", covers: "beyond" });
  });
});
