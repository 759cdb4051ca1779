import { expect, it } from "vitest";

import { Names } from "./names.svelte";

it("a name stays with its thing whatever is done to the list", () => {
  const names = new Names();
  const [a = "", b = ""] = names.for(2);
  const c = names.add(names.for(2));
  expect(names.for(3)).toEqual([a, b, c]);
  names.move(names.for(3), 2, 0);
  expect(names.for(3)).toEqual([c, a, b]);
  names.remove(names.for(3), 1);
  expect(names.for(2)).toEqual([c, b]);
  const d = names.add(names.for(2));
  expect(new Set([a, b, c, d]).size).toBe(4);
});

it("a list that was changed from elsewhere keeps the names it can, and none twice", () => {
  const names = new Names();
  names.add(names.for(2));
  const before = names.for(3);
  const after = names.for(4);
  expect(after.slice(0, 3)).toEqual(before);
  expect(new Set(after).size).toBe(4);
  expect(names.for(1)).toEqual(before.slice(0, 1));
});
