import { expect, it } from "vitest";

import { placeFor } from "./carrying.svelte";

/** Boxes of these heights, one below the other. */
function stack(...heights: number[]) {
  let top = 0;
  return heights.map((height) => {
    const box = { top, bottom: top + height, height };
    top += height;
    return box;
  });
}

it("leaves a card where it is while the pointer is over it", () => {
  for (const y of [100, 150, 199]) expect(placeFor(y, stack(100, 100, 100), 1)).toBe(1);
});

it("moves a card past a neighbour when the pointer passes its middle", () => {
  const cards = stack(100, 100, 100, 100);
  expect(placeFor(251, cards, 1)).toBe(2);
  expect(placeFor(249, cards, 1)).toBe(1);
  expect(placeFor(360, cards, 1)).toBe(3);
  expect(placeFor(49, cards, 1)).toBe(0);
});

it("does not flicker between two places when a small card passes a tall one", () => {
  const before = stack(100, 300);
  const y = 250;
  const place = placeFor(y, before, 0);
  const after = place === 1 ? stack(300, 100) : before;
  expect(placeFor(y, after, place)).toBe(place);
});

it("holds a card within the row", () => {
  expect(placeFor(-500, stack(100, 100), 1)).toBe(0);
  expect(placeFor(5000, stack(100, 100), 0)).toBe(1);
});
