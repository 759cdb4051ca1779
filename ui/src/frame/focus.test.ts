import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";
import { App } from "./app.svelte";
import { keepFocus } from "./focus";

const held = () => document.activeElement as HTMLElement;

describe("the focus, when what holds it goes away", () => {
  let stop = () => {};
  afterEach(() => {
    stop();
    document.body.replaceChildren();
  });

  /** Lays out a page, takes away what holds the focus, and says where it is then. */
  async function after(page: string, ...gone: string[]): Promise<string> {
    document.body.innerHTML = page;
    stop = keepFocus();
    for (const id of gone) {
      const element = document.getElementById(id);
      element?.querySelector("button")?.focus();
      element?.remove();
      await vi.waitFor(() => expect(held()).not.toBe(document.body));
    }
    return held().id;
  }

  it("goes to what took its place", async () => {
    const rows = ["a", "b", "c"].map((id) => `<li id="${id}"><button id="${id}1"></button><button></button></li>`);
    expect(await after(`<ul>${rows.join("")}</ul>`, "b")).toBe("c1");
  });

  it("goes to what stands before it, from its beginning, where it was the last", async () => {
    const rows = ["a", "b", "c"].map((id) => `<li id="${id}"><button id="${id}1"></button><button></button></li>`);
    expect(await after(`<ul>${rows.join("")}</ul>`, "c")).toBe("b1");
  });

  it("goes to what is around it, past what is hidden and disabled", async () => {
    const page = `<section tabindex="-1" id="around"><p id="note"><button></button></p>
      <button disabled></button><div hidden><button></button></div></section><button id="far"></button>`;
    expect(await after(page, "note")).toBe("around");
  });

  it("goes on outside where nothing is left around it", async () => {
    const page = `<h1 tabindex="-1" id="heading"></h1><div><ul><li id="a"><button></button></li></ul></div>`;
    expect(await after(page, "a")).toBe("heading");
  });

  it("goes back to where it was before a popover that is used up", async () => {
    const page = `<button id="first"></button><p id="before"><button id="here"></button></p><button></button>
      <section popover="manual"><p id="one"><button></button></p><p id="two"><button id="other"></button></p></section>`;
    document.body.innerHTML = page;
    stop = keepFocus();
    document.getElementById("here")?.focus();
    for (const [gone, next] of [
      ["one", "other"],
      ["two", "here"],
    ] as const) {
      const element = document.getElementById(gone);
      element?.querySelector("button")?.focus();
      element?.remove();
      await vi.waitFor(() => expect(held().id).toBe(next));
    }
  });

  it("stays with what is moved", async () => {
    document.body.innerHTML = `<ul><li></li><li id="a"><button id="moved"></button></li></ul>`;
    stop = keepFocus();
    document.getElementById("moved")?.focus();
    const row = document.getElementById("a") as HTMLElement;
    row.remove();
    document.querySelector("ul")?.prepend(row);
    await vi.waitFor(() => expect(held().id).toBe("moved"));
  });

  it("is not brought back once it was let go of", async () => {
    document.body.innerHTML = `<p id="a"><button id="held"></button></p><button></button>`;
    stop = keepFocus();
    document.getElementById("held")?.focus();
    document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    document.getElementById("held")?.blur();
    document.getElementById("a")?.remove();
    await new Promise((done) => setTimeout(done));
    expect(held()).toBe(document.body);
  });
});

describe("in the window, the focus stays near what was pressed", () => {
  afterEach(cleanup);

  async function open(scene: Scene = "full") {
    const host = new FakeHost(scene);
    const app = new App(host);
    render(AppView, { app });
    await app.start();
    await screen.findByTestId("editor");
    return { host, app };
  }

  async function press(button: HTMLElement) {
    button.focus();
    await fireEvent.click(button);
    await waitFor(() => expect(button.isConnected).toBe(false));
    await waitFor(() => expect(held()).not.toBe(document.body));
  }

  it("when a notice is dismissed or undone", async () => {
    const { app } = await open();
    const remove = screen.getAllByTestId("remove")[0] as HTMLElement;
    remove.focus();
    await fireEvent.click(remove);
    await press(await screen.findByRole("button", { name: "Undo" }));
    expect(held().dataset.control).toBe("remove");
    app.notices.show("Something is so.");
    await press(await screen.findByRole("button", { name: "Dismiss" }));
    expect(held().dataset.control).toBe("remove");
  });

  it("when what was not added is read", async () => {
    await open("refused");
    await fireEvent.click(screen.getByTestId("add-files"));
    const note = (await screen.findByRole("alert")).closest("[role=note]") as HTMLElement;
    await press(within(note).getByRole("button", { name: "Dismiss" }));
    expect(held().closest("[data-testid=card]")).toBeTruthy();
  });

  it("when a file is found again", async () => {
    const { host } = await open("gone");
    const { id, name } = host.media.get("m1")!;
    host.media.set(id, { ...host.media.get("m0")!, id, name });
    await press(screen.getByRole("button", { name: "Look again" }));
    expect(held().closest<HTMLElement>("[data-testid=card]")?.dataset.media).toBe("m1");
  });

  it("when the keyring opens", async () => {
    const { host, app } = await open("vault-locked");
    app.show("accounts");
    const look = await screen.findByRole("button", { name: "Look again" });
    host.vault = { state: "ready" };
    await press(look);
    expect(held().closest("main")).toBeTruthy();
  });

  it("when an account is removed", async () => {
    const { app } = await open();
    app.show("accounts");
    const [remove] = await screen.findAllByRole("button", { name: "Remove…" });
    remove?.focus();
    await fireEvent.click(remove as HTMLElement);
    await press(await screen.findByRole("button", { name: "Remove account" }));
    expect(held().closest("[data-testid=account]")?.textContent).toContain("Example Member");
  });

  it("when it is known what became of a run, without handing it to the buttons of another", async () => {
    const { host, app } = await open();
    const [unsure] = host.history;
    host.history.push({ ...unsure!, id: "p9" });
    app.show("published");
    await press((await screen.findAllByRole("button", { name: "It is there" }))[0] as HTMLElement);
    await waitFor(() => expect(screen.getAllByRole("button", { name: "It is there" })).toHaveLength(1));
    expect(held().dataset.testid === "run" || held().textContent?.includes("Open the post")).toBe(true);
  });
});
