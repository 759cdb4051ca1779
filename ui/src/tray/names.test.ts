import fc from "fast-check";
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

it("a list of which something was removed gets no name twice when it grows from elsewhere, nor one that went", () => {
  const names = new Names();
  const begun = names.for(3);
  names.remove(begun, 0);
  const grown = names.for(4);
  expect(grown.slice(0, 2)).toEqual(begun.slice(1));
  expect(new Set([...begun, ...grown]).size).toBe(5);
  names.remove(grown, 3);
  expect(new Set([...begun, ...grown, ...names.for(4)]).size).toBe(6);
});

it("no list has a name twice, whatever is done to it and from wherever", () => {
  const place = fc.nat(7);
  const steps = fc.array(fc.tuple(fc.constantFrom("add", "remove", "move", "grow", "shrink"), place, place));
  fc.assert(
    fc.property(steps, (steps) => {
      const names = new Names();
      let length = 2;
      for (const [step, one, other] of steps) {
        const now = names.for(length);
        if (step === "add") names.add(now);
        if (step === "remove" && length) names.remove(now, one % length);
        if (step === "move" && length) names.move(now, one % length, other % length);
        if (step === "add" || step === "grow") length += 1;
        if ((step === "remove" || step === "shrink") && length) length -= 1;
        const after = names.for(length);
        expect([after.length, new Set(after).size]).toEqual([length, length]);
      }
    }),
  );
});
