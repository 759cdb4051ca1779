import { expect, it } from "vitest";

import { Listed } from "./listed.svelte";

it("shows the answer to the latest search, though an earlier one comes later", async () => {
  const answers = new Map<string, (rows: string[]) => void>();
  const listed = new Listed<string>((search) => new Promise((answer) => answers.set(search, answer)));
  const [first, second] = [listed.load("a"), listed.load("ab")];
  answers.get("ab")?.(["right"]);
  answers.get("a")?.(["late"]);
  await Promise.all([first, second]);
  expect(listed.rows).toEqual(["right"]);
});

it("keeps the rows it has when a later search is rejected, and says why", async () => {
  let reject = false;
  const listed = new Listed<string>(async () => (reject ? Promise.reject(new Error("locked")) : ["row"]));
  await listed.load("");
  reject = true;
  await listed.load("x");
  expect(listed.rows).toEqual(["row"]);
  expect(listed.problem?.message).toContain("locked");
});
