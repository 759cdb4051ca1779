import { expect, it } from "vitest";

import { lines } from "./seen";

it.each([
  [" one\n\ntwo ", "one\n\ntwo"],
  ["\u200b", ""],
  ["\u200b\ufeff \u2060\n", ""],
  ["\u0007", ""],
  ["👩\u200d🚀", "👩\u200d🚀"],
  ["", ""],
])("takes of %j what can be seen: %j", (typed, published) => {
  expect(lines(typed)).toBe(published);
});
