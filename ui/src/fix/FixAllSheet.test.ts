import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import type { Finding, Remedy } from "../host/contract";
import { FakeHost } from "../host/fake/host";

/** Three images, of each of which the same is found. */
async function open(remedy: Remedy = "strip", mendable: readonly string[] = ["m0", "m1", "m2"]) {
  const host = new FakeHost("full");
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  const found = (media: string): Finding => ({
    ...{ rule: "image.private", severity: "warn", message: "The file says where the picture was taken." },
    ...{ place: { at: "image", media, field: "file" }, measured: null, limit: null, source: null },
    remedy: mendable.includes(media) ? remedy : null,
  });
  const { edit } = host;
  host.edit = async (draft, aside) => {
    const edited = await edit.call(host, draft, aside);
    const media = draft.attachment.kind === "images" ? draft.attachment.images.map((image) => image.media) : [];
    const findings = media.filter((id) => ["m0", "m1", "m2"].includes(id)).map(found);
    return { ...edited, assessment: { ...edited.assessment, findings } };
  };
  app.composition.reassess();
  await app.composition.flush();
  await tick();
  const order = () => app.composition.images.map(({ media }) => media);
  return { host, app, order };
}

const line = () => screen.getByTestId("finding");
const all = () => within(line()).getByTestId("fix-all");
const made = expect.stringMatching(/^m1\d\d$/);
const settled = async () => {
  for (let turn = 0; turn < 8; turn += 1) await tick();
};

afterEach(cleanup);

describe("the same found of several images", () => {
  it("is fixed in all of them at once, and that is undone as one", async () => {
    const { host, app, order } = await open();
    const { images } = app.composition;
    expect(line().textContent).toContain("3 images:");
    expect(all().textContent?.trim()).toBe("Fix 3 images");
    await fireEvent.click(all());
    await waitFor(() => expect(app.task).toBeNull());
    expect(order()).toEqual([made, made, made]);
    expect(host.asked.map(({ of }) => of)).toEqual([["m0"], ["m1"], ["m2"]]);
    expect(app.composition.images.map(({ alt_text }) => alt_text)).toEqual(images.map(({ alt_text }) => alt_text));
    const notice = await screen.findByTestId("notice");
    expect(notice.textContent).toContain("The post uses copies of 3 images, without place and other private data.");
    await fireEvent.click(within(notice).getByRole("button", { name: "Undo" }));
    expect(app.composition.images).toEqual(images);
  });

  it("counts along, and changes nothing once the originals are kept", async () => {
    const { host, app, order } = await open();
    const answer = host.hold("mend");
    await fireEvent.click(all());
    expect(screen.getByTestId("fixing").textContent).toContain("Fixing 1 of 3…");
    await fireEvent.click(screen.getByRole("button", { name: "Keep the originals" }));
    answer();
    await settled();
    expect([order(), app.task, host.asked.length]).toEqual([["m0", "m1", "m2"], null, 1]);
    expect(screen.queryByTestId("notice")).toBeNull();
  });

  it("asks what becomes of the others where some cannot be fixed, and says why", async () => {
    const { host, order } = await open();
    host.media.set("m1", { ...host.media.get("m1")!, state: { status: "gone", why: "It is not there." } });
    await fireEvent.click(all());
    const failed = await screen.findByRole("region", { name: "There is no copy of 1 image" });
    expect(failed.textContent).toContain("type-case.jpg: ");
    expect(order()).toEqual(["m0", "m1", "m2"]);
    await fireEvent.click(screen.getByTestId("use-copies"));
    expect(order()).toEqual([made, "m1", made]);
  });

  it("goes on at the first of the copies", async () => {
    await open();
    await fireEvent.click(all());
    const first = () => within(screen.getAllByTestId("card")[0] as HTMLElement).getByTestId("edit-image");
    await waitFor(() => expect(document.activeElement).toBe(first()));
  });

  it("is fixed one by one where each has to be chosen for", async () => {
    const { app } = await open("crop");
    await fireEvent.click(within(line()).getByTestId("fix"));
    expect(app.task).toEqual({ at: "fix", media: "m0", remedy: "crop" });
  });

  it("is fixed in the one that can be", async () => {
    const { app } = await open("compress", ["m2"]);
    expect(within(line()).queryByTestId("fix-all")).toBeNull();
    await fireEvent.click(within(line()).getByTestId("fix"));
    expect(app.task).toEqual({ at: "fix", media: "m2", remedy: "compress" });
  });
});
