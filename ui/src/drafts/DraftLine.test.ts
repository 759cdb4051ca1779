import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, expect, it, vi } from "vitest";

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

it("says which draft is an advertisement", async () => {
  const host = new FakeHost();
  const [row] = await host.drafts("");
  vi.spyOn(host, "drafts").mockResolvedValue(
    [true, false].map((sponsored) => ({ ...row!, id: `${sponsored}`, sponsored })),
  );
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  app.show("drafts");
  const rows = await screen.findAllByTestId("draft");
  expect(rows.map((row) => row.textContent?.includes("Advertisement"))).toEqual([true, false]);
});

it("tells drafts without words apart by their files", async () => {
  const host = new FakeHost();
  const rows = [
    { attachment: "images", images: 3, file: "harbour.jpg" },
    { attachment: "images", images: 1, file: "harbour.jpg" },
    { attachment: "video", images: 0, file: "tour.mp4" },
    { attachment: "document", images: 0, file: null },
    { attachment: "none", images: 0, file: null },
  ] as const;
  vi.spyOn(host, "drafts").mockResolvedValue(
    rows.map((row, id) => ({
      ...row,
      id: `${id}`,
      excerpt: " ",
      picture: null,
      sponsored: false,
      author_name: null,
      edited_at: 0,
    })),
  );
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  app.show("drafts");
  const shown = await screen.findAllByTestId("draft");
  expect(shown.map((row) => row.querySelector(".excerpt")?.textContent)).toEqual([
    "3 images: harbour.jpg, …",
    "Image: harbour.jpg",
    "Video: tour.mp4",
    "Document",
    "No text yet",
  ]);
  expect(shown[0]?.textContent).toMatch(/Edited on \d/u);
});
