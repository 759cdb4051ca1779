import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import type { Facts, MediaView } from "../host/contract";
import { captions } from "../host/fake/files";
import { FakeHost } from "../host/fake/host";

/** Opens the sheet for the first image of the post, which is made like this. */
async function open(image: Partial<Facts> = {}, mendable = true) {
  const host = new FakeHost("full");
  const view = host.media.get("m0") as MediaView;
  if (view.state.status !== "present") throw new Error("no image");
  host.media.set("m0", {
    ...view,
    mendable,
    state: { ...view.state, facts: { ...view.state.facts, ...image } as Facts },
  });
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  app.fix("m0", null);
  await tick();
  const mend = vi.spyOn(host, "mend");
  return { host, app, mend, sheet: screen.getByRole("dialog", { name: "Fix press-room.jpg" }) };
}

const crop = () => screen.queryByTestId("crop");
const make = () => fireEvent.click(screen.getByTestId("make-copy"));

afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

describe("the sheet that mends an image", () => {
  it("is opened by what says its name", async () => {
    await open();
    const [card] = screen.getAllByTestId("card");
    expect(
      within(card as HTMLElement)
        .getByTestId("edit-image")
        .getAttribute("aria-label"),
    ).toMatch(/^Fix/);
  });

  it("says where the part to keep is once the keys rest", async () => {
    const { app } = await open();
    vi.useFakeTimers();
    const said = vi.spyOn(app.notices, "say");
    await fireEvent.click(screen.getByRole("radio", { name: "1:1" }));
    for (let press = 0; press < 3; press++) await fireEvent.keyDown(crop() as Element, { key: "ArrowRight" });
    vi.advanceTimersByTime(499);
    expect(said).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(said).toHaveBeenCalledExactlyOnceWith("Part to keep: 627 × 627, 323 from the left, 0 from the top");
  });

  it("shows something else where the image cannot be drawn", async () => {
    const { sheet } = await open();
    const picture = screen.getByTestId("crop-picture");
    expect(picture.querySelector("[aria-busy=true]")?.textContent).toContain("Drawing the image…");
    await fireEvent.error(sheet.querySelector("img") as Element);
    expect(picture.textContent).toContain("The image cannot be shown here.");
  });

  it("promises of a foreign kind what becomes of it, and no such kind", async () => {
    const { sheet } = await open({ format: "webp" });
    expect(screen.queryByRole("radio", { name: "Same kind" })).toBeNull();
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "As it suits" }).checked).toBe(true);
    expect(sheet.textContent).toContain("JPEG or PNG, as it suits");
  });

  it("cuts an animation only once it is to stand still", async () => {
    const { mend } = await open({ format: "gif", animated: true, frames: 12 } as Partial<Facts>);
    expect(crop()).toBeNull();
    await make();
    expect(mend).toHaveBeenLastCalledWith(
      "m0",
      expect.objectContaining({ crop: null, format: null, fit: false, keep_private: false }),
      expect.anything(),
    );
    await fireEvent.click(await screen.findByRole("button", { name: "Change something" }));
    await fireEvent.click(screen.getByRole("radio", { name: "PNG" }));
    await fireEvent.click(screen.getByRole("radio", { name: "1:1" }));
    await make();
    expect(mend).toHaveBeenLastCalledWith(
      "m0",
      expect.objectContaining({ format: "png", crop: expect.anything() }),
      expect.anything(),
    );
  });

  it("offers of what cannot be drawn anew to leave out private data, and nothing else", async () => {
    const { mend } = await open({}, false);
    expect([crop(), screen.queryByRole("radio", { name: "PNG" })]).toEqual([null, null]);
    expect(screen.queryAllByTestId("edit-image")).toHaveLength(2);
    await make();
    expect(mend).toHaveBeenCalledWith(
      "m0",
      expect.objectContaining({ crop: null, format: null, fit: false, keep_private: false }),
      expect.anything(),
    );
  });

  it("reads out what was done", async () => {
    const { app } = await open();
    await make();
    await waitFor(() => expect(app.notices.spoken).toContain("The place and other private data left out."));
  });

  it("says that the alt text stayed where there is one", async () => {
    for (const alt of ["A press", " "]) {
      const { app } = await open();
      app.composition.describe("m0", { alt_text: alt });
      await make();
      await fireEvent.click(await screen.findByTestId("use-copy"));
      const notice = await screen.findByTestId("notice");
      expect(notice.textContent).toContain("The post uses the copy of press-room.jpg");
      expect(notice.textContent.includes("alt text stayed")).toBe(alt === "A press");
      cleanup();
    }
  });

  it("speaks of this draft, not of another, when the copy was removed from this one", async () => {
    const { app } = await open();
    await make();
    await fireEvent.click(await screen.findByTestId("use-copy"));
    const undo = app.notices.last;
    const [image] = app.composition.images;
    app.composition.remove(image?.media ?? "");
    if (undo) app.notices.undo(undo);
    await waitFor(() =>
      expect(screen.getByTestId("notice").textContent).toContain("the post has something else in its place"),
    );
  });
});

it("says of captions as what they were read where that is a guess", async () => {
  const host = new FakeHost("video");
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  const media = captions(80, "clip.srt");
  const mended = { media, before: 1, after: 1, done: [] };
  vi.spyOn(host, "mend").mockResolvedValueOnce({ ...mended, read_as: "windows-1252" });
  app.fix("f30", "convert");
  const said =
    "The video uses clip.srt, a copy in the form LinkedIn takes, read as Windows-1252. Look at the accents in the preview.";
  await screen.findByText(said);
});
