import { expect, it } from "vitest";

import { Latest } from "./latest.svelte";

it("asks for the first at once and of those wished for meanwhile only for the last", () => {
  const latest = new Latest();
  for (const wish of ["a", "b", "c", "d"]) latest.want(wish);
  expect([latest.shown, latest.coming]).toEqual([null, "a"]);
  latest.came();
  expect([latest.shown, latest.coming]).toEqual(["a", "d"]);
  latest.came();
  expect([latest.shown, latest.coming]).toEqual(["d", null]);
});

it("keeps what is shown while another is on its way, and asks for nothing that is there", () => {
  const latest = new Latest();
  latest.want("a");
  latest.came();
  latest.want("b");
  latest.want("a");
  expect(latest.shown).toBe("a");
  latest.came();
  expect([latest.shown, latest.coming]).toEqual(["b", "a"]);
  latest.came();
  latest.want("a");
  expect(latest.coming).toBeNull();
});

it("says that the last one cannot be drawn, but nothing of one that is no longer wanted", () => {
  const latest = new Latest();
  latest.want("broken");
  latest.want("other");
  latest.missed();
  expect([latest.failed, latest.coming]).toEqual([false, "other"]);
  latest.missed();
  expect([latest.failed, latest.coming]).toEqual([true, null]);
  latest.want("good");
  expect([latest.failed, latest.coming]).toEqual([false, "good"]);
  latest.came();
  expect([latest.failed, latest.shown]).toEqual([false, "good"]);
});

it("shows nothing of before in the place of one that cannot be drawn", () => {
  const latest = new Latest();
  latest.want("a");
  latest.came();
  latest.want("broken");
  latest.missed();
  expect([latest.failed, latest.shown]).toEqual([true, null]);
  latest.want("a");
  expect([latest.failed, latest.coming]).toEqual([false, "a"]);
});
