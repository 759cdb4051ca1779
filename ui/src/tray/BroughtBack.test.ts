import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, expect, it } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import { FakeHost } from "../host/fake/host";

async function open() {
  const app = new App(new FakeHost("empty"));
  render(AppView, { app });
  await app.start();
  await tick();
  return app;
}

const press = (id: string) => fireEvent.click(screen.getByTestId(id));
const undo = async () =>
  fireEvent.click((await screen.findAllByRole("button", { name: "Undo" })).at(-1) as HTMLElement);
const notices = () =>
  screen
    .getAllByTestId("notice")
    .map((one) => one.textContent)
    .join(" ");

afterEach(cleanup);

it("says that the words of a link card are back, and begins empty where that is wished, which can be undone", async () => {
  const app = await open();
  await press("begin-link");
  expect(screen.queryByTestId("brought-back")).toBeNull();
  app.composition.changeLink({ title: "My title" });
  app.intake.detach("Removed the link card");
  await tick();
  await press("begin-link");
  expect(screen.getByTestId("brought-back").textContent).toContain("The words of your link card are back.");
  await press("begin-empty");
  expect(screen.queryByTestId("brought-back")).toBeNull();
  expect(app.composition.attachment).toMatchObject({ link: { title: "" } });
  await undo();
  expect(app.composition.attachment).toMatchObject({ link: { title: "My title" } });
});

it("says where the words of a link card are when undoing cannot put it back", async () => {
  const app = await open();
  await press("begin-link");
  app.composition.changeLink({ title: "My title" });
  app.intake.detach("Removed the link card");
  await tick();
  await press("begin-poll");
  app.composition.changePoll({ question: "Which?" });
  await undo();
  expect(notices()).toContain("What you wrote is kept: remove that, then begin with “Link card” again.");
  expect(notices()).not.toContain("Add the file again");
});
