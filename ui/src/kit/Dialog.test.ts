import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, expect, it } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import { FakeHost } from "../host/fake/host";

afterEach(cleanup);

it("takes the tooltip of what opened it, and gives it back", async () => {
  const app = new App(new FakeHost());
  render(AppView, { app });
  await app.start();
  const [opener] = screen.getAllByTestId("edit-image");
  const title = opener!.title;
  expect(title).not.toBe("");
  opener!.focus();
  await fireEvent.click(opener!);
  await screen.findByRole("dialog");
  expect(opener!.hasAttribute("title")).toBe(false);
  app.endTask();
  await tick();
  expect(opener!.title).toBe(title);
});
