import { expect, it } from "vitest";

import { heldWithin, neighbours, swiped, turned } from "./pages";

it("turns by key, and never beyond the ends", () => {
  expect(["ArrowRight", "PageDown", "PageUp", "Home", "End"].map((key) => turned(key, 2, 12))).toEqual([
    3, 3, 1, 1, 12,
  ]);
  expect([turned("ArrowLeft", 1, 12), turned("ArrowRight", 12, 12), turned("a", 3, 12)]).toEqual([1, 12, null]);
});

it("looks ahead by one page, onwards first", () => {
  expect([neighbours(1, 300), neighbours(150, 300), neighbours(300, 300), neighbours(1, 1)]).toEqual([
    [2],
    [151, 149],
    [299],
    [],
  ]);
});

it("holds a page that is typed within the document", () => {
  expect([heldWithin(0, 12), heldWithin(99, 12), heldWithin(2.6, 12), heldWithin(5, 0)]).toEqual([1, 12, 3, 1]);
});

it("turns onwards by a swipe to the left", () => {
  expect([swiped(200, 120), swiped(120, 200), swiped(200, 190)]).toEqual([1, -1, 0]);
});
