import fc from "fast-check";
import { expect, it } from "vitest";

import { exactTimecode } from "../words/figures";
import { frameAt, frameLength, lastMoment, parseMoment, spread, stepped } from "./moments";

/** As cameras and editors write them, the broken ones as the fractions they are. */
const rates = fc.constantFrom(24_000 / 1001, 24, 25, 30_000 / 1001, 30, 50, 60_000 / 1001, 60, 23.976, 29.97, 59.94);
/** `begin_of_frame` in `media/frame/program.rs`. */
const inRust = (ms: number, rate: number) => Math.floor((ms / 1000) * rate + 1e-6);

it("reads times as people write them", () => {
  const times = ["12", "12.4", "0:12.4", "1:02:03,5", " 90 ", "00:07", "2:5"];
  expect(times.map(parseMoment)).toEqual([12_000, 12_400, 12_400, 3_723_500, 90_000, 7000, 125_000]);
});

it("reads no time out of anything else", () => {
  for (const text of ["", "a", "-1", "1:60", "1:75:00", "1:2:3:4", "1.2345", "1:", ":5", "1e3"])
    expect(parseMoment(text), text).toBeNull();
});

it("reads back what it shows, to the hundredth", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4 * 3_600_000 }), (ms) => {
      expect(parseMoment(exactTimecode(ms))).toBe(Math.floor(ms / 10) * 10);
    }),
  );
});

it("goes by a frame, by a second, and to the ends, and never beyond", () => {
  const go = (key: string, from: number) => stepped(key, from, 40, 30_960);
  expect([go("ArrowRight", 0), go("ArrowLeft", 0), go("ArrowUp", 5), go("ArrowDown", 5)]).toEqual([40, 0, 1005, 0]);
  expect([go("Home", 99), go("End", 99), go("ArrowRight", 30_960), go("Enter", 5)]).toEqual([0, 30_960, 30_960, null]);
});

it("goes from each frame to the next and back, leaving none out and none standing, at every rate", () => {
  fc.assert(
    fc.property(rates, fc.integer({ min: 0, max: 400_000 }), (rate, index) => {
      const [frame, last] = [frameLength(rate), Number.MAX_SAFE_INTEGER];
      const at = Math.ceil((index * 1000) / rate + 0.01);
      fc.pre(inRust(at, rate) === index);
      const next = stepped("ArrowRight", at, frame, last) ?? 0;
      expect([frameAt(at, frame), inRust(next, rate)]).toEqual([index, index + 1]);
      expect(inRust(stepped("ArrowLeft", next, frame, last) ?? 0, rate)).toBe(index);
    }),
  );
});

it("shows every frame of a film once from Home to the end, and ends with the last", () => {
  fc.assert(
    fc.property(rates, fc.integer({ min: 1, max: 600 }), (rate, frames) => {
      const last = lastMoment(Math.round((frames * 1000) / rate), rate);
      const shown = [0];
      for (let at = 0; at < last; shown.push(inRust(at, rate)))
        at = stepped("ArrowRight", at, frameLength(rate), last) ?? 0;
      expect(shown).toEqual(Array.from({ length: frames }, (_, index) => index));
    }),
  );
});

it("ends with the last frame, also in a film that tells nothing", () => {
  expect(lastMoment(31_000, 25)).toBe(30_960);
  expect([lastMoment(null, null), lastMoment(10, 25)]).toEqual([0, 0]);
  expect(frameLength(0)).toBe(40);
});

it("spreads moments over the whole film", () => {
  expect(spread(8000, 4)).toEqual([1000, 3000, 5000, 7000]);
});
