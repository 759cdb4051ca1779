import { expect, it } from "vitest";

import type { Finding, Remedy } from "../host/contract";
import { offering } from "./offers";

function found(media: string, remedy: Remedy | null, at: "image" | "captions" = "image"): Finding {
  const place: Finding["place"] = at === "image" ? { at, media, field: "file" } : { at, media };
  return {
    ...{ rule: "rule", severity: "warn", message: "Something.", measured: null, limit: null, source: null },
    ...{ place, remedy },
  };
}

const offered = (...findings: Finding[]) => {
  const offers = offering(findings);
  return findings.map((finding) => offers.has(finding));
};

it("a remedy is offered once of a file, at the first finding that it mends", () => {
  expect(offered(found("a", null), found("a", "resize"), found("a", "compress"), found("a", "strip"))).toEqual([
    ...[false, true, false, false],
  ]);
  expect(offered(found("c", "convert", "captions"), found("c", "compress", "captions"))).toEqual([true, false]);
});

it("a remedy that opens with another choice is offered beside it, and so is the same of another file", () => {
  expect(offered(found("a", "resize"), found("a", "crop"), found("a", "turn"), found("b", "resize"))).toEqual([
    ...[true, true, true, true],
  ]);
});
