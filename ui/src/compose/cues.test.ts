import { expect, it } from "vitest";

import type { Cue } from "../host/contract";
import { cueAt, Cues, stepFrom } from "./cues.svelte";

const cue = (start_ms: number, end_ms: number, text = `${start_ms}`): Cue => ({ number: 1, start_ms, end_ms, text });
const cues = [cue(1000, 3000), cue(2500, 5000), cue(9000, 9500), cue(6000, 7000)];

it("shows of two captions that overlap the later one, and none in a gap", () => {
  expect([0, 1000, 2600, 5000, 6000, 9499].map((moment) => cueAt(cues, moment))).toEqual([-1, 0, 1, -1, 3, 2]);
});

it("goes from caption to caption in time, also where the file does not", () => {
  expect(stepFrom(cues, 2500, 1)?.start_ms).toBe(6000);
  expect(stepFrom(cues, 9000, -1)?.start_ms).toBe(6000);
  expect(stepFrom(cues, 9000, 1)).toBeNull();
  expect(stepFrom([], 0, 1)).toBeNull();
});

it("reads a file once, and shows the file asked for last", async () => {
  const answers = new Map<string, (cues: Cue[]) => void>();
  let asked = 0;
  const sheet = new Cues({
    captions: (media) => {
      asked += 1;
      return new Promise((answer) => answers.set(media, answer));
    },
  });
  const both = [sheet.load("a", "1"), sheet.load("b", "1"), sheet.load("b", "1")];
  answers.get("b")?.([cue(4000, 5000, "of b")]);
  answers.get("a")?.([cue(1, 2, "of a")]);
  await Promise.all(both);
  expect([asked, sheet.text, sheet.moment]).toEqual([2, "of b", 4000]);
});

it("keeps the moment that was chosen while the film plays, and takes the film to one that is chosen anew", async () => {
  const sheet = new Cues({ captions: async () => [cue(1000, 2000, "one"), cue(4000, 5000, "two")] });
  await sheet.load("a", "1");
  expect([sheet.moment, sheet.over, sheet.sought]).toEqual([1000, "one", null]);
  sheet.playing = 4200;
  expect([sheet.moment, sheet.text, sheet.over]).toEqual([1000, "one", "two"]);
  sheet.seek(1500);
  expect([sheet.over, sheet.sought]).toEqual(["one", { to: 1500 }]);
  sheet.clear();
  expect(sheet.sought).toBeNull();
});

it("says why captions cannot be read, and reads them again when the file changed", async () => {
  let broken = true;
  const sheet = new Cues({
    captions: async () => (broken ? Promise.reject(new Error("gone")) : [cue(0, 1, "back")]),
  });
  await sheet.load("a", "1");
  expect(sheet.problem?.message).toContain("gone");
  broken = false;
  await sheet.load("a", "2");
  expect([sheet.problem, sheet.text]).toEqual([null, "back"]);
});
