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
  const field = screen.getAllByTestId<HTMLTextAreaElement>("alt-text")[0] as HTMLTextAreaElement;
  field.focus();
  field.setSelectionRange(0, 6);
  const paste = async (text: string) => {
    const pasted = vi.spyOn(app, "paste");
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
    const { host, field, paste } = await open();
    vi.spyOn(host, "pasteMedia").mockResolvedValue({ media: [], refused: [] });
    await paste("");
    expect(field.value).toBe("A hand lifting a long sheet off a proof press");
  });

  it("that is refused leaves the words that are selected", async () => {
    const { host, field, paste } = await open();
    vi.spyOn(host, "pasteMedia").mockRejectedValue({ code: "other", message: "The clipboard could not be read." });
    await paste("");
    expect(field.value).toBe("A hand lifting a long sheet off a proof press");
  });

  it("of an address that is no file writes the address", async () => {
    const { host, app, field, paste } = await open();
    vi.spyOn(host, "pasteMedia").mockResolvedValue({ media: [], refused: [] });
    await paste("file://name");
    expect(field.value).toBe("file://name lifting a long sheet off a proof press");
    expect(app.composition.images[0]?.alt_text).toBe(field.value);
  });

  it("is written as typing is, so that it can be undone", async () => {
    const { host, field, paste } = await open();
    vi.spyOn(host, "pasteMedia").mockResolvedValue({ media: [], refused: [] });
    typed.mockReturnValue(true);
    await paste("file://name");
    expect(typed).toHaveBeenCalledWith("insertText", false, "file://name");
    expect(field.value).toBe("A hand lifting a long sheet off a proof press");
  });
});
