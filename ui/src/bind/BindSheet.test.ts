import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import { picture } from "../host/fake/files";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";

async function open(scene: Scene = "full") {
  const host = new FakeHost(scene);
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  await tick();
  const images = app.composition.images;
  await fireEvent.click(screen.getByTestId("make-document"));
  return { host, app, images };
}

const make = () => screen.getByTestId<HTMLButtonElement>("bind");
const keep = () => fireEvent.click(screen.getByRole("button", { name: "Close" }));
/** All that an answer sets off has happened. */
const settled = async () => {
  for (let turn = 0; turn < 5; turn += 1) await tick();
};

afterEach(cleanup);

describe("making a document of the images", () => {
  it("binds them in their order, by the rule that is chosen, and lets that be undone", async () => {
    const { host, app, images } = await open();
    await fireEvent.click(screen.getByTestId("page-square"));
    await fireEvent.click(screen.getByRole("switch", { name: /transparent/ }));
    await fireEvent.click(make());
    await waitFor(() => expect(app.task).toBeNull());
    expect(host.asked).toEqual([
      { work: "bind", of: ["m0", "m1", "m2"], how: expect.objectContaining({ page: "square", flatten: false }) },
    ]);
    expect(app.composition.attachment).toMatchObject({ kind: "document", document: { title: "press-room" } });
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("document-card")));
    await fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(app.composition.images).toEqual(images);
  });

  it("says after which image it is named, and which go into it in printing inks", async () => {
    const { app } = await open();
    const dialog = screen.getByRole("dialog");
    expect(dialog.textContent).toContain("named after the first image, press-room.jpg.");
    expect(screen.queryByTestId("inks")).toBeNull();
    const found = (media: string) => ({
      ...{ rule: "image.cmyk", severity: "warn" as const, message: "Inks.", measured: null, limit: null },
      ...{ source: null, remedy: "convert" as const },
      place: { at: "image" as const, media, field: "file" as const },
    });
    const { assessment } = app.composition;
    if (assessment) app.composition.assessment = { ...assessment, findings: [found("m0"), found("m2")] };
    await tick();
    expect(screen.getByTestId("inks").textContent).toContain("2 images are in printing inks (CMYK), and stay so");
  });

  it("says what becomes of the images in it, and only what holds of these", async () => {
    const { app } = await open();
    const said = () => screen.getByTestId("explain").textContent;
    expect(said()).toBe(
      "3 pages, in the order of the images. They go into the PDF without loss. The files themselves stay as they are.",
    );
    const turn = async (id: string, format: string, animated: boolean) => {
      const view = app.composition.media.get(id);
      if (view?.state.status !== "present" || view.state.facts.kind !== "image") throw new Error("no image");
      app.composition.know([
        { ...view, state: { status: "present", facts: { ...view.state.facts, format, animated } } },
      ]);
      await tick();
    };
    await turn("m0", "gif", true);
    expect(said()).toContain("They go into the PDF without loss. Of an animation the first frame alone goes in.");
    await turn("m1", "webp", false);
    expect(said()).toContain("1 image is converted to JPEG or PNG first; the others go into the PDF without loss.");
    await turn("m0", "heic", false);
    await turn("m2", "tiff", false);
    expect(said()).toContain("They are converted to JPEG or PNG first.");
    expect(said()).not.toContain("without loss");
  });

  it("does nothing more once the images are kept", async () => {
    const { host, app, images } = await open();
    const answer = host.hold("bind");
    await fireEvent.click(make());
    expect(make().getAttribute("aria-disabled")).toBe("true");
    await keep();
    answer();
    await settled();
    expect(app.composition.images).toEqual(images);
    expect(screen.queryByTestId("notice")).toBeNull();
  });

  it("leaves another draft and another dialog alone when it is done too late", async () => {
    const { host, app } = await open();
    const answer = host.hold("bind");
    await fireEvent.click(make());
    await keep();
    await app.openDraft("d-spring");
    app.composition.take({ media: [picture(7)], refused: [], left_out: null });
    app.fix("m7", null);
    const { attachment } = app.composition;
    answer();
    await settled();
    expect(app.composition.attachment).toBe(attachment);
    expect(app.task).toEqual({ at: "fix", media: "m7", remedy: null });
  });

  it("leaves a dialog of its own kind alone that was opened since", async () => {
    const { host, app } = await open();
    const answer = host.hold("bind");
    await fireEvent.click(make());
    await keep();
    await fireEvent.click(screen.getByTestId("make-document"));
    answer();
    await settled();
    expect(app.task?.at).toBe("bind");
    expect(app.composition.attachment.kind).toBe("images");
  });

  it("does not change a post that is being reviewed", async () => {
    const { host, app } = await open();
    const answer = host.hold("bind");
    await fireEvent.click(make());
    void app.press.review();
    answer();
    await settled();
    expect(app.composition.attachment.kind).toBe("images");
  });

  it("says why there is no document, and tries again", async () => {
    const { host, app } = await open();
    const bytes = host.media.get("m1")!;
    host.bind = async () => {
      host.bind = FakeHost.prototype.bind;
      throw { code: "other", message: `page 2: ${bytes.name} is damaged` };
    };
    await fireEvent.click(make());
    expect((await screen.findByRole("alert")).textContent).toContain("page 2: type-case.jpg is damaged");
    await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(app.composition.attachment.kind).toBe("document"));
  });

  it("ends with the draft that it is about", async () => {
    const { app } = await open();
    await app.openDraft("d-spring");
    expect(app.task).toBeNull();
  });
});
