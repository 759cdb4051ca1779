import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import { FakeHost } from "../host/fake/host";

async function open() {
  const host = new FakeHost("empty");
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  app.show("accounts");
  await fireEvent.click(await screen.findByTestId("address-book"));
  const dialog = within(await screen.findByRole("dialog"));
  await dialog.findAllByTestId("contact");
  const button = (name: string) => dialog.getByRole("button", { name });
  const fill = (label: string | RegExp, value: string) =>
    fireEvent.input(dialog.getByLabelText(label), { target: { value } });
  const names = () => host.book.map(({ name }) => name);
  return { host, app, dialog, button, fill, names };
}

const NAME = /exactly as LinkedIn/u;

describe("the address book", () => {
  afterEach(cleanup);

  it("takes somebody in by name and URN, and says what is wrong with a URN", async () => {
    const { dialog, button, fill, names } = await open();
    await fill(NAME, "Acme");
    await fill("URN", "linkedin.com/in/acme");
    await fireEvent.click(button("Add"));
    expect((await dialog.findByRole("alert")).textContent).toContain("is not a LinkedIn URN");
    await fill("URN", "urn:li:organization:7");
    await fireEvent.click(button("Add"));
    await waitFor(() => expect(names()).toContain("Acme"));
    expect(dialog.queryByRole("alert")).toBeNull();
    expect(dialog.getByLabelText<HTMLInputElement>(NAME).value).toBe("");
  });

  it("changes a name, and only where it was typed by hand", async () => {
    const { dialog, button, fill, names } = await open();
    expect(dialog.queryByRole("button", { name: "Edit Sandbox Paper & Board" })).toBeNull();
    await fireEvent.click(button("Edit Example Reader"));
    await fill(NAME, "Example Writer");
    await fireEvent.click(button("Keep"));
    await waitFor(() => expect(names()).toContain("Example Writer"));
    expect(names()).not.toContain("Example Reader");
  });

  it("lets somebody go and brings them back", async () => {
    const { app, dialog, button, names } = await open();
    await fireEvent.click(button("Remove Example Reader"));
    await waitFor(() => expect(names()).not.toContain("Example Reader"));
    await waitFor(() => expect(dialog.getAllByTestId("contact")).toHaveLength(1));
    app.notices.undoLast();
    await waitFor(() => expect(dialog.getAllByTestId("contact")).toHaveLength(2));
  });

  it("is searched, and says how to find a URN and that LinkedIn has no search for people", async () => {
    const { dialog } = await open();
    await fireEvent.input(dialog.getByRole("searchbox"), { target: { value: "paper" } });
    await waitFor(() => expect(dialog.getAllByTestId("contact")).toHaveLength(1));
    await fireEvent.input(dialog.getByRole("searchbox"), { target: { value: "nobody" } });
    await dialog.findByText("Nobody of that name.");
    expect(dialog.getByText(/no search for people/u)).toBeTruthy();
  });
});
