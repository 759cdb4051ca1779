import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import type { CopyOf, MediaId, Wish } from "../host/contract";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";

const wish: Wish = {
  crop: { x: 0, y: 10, width: 540, height: 540 },
  upright: false,
  to: null,
  format: "png",
  fit: true,
  keep_private: true,
};

async function open(scene: Scene = "full") {
  const host = new FakeHost(scene);
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  await tick();
  const order = () => app.composition.images.map(({ media }) => media);
  return { app, host, order };
}

/** Has the second image be a copy that was made and taken before. */
async function withCopy() {
  const opened = await open();
  const { media } = await opened.host.mend("m1", wish, null);
  opened.app.intake.exchange([{ old: "m1", by: media }], "The post uses the copy");
  await tick();
  /** Says of the original what a look at the disk would, and has the page hear of it. */
  const becomes = async (now: CopyOf["now"]) => {
    const view = opened.host.media.get(media.id);
    if (view?.copy_of) opened.host.media.set(media.id, { ...view, copy_of: { ...view.copy_of, now } });
    opened.host.tell({ kind: "files_changed", ids: ["m1"] });
    await waitFor(() => expect(opened.app.composition.media.get(media.id)?.copy_of?.now).toEqual(now));
    await tick();
  };
  return { ...opened, copy: media.id, becomes };
}

const card = () => screen.getAllByTestId("card")[1] as HTMLElement;
const note = () => within(card()).getByTestId("copy-of");
const fixAgain = async () => {
  await fireEvent.click(within(card()).getByTestId("edit-image"));
  return screen.findByRole("dialog");
};

afterEach(cleanup);

describe("the card of a copy", () => {
  it("says of what it is one, and what was done", async () => {
    const { host } = await withCopy();
    expect(note().textContent).toContain(
      `A copy of ${host.media.get("m1")?.name ?? ""}: cropped to 540 × 540, saved as PNG.`,
    );
    expect(screen.getAllByTestId("copy-of")).toHaveLength(1);
  });

  it("goes back to the original, with the words about it, and that is undone", async () => {
    const { app, order, copy } = await withCopy();
    const words = app.composition.images[1]?.alt_text;
    await fireEvent.click(within(card()).getByTestId("use-original"));
    await waitFor(() => expect(order()[1]).toBe("m1"));
    expect(app.composition.images[1]?.alt_text).toBe(words);
    expect(within(card()).queryByTestId("copy-of")).toBeNull();
    await fireEvent.click((await screen.findAllByRole("button", { name: "Undo" })).at(-1) as HTMLElement);
    expect(order()[1]).toBe(copy);
  });

  it("says when the original was changed on the disk, until the copy is kept", async () => {
    const { host, copy, becomes } = await withCopy();
    await becomes({ is: "changed" });
    expect(note().textContent).toContain("changed on the disk since");
    const acknowledge = vi.spyOn(host, "acknowledge");
    await fireEvent.click(within(card()).getByTestId("keep-copy"));
    expect(acknowledge).toHaveBeenCalledWith([copy]);
    await waitFor(() => expect(note().textContent).not.toContain("changed on the disk since"));
  });

  it("does not offer an original that is gone", async () => {
    const { becomes } = await withCopy();
    await becomes({ is: "gone", why: "There is no such file." });
    expect(note().textContent).toContain("That file cannot be read any more. There is no such file.");
    expect(within(card()).queryByTestId("use-original")).toBeNull();
  });
});

