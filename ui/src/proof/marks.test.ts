import { describe, expect, it } from "vitest";

import type { Assessment } from "../host/contract";
import { keepMarks, type Marks } from "./marks";

interface Assessed {
  of: string;
  assessment: Assessment;
}

function assessed(text: string, first: number | null = null, last: number | null = null): Assessed {
  const hashtags = Array.from(text.matchAll(/#\w+/g), ({ index, 0: tag }) => ({ from: index, to: index + tag.length }));
  const assessment = {
    counts: { visible: text.length, wire: text.length, characters: text.length, limit: 3000 },
    intro: { first, last, min: 128, max: 130, source: "" },
    hashtags,
    findings: [],
    publishable: true,
  };
  return { of: text, assessment };
}

/** Marks kept while their text is written and answers about older texts come in. */
function keep(): (text: string, latest: Assessed) => Marks {
  const marks = keepMarks();
  return (text, { of, assessment }) => marks(text, assessment, of === text);
}

describe("marks", () => {
  it("come from the assessment of this text", () => {
    expect(keep()("a #b", assessed("a #b")).hashtags).toEqual([{ from: 2, to: 4 }]);
  });

  it("move along with their text until its assessment is there", () => {
    const marks = keep();
    const before = assessed("#one and #two");
    marks("#one and #two", before);
    expect(marks("#one and so #two", before).hashtags).toEqual([
      { from: 0, to: 4 },
      { from: 12, to: 16 },
    ]);
  });

  it("go when their text is changed", () => {
    const marks = keep();
    const before = assessed("x #launch y");
    marks("x #launch y", before);
    expect(marks("x #lau nch y", before).hashtags).toEqual([]);
  });

  it("follow a run of keystrokes that no assessment has caught up with", () => {
    const marks = keep();
    const before = assessed("#a");
    for (const text of ["#a", "1#a", "12#a", "123#a"]) marks(text, before);
    expect(marks("1234#a", before).hashtags).toEqual([{ from: 4, to: 6 }]);
  });

  it("keep the older rule's place while only later text changes", () => {
    const marks = keep();
    const text = "x".repeat(140);
    const before = assessed(text, 128, 130);
    expect(marks(text, before).band).toEqual({ from: 128, to: 130 });
    expect(marks(`${text}y`, before).band).toEqual({ from: 128, to: 130 });
    expect(marks(`y${text}`, before).band).toBeNull();
  });

  it("end the older rule's place at the end of a text that only the smallest phone cuts", () => {
    const text = "x".repeat(129);
    expect(keep()(text, assessed(text, 128)).band).toEqual({ from: 128, to: 129 });
  });
});
