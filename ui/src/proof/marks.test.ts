import { describe, expect, it } from "vitest";

import type { Assessment } from "../host/contract";
import { keepMarks } from "./marks";

function assessed(text: string, first: number | null = null): Assessment {
  const hashtags = Array.from(text.matchAll(/#\w+/g), ({ index, 0: tag }) => ({ from: index, to: index + tag.length }));
  return {
    counts: { visible: text.length, wire: text.length, characters: text.length, limit: 3000 },
    intro: { first, last: null, min: 128, max: 130, source: "" },
    hashtags,
    findings: [],
    publishable: true,
  };
}

describe("marks", () => {
  it("come from the assessment of this text", () => {
    expect(keepMarks()("a #b", assessed("a #b")).hashtags).toEqual([{ from: 2, to: 4 }]);
  });

  it("move along with their text until its assessment is there", () => {
    const marks = keepMarks();
    const before = assessed("#one and #two");
    marks("#one and #two", before);
    expect(marks("#one and so #two", before).hashtags).toEqual([
      { from: 0, to: 4 },
      { from: 12, to: 16 },
    ]);
  });

  it("go when their text is changed", () => {
    const marks = keepMarks();
    const before = assessed("x #launch y");
    marks("x #launch y", before);
    expect(marks("x #lau nch y", before).hashtags).toEqual([]);
  });

  it("follow a run of keystrokes that no assessment has caught up with", () => {
    const marks = keepMarks();
    const before = assessed("#a");
    for (const text of ["#a", "1#a", "12#a", "123#a"]) marks(text, before);
    expect(marks("1234#a", before).hashtags).toEqual([{ from: 4, to: 6 }]);
  });

  it("keep the older rule's place while only later text changes", () => {
    const marks = keepMarks();
    const text = "x".repeat(140);
    const before = { ...assessed(text), intro: { first: 128, last: 130, min: 128, max: 130, source: "" } };
    expect(marks(text, before).band).toEqual({ from: 128, to: 130 });
    expect(marks(`${text}y`, before).band).toEqual({ from: 128, to: 130 });
    expect(marks(`y${text}`, before).band).toBeNull();
  });

  it("end the older rule's place at the end of a text that only the smallest phone cuts", () => {
    const text = "x".repeat(129);
    expect(keepMarks()(text, assessed(text, 128)).band).toEqual({ from: 128, to: 129 });
  });
});
