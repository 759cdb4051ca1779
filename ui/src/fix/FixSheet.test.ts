import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";

async function open(scene: Scene = "full", place = 1) {
  const host = new FakeHost(scene);
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  await tick();
  const button = screen.getAllByTestId("edit-image")[place] as HTMLElement;
  button.focus();
  await fireEvent.click(button);
  const order = () => app.composition.images.map(({ media }) => media);
  return { host, app, order };
}

const make = () => fireEvent.click(screen.getByTestId("make-copy"));
const use = async () => fireEvent.click(await screen.findByTestId("use-copy"));
const choose = (name: string) => fireEvent.click(screen.getByRole("radio", { name }));

/** what is asked for where nothing is */
const nothing = { crop: null, upright: false, to: null, format: null, fit: false, keep_private: false };

afterEach(cleanup);

describe("the sheet that fixes an image", () => {
  it("asks for nothing but what fits and is nobody's business, unless something is chosen", async () => {
    const { host } = await open();
    await make();
    expect(host.asked).toEqual([{ work: "mend", of: ["m1"], how: { ...nothing, fit: true } }]);
  });

  it("asks for what is chosen", async () => {
    const { host } = await open();
    await choose("1:1");
    await choose("PNG");
    for (const label of [/small enough/, /Leave out place/])
      await fireEvent.click(screen.getByRole("switch", { name: label }));
    await make();
    const crop = { x: 0, y: 135, width: 1080, height: 1080 };
    expect(host.asked[0]?.how).toEqual({ ...nothing, crop, format: "png", keep_private: true });
  });

  it("takes a side that is typed, and the whole picture again", async () => {
    const { host } = await open();
    const width = screen.getByTestId<HTMLInputElement>("crop-width");
    await fireEvent.change(width, { target: { value: "600" } });
    expect(screen.getByTestId<HTMLInputElement>("crop-height").value).toBe("1350");
    await fireEvent.click(screen.getByRole("button", { name: "Whole image" }));
    expect(width.value).toBe("1080");
    await make();
    expect(host.asked[0]?.how).toMatchObject({ crop: null });
  });

  it("shows what was done, with the bytes before and after", async () => {
    const { host } = await open();
    await choose("1:1");
    await make();
    expect((await screen.findByTestId("done")).textContent).toBe(
      "Cropped to 1,080 × 1,080, the place and other private data left out.",
    );
    const before = host.media.get("m1");
    expect(before?.state).toMatchObject({ facts: { width: 1080, height: 1350 } });
    expect(screen.getByText(/1,080 × 1,080 · JPEG/)).toBeTruthy();
  });

  it("puts the copy in the place of the image, with its words, and goes on at its card", async () => {
    const { app, order } = await open();
    await make();
    await use();
    expect(order()).toEqual(["m0", expect.stringMatching(/^m1\d\d$/), "m2"]);
    expect(app.composition.images[1]?.alt_text).toBe("A drawer of metal type");
    const card = screen.getAllByTestId("card")[1] as HTMLElement;
    await waitFor(() => expect(document.activeElement).toBe(within(card).getByTestId("edit-image")));
    await fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(order()).toEqual(["m0", "m1", "m2"]);
  });

  it("offers no copy in which nothing was changed, but to keep the file", async () => {
    const { app, order } = await open();
    for (const label of [/small enough/, /Leave out place/])
      await fireEvent.click(screen.getByRole("switch", { name: label }));
    await make();
    expect((await screen.findByTestId("done")).textContent).toBe("Nothing had to be changed.");
    expect(screen.queryByTestId("use-copy")).toBeNull();
    await fireEvent.click(screen.getByTestId("keep"));
    expect([order(), app.task]).toEqual([["m0", "m1", "m2"], null]);
    expect(screen.queryByTestId("notice")).toBeNull();
  });

  it("offers the original again where nothing of it is to be changed any more", async () => {
    const { app, order } = await open();
    await choose("1:1");
    await fireEvent.click(screen.getByRole("switch", { name: /Leave out place/ }));
    await make();
    await use();
    app.fix(order()[1] ?? "", null);
    await fireEvent.click(await screen.findByRole("button", { name: "Whole image" }));
    await make();
    expect((await screen.findByTestId("done")).textContent).toBe("Nothing had to be changed.");
    await fireEvent.click(within(screen.getByRole("dialog")).getByTestId("use-original"));
    expect(order()).toEqual(["m0", "m1", "m2"]);
    expect((await screen.findAllByTestId("notice")).at(-1)?.textContent).toContain("uses type-case.jpg itself again");
  });

  it("goes on at the thumbnail of a video whose picture was fixed", async () => {
    const host = new FakeHost("video");
    const app = new App(host);
    render(AppView, { app });
    await app.start();
    const { attachment } = app.composition;
    const media = attachment.kind === "video" ? attachment.video.thumbnail?.media : null;
    app.fix(media ?? "", "resize");
    await tick();
    await make();
    await use();
    await waitFor(() => expect(document.activeElement?.textContent).toContain("Thumbnail"));
    expect(app.composition.attachment).not.toEqual(attachment);
  });

  it("changes nothing when the original is kept, also while the copy is still made", async () => {
    const { host, app, order } = await open();
    const answer = host.hold("mend");
    await make();
    await fireEvent.click(screen.getByRole("button", { name: "Keep the original" }));
    answer();
    for (let turn = 0; turn < 5; turn += 1) await tick();
    expect([order(), app.task]).toEqual([["m0", "m1", "m2"], null]);
    expect(screen.queryByTestId("notice")).toBeNull();
  });

  it("says why there is no copy, and lets something else be chosen", async () => {
    const { host } = await open();
    host.mend = () => Promise.reject({ code: "other", message: "The disk is full." });
    await make();
    expect((await screen.findByRole("alert")).textContent).toContain("The disk is full.");
    expect(screen.getByTestId("make-copy").getAttribute("aria-disabled")).toBeNull();
  });

  it("closes and says so when the file goes, and does not come back with it", async () => {
    const { host, app } = await open();
    const was = host.media.get("m1")!;
    host.media.set("m1", { ...was, state: { status: "gone", why: "It is not there." } });
    await app.composition.reexamine();
    expect((await screen.findByTestId("notice")).textContent).toContain("type-case.jpg cannot be read any more");
    host.media.set("m1", was);
    await app.composition.reexamine();
    expect(app.task).toBeNull();
  });

  it("begins anew with the picture that took the file's place, and never asks for a part of another", async () => {
    const { host, app } = await open();
    await choose("1:1");
    const was = host.media.get("m1")!;
    if (was.state.status !== "present") throw new Error("it is there");
    const facts = { ...was.state.facts, width: 400, height: 300, stamp: "later" };
    host.media.set("m1", { ...was, state: { status: "present", facts } });
    await make();
    expect((await screen.findByRole("alert")).textContent).toContain("changed on the disk");
    await app.composition.reexamine();
    expect(screen.getByTestId("promise").textContent).toContain("this is how it is now");
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.getByTestId<HTMLInputElement>("crop-width").value).toBe("400");
    await make();
    expect(host.asked.at(-1)?.how).toEqual({ ...nothing, fit: true });
  });

  it("keeps a copy that is made when the original goes", async () => {
    const { host, app, order } = await open();
    await make();
    await screen.findByTestId("use-copy");
    host.media.set("m1", { ...host.media.get("m1")!, state: { status: "gone", why: "It is not there." } });
    await app.composition.reexamine();
    await use();
    expect(order()[1]).not.toBe("m1");
  });
});

describe("while a dialog is open", () => {
  it("nothing is added to the post behind it, and that is said", async () => {
    const { app, order } = await open();
    app.hear({ kind: "drag_over" });
    await tick();
    expect(screen.queryByText("Drop them on the post")).toBeNull();
    app.hear({ kind: "dropping", drop: 1 });
    await tick();
    expect(app.notices.list.map(({ text }) => text)).toEqual([expect.stringContaining("while a dialog is open")]);
    expect([order(), app.intake.taking]).toEqual([["m0", "m1", "m2"], false]);
  });

  it("no notice changes the post by being undone", async () => {
    const { app, order } = await open("full", 2);
    await fireEvent.click(screen.getByRole("button", { name: "Keep the original" }));
    await fireEvent.click(screen.getAllByTestId("remove")[0] as HTMLElement);
    await screen.findByRole("button", { name: "Undo" });
    app.bindImages();
    await tick();
    expect(screen.getByTestId("notice").textContent).toContain("Removed");
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
    app.endTask();
    await fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(order()).toEqual(["m0", "m1", "m2"]);
  });
});