describe("fixing a copy again", () => {
  it("begins with the original and what was wished for, and takes the copy's place", async () => {
    const { host, order, copy } = await withCopy();
    const dialog = await fixAgain();
    expect(within(dialog).getByTestId("promise").textContent).toContain("This begins with the original");
    expect(within(dialog).getByTestId<HTMLInputElement>("crop-width").value).toBe("540");
    await fireEvent.click(screen.getByTestId("make-copy"));
    expect(host.asked.at(-1)).toEqual({ work: "mend", of: ["m1"], how: wish });
    await fireEvent.click(await screen.findByTestId("use-copy"));
    expect(order()).toHaveLength(3);
    expect(order()).not.toContain(copy);
    expect(note().textContent).toContain("A copy of");
  });

  it("begins with the whole where the original became too small for the part that was kept", async () => {
    const { host, becomes } = await withCopy();
    const view = host.media.get("m1");
    if (view?.state.status !== "present" || view.state.facts.kind !== "image") throw new Error("no image");
    const facts = { ...view.state.facts, width: 300, height: 200 };
    host.media.set("m1", { ...view, state: { status: "present", facts } });
    await becomes({ is: "changed" });
    const dialog = await fixAgain();
    expect(within(dialog).getByTestId("promise").textContent).toContain("the original as it is by now");
    expect(within(dialog).getByTestId<HTMLInputElement>("crop-width").value).toBe("300");
  });

  it("begins with the copy where the original is gone, and says so", async () => {
    const { host, copy, becomes } = await withCopy();
    const view = host.media.get("m1");
    if (view) host.media.set("m1", { ...view, state: { status: "gone", why: "There is no such file." } });
    await becomes({ is: "gone", why: "There is no such file." });
    const dialog = await fixAgain();
    expect(within(dialog).getByTestId("promise").textContent).toContain("begins with the copy that was made of it");
    await fireEvent.click(screen.getByTestId("make-copy"));
    expect(host.asked.at(-1)?.of).toEqual([copy]);
  });
});

describe("a thumbnail of an earlier version of the video", () => {
  async function withOutdated(at_ms: number | null) {
    const opened = await open("video");
    const { app, host } = opened;
    const frame = await host.takeFrame("f10", 1_500);
    app.composition.know([frame]);
    app.intake.accept({ to: "thumbnail", media: frame.id, at_ms }, "set");
    const real = host.edit.bind(host);
    vi.spyOn(host, "edit").mockImplementation(async (draft, aside) => {
      const edited = await real(draft, aside);
      const findings = [
        {
          ...{ rule: "thumbnail.outdated", severity: "warn" as const, message: "Of an earlier version." },
          ...{ measured: null, limit: null, source: null, remedy: "take_again" as const },
          place: { at: "thumbnail" as const, media: frame.id },
        },
      ];
      return { ...edited, assessment: { ...edited.assessment, findings } };
    });
    app.composition.reassess();
    await app.composition.flush();
    await tick();
    const chosen = (): { media: MediaId; at_ms: number | null } | null =>
      app.composition.attachment.kind === "video" ? app.composition.attachment.video.thumbnail : null;
    return { ...opened, frame, chosen };
  }

  it("is taken again at the same moment, without a question, and that is undone", async () => {
    const { host, frame, chosen } = await withOutdated(1_500);
    const part = within(screen.getByTestId("video-card")).getByText("Of an earlier version.").closest("li");
    const button = within(part as HTMLElement).getByTestId("fix");
    expect(button.textContent.trim()).toBe("Take it again");
    await fireEvent.click(button);
    await waitFor(() => expect(chosen()?.media).not.toBe(frame.id));
    expect(host.asked.at(-1)).toEqual({ work: "takeFrame", of: ["f10"], how: 1_500 });
    expect(chosen()?.at_ms).toBe(1_500);
    await fireEvent.click((await screen.findAllByRole("button", { name: "Undo" })).at(-1) as HTMLElement);
    expect(chosen()?.media).toBe(frame.id);
  });

  it("is left where another was chosen while it was taken", async () => {
    const { app, host, frame, chosen } = await withOutdated(1_500);
    const letGo = host.hold("takeFrame");
    app.fix(frame.id, "take_again");
    app.intake.accept({ to: "thumbnail", media: "m3", at_ms: null }, "another");
    letGo();
    await waitFor(() => expect(app.remaking.busy.size).toBe(0));
    expect(chosen()?.media).toBe("m3");
  });
});
