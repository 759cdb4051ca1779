import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { FakeHost } from "../host/fake/host";
import { App } from "./app.svelte";

async function open() {
  const host = new FakeHost();
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  await tick();
  return { host, app };
}

async function inAltText() {
  const { host, app } = await open();
  const field = screen.getAllByTestId<HTMLTextAreaElement>("alt-text")[0] as HTMLTextAreaElement;
  field.focus();
  field.setSelectionRange(0, 6);
  const paste = async (text: string) => {
    const pasted = vi.spyOn(app.intake, "paste");
    const getData = (kind: string) => (kind === "text/plain" ? text : "");
    await fireEvent.paste(field, { clipboardData: { files: [], getData } });
    await pasted.mock.results[0]?.value;
  };
  return { host, app, field, paste };
}

describe("a paste into an alt text", () => {
  const typed = vi.fn(() => false);
  // The pretend browser types nothing.
  beforeEach(() => void Object.assign(document, { execCommand: typed }));
  afterEach(() => {
    cleanup();
    Reflect.deleteProperty(document, "execCommand");
  });

  it("that brings nothing leaves the words that are selected", async () => {
    const { host, field, paste } = await inAltText();
    vi.spyOn(host, "pasteMedia").mockResolvedValue({ media: [], refused: [], left_out: null });
    await paste("");
    expect(field.value).toBe("A hand lifting a long sheet off a proof press");
  });

  it("that is refused leaves the words that are selected", async () => {
    const { host, field, paste } = await inAltText();
    vi.spyOn(host, "pasteMedia").mockRejectedValue({ code: "other", message: "The clipboard could not be read." });
    await paste("file:///a/picture.png");
    expect(field.value).toBe("A hand lifting a long sheet off a proof press");
  });

  it("of an address that is no file writes the address", async () => {
    const { host, app, field, paste } = await inAltText();
    vi.spyOn(host, "pasteMedia").mockResolvedValue({ media: [], refused: [], left_out: null });
    await paste("file://name");
    expect(field.value).toBe("file://name lifting a long sheet off a proof press");
    expect(app.composition.images[0]?.alt_text).toBe(field.value);
  });

  it("is written as typing is, so that it can be undone", async () => {
    const { host, field, paste } = await inAltText();
    vi.spyOn(host, "pasteMedia").mockResolvedValue({ media: [], refused: [], left_out: null });
    typed.mockReturnValue(true);
    await paste("file://name");
    expect(typed).toHaveBeenCalledWith("insertText", false, "file://name");
    expect(field.value).toBe("A hand lifting a long sheet off a proof press");
  });
});

describe("the undo of a notice", () => {
  afterEach(cleanup);
  const cards = () => screen.getAllByTestId("card").map((card) => card.dataset.media);
  const remove = () => fireEvent.click(screen.getAllByTestId("remove")[0] as HTMLElement);
  const press = (target: Element | null, key: string, more = {}) =>
    fireEvent.keyDown(target ?? document, { key, ...more });

  it("is pressed by the key, the last one first", async () => {
    await open();
    await remove();
    await remove();
    expect(cards()).toEqual(["m2"]);
    await press(document.activeElement, "z", { ctrlKey: true });
    expect(cards()).toEqual(["m1", "m2"]);
    await press(document.activeElement, "z", { ctrlKey: true });
    expect(cards()).toEqual(["m0", "m1", "m2"]);
  });

  it("is left alone by the key in a text", async () => {
    await open();
    await remove();
    for (const field of ["editor", "alt-text", "title"] as const)
      await press(screen.getAllByTestId(field)[0] as HTMLElement, "z", { ctrlKey: true });
    expect(cards()).toEqual(["m1", "m2"]);
  });

  it("is a part of the window while there is one", async () => {
    await open();
    const bar = document.querySelector("[data-part=notices]");
    const rounds = async () => {
      const stops = [];
      for (let part = 0; part < 4; part += 1) {
        await press(document.activeElement, "F6");
        stops.push(bar?.contains(document.activeElement));
      }
      return stops;
    };
    screen.getByTestId("nav-compose").focus();
    expect(await rounds()).not.toContain(true);
    await remove();
    expect((await rounds()).filter(Boolean)).toHaveLength(1);
  });

  it("is not offered while the post is reviewed, and is again afterwards", async () => {
    const { app } = await open();
    await remove();
    expect(screen.getByRole("button", { name: "Undo" }).title).toMatch(/Z$/);
    await app.press.review();
    await tick();
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
    app.press.rest();
    await tick();
    expect(screen.getByRole("button", { name: "Undo" })).toBeTruthy();
  });
});

describe("selecting all", () => {
  afterEach(cleanup);
  const all = (target: Element, key = "a") => fireEvent.keyDown(target, { key, ctrlKey: true });

  it("is left to the field that is written in", async () => {
    const { field } = await inAltText();
    expect(await all(field), "not prevented").toBe(true);
  });

  it("selects nothing of the window, also out of a dialog", async () => {
    const { app } = await open();
    expect(await all(document.body)).toBe(false);
    app.fix("m0", null);
    await tick();
    expect(await all(await screen.findByRole("dialog"), "A")).toBe(false);
    expect(await all(screen.getByTestId("crop-width")), "its field is").toBe(true);
    expect(getSelection()?.toString()).toBe("");
  });

  it("stays within what can be copied, where one selects there", async () => {
    const { app } = await open();
    await app.press.review();
    const [text] = [...document.querySelectorAll("dialog pre")];
    getSelection()?.setBaseAndExtent(text!, 0, text!, 0);
    expect(await all(document.body)).toBe(false);
    expect(getSelection()?.toString()).toBe(text!.textContent);
  });
});

it("lets no picture be dragged about", async () => {
  await open();
  const [picture] = document.querySelectorAll("img");
  expect(await fireEvent.dragStart(picture!), "prevented").toBe(false);
  expect(await fireEvent.dragStart(screen.getByTestId("editor"))).toBe(true);
  cleanup();
});
