import { expect, it } from "vitest";

import type { Finding, MediaId } from "../host/contract";
import { besides, countOf, linesOf } from "./lines";

function found(rule: string, media: MediaId | null, message: string): Finding {
  const place: Finding["place"] = media ? { at: "image", media, field: "alt_text" } : { at: "text", from: 0 };
  return { rule, severity: "warn", place, message, measured: null, limit: null, source: null, remedy: null };
}

it("says the same of several images once, at the place of the first, and loses none", () => {
  const findings = [
    found("alt", "a", "No alt text."),
    found("pixels", "a", "It has 40 MP."),
    found("alt", "b", "No alt text."),
    found("pixels", "b", "It has 50 MP."),
    found("alt", "c", "No alt text."),
  ];
  const lines = linesOf(findings);
  expect(lines.map((line) => line.findings.length)).toEqual([3, 1, 1]);
  expect(lines[0]?.findings[0]).toBe(findings[0]);
  expect(lines.flatMap((line) => line.findings)).toHaveLength(findings.length);
});

it("counts findings by the lines they are said in, and an empty sheet not at all", () => {
  const same = ["a", "b", "c"].map((media) => found("alt", media, "No alt text."));
  const remark = { ...found("title", "a", "Too long."), severity: "advise" } as const;
  const empty = { ...found("text.empty", null, "Nothing."), severity: "block" } as const;
  const findings = [...same, found("mention", null, "Not sent."), remark, empty];
  expect([countOf(findings, "warn"), countOf(findings, "advise"), countOf(findings, "block")]).toEqual([2, 1, 0]);
  expect([besides(findings), besides([empty])]).toEqual(["2 warnings, 1 remark", ""]);
});

it("leaves two places of the text two lines, each with a name of its own", () => {
  const lines = linesOf([found("mention", null, "Not sent."), found("mention", null, "Not sent.")]);
  expect(lines).toHaveLength(2);
  expect(new Set(lines.map((line) => line.name)).size).toBe(2);
});

it("keeps a line's name while its words change", () => {
  const [one] = linesOf([found("alt_long", "a", "Take out 12.")]);
  const [other] = linesOf([found("alt_long", "a", "Take out 11.")]);
  expect(other?.name).toBe(one?.name);
});
