import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, expect, it } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";

afterEach(cleanup);

it.each<[Scene, string]>([
  ["full", "3 images"],
  ["video", "Video"],
  ["document", "Document"],
])("says of a draft (%s) what hangs under its text", async (scene, words) => {
  const app = new App(new FakeHost(scene));
  render(AppView, { app });
  await app.start();
  app.show("drafts");
  const rows = await screen.findAllByTestId("draft");
  const about = rows.map((row) => row.querySelector(".detail > :nth-child(2)")?.textContent);
  expect(about).toContain(words);
  expect(about).toContain("Text only");
});
