import { describe, expect, it, vi } from "vitest";

import type { MediaId } from "../host/contract";
import { FakeHost } from "../host/fake/host";
import { picture } from "../host/fake/files";
import { Composition } from "./composition.svelte";

async function bench(scene: ConstructorParameters<typeof FakeHost>[0] = "full") {
  const host = new FakeHost(scene);
  const composition = new Composition(host);
  await composition.open(() => host.resume());
  const order = () => composition.images.map((image) => image.media);
  return { host, composition, order };
}

const type = (composition: Composition, text: string) => composition.change({ commentary: [{ kind: "text", text }] });

describe("Composition", () => {
  it("saves what was typed last", async () => {
    const { host, composition } = await bench();
    for (const text of ["a", "ab", "abc"]) type(composition, text);
    expect(composition.saving).toBe("saving");
    await composition.flush();
    expect(host.saved.at(-1)?.commentary).toEqual([{ kind: "text", text: "abc" }]);
    expect(composition.saving).toBe("saved");
    expect(composition.assessment?.counts.visible).toBe(3);
  });

  it("keeps what was typed, and says so, when it cannot be saved", async () => {
    const { composition } = await bench("unsaved");
    type(composition, "precious");
    await expect(composition.flush()).rejects.toMatchObject({ code: "other" });
    expect(composition.saving).toBe("failing");
    expect(composition.problem?.message).toContain("disk is full");
    expect(composition.draft?.commentary).toEqual([{ kind: "text", text: "precious" }]);
  });

  it("saves the draft before it lays another on the bench", async () => {
    const { host, composition } = await bench();
    type(composition, "last words");
    await composition.open(() => host.newDraft());
    expect(host.stock.get("d0")?.commentary).toEqual([{ kind: "text", text: "last words" }]);
    expect(composition.draft?.commentary).toEqual([]);
  });

  it("does not lay another draft on the bench while this one is unsaved", async () => {
    const { host, composition } = await bench("unsaved");
    type(composition, "precious");
    await expect(composition.open(() => host.newDraft())).rejects.toBeDefined();
    expect(composition.draft?.id).toBe("d0");
  });

  it("does not show an answer about an older text as the one about this text", async () => {
    const { host, composition } = await bench();
    const before = composition.assessment;
    let answer = () => {};
    const real = host.edit.bind(host);
    vi.spyOn(host, "edit").mockImplementationOnce(async (draft, aside) => {
      await new Promise<void>((done) => (answer = done));
      return real(draft, aside);
    });
    type(composition, "a");
    type(composition, "ab");
    expect(composition.assessment).toBe(before);
    answer();
    await composition.flush();
    expect(composition.assessed).toEqual([{ kind: "text", text: "ab" }]);
  });

  it("moves an image and holds it within the row", async () => {
    const { composition, order } = await bench();
    expect(composition.move("m2", 0)).toBe(0);
    expect(order()).toEqual(["m2", "m0", "m1"]);
    expect(composition.move("m2", 99)).toBe(2);
    expect(order()).toEqual(["m0", "m1", "m2"]);
    expect(composition.move("m0", -1)).toBe(0);
  });

  it("puts a removed image back where it was, with its words", async () => {
    const { host, composition, order } = await bench();
    const undo = composition.remove("m1");
    expect(order()).toEqual(["m0", "m2"]);
    undo();
    expect(order()).toEqual(["m0", "m1", "m2"]);
    expect(composition.images[1]?.alt_text).toBe("A drawer of metal type");
    await composition.flush();
    expect(host.saved.at(-1)?.attachment).toMatchObject({ images: [{}, { media: "m1" }, {}] });
  });

  it("puts removed images back between their neighbours, in whatever order they come", async () => {
    const { composition, order } = await bench();
    composition.take({ media: [picture(3), picture(4)], refused: [], left_out: null });
    const before = order();
    for (const removed of [
      ["m0", "m1", "m2"],
      ["m2", "m1", "m0"],
      ["m4", "m1", "m3"],
    ] as MediaId[][]) {
      const undos = removed.map((media) => composition.remove(media));
      for (const undo of undos) undo();
      expect(order()).toEqual(before);
      for (const undo of removed.map((media) => composition.remove(media)).reverse()) undo();
      expect(order()).toEqual(before);
    }
  });

  it("puts a removed image back before those that were moved or added meanwhile", async () => {
    const { composition, order } = await bench();
    const undo = composition.remove("m2");
    composition.take({ media: [picture(7)], refused: [], left_out: null });
    composition.move("m0", 1);
    undo();
    expect(order()).toEqual(["m1", "m2", "m0", "m7"]);
  });

  it("does not put a removed image into another draft, nor twice into this one", async () => {
    const { host, composition, order } = await bench();
    const undo = composition.remove("m1");
    undo();
    undo();
    expect(order()).toEqual(["m0", "m1", "m2"]);
    await composition.open(() => host.newDraft());
    expect(undo()).toBe(false);
    expect(order()).toEqual([]);
  });

  it("is without attachment again when the last image is removed", async () => {
    const { composition } = await bench();
    for (const media of ["m0", "m1", "m2"] as MediaId[]) composition.remove(media);
    expect(composition.draft?.attachment).toEqual({ kind: "none" });
  });

  it("takes new images at the end, and notes what it did not take", async () => {
    const { composition, order } = await bench();
    const refused = [{ name: "folder", why: "It is a folder." }];
    expect(composition.take({ media: [picture(7)], refused, left_out: null })).toBe(1);
    expect(order()).toEqual(["m0", "m1", "m2", "m7"]);
    expect(composition.strays.refused).toEqual(refused);
  });

  it("shows what is found in a text that the disk refuses", async () => {
    const { composition } = await bench("unsaved");
    type(composition, "#one");
    await composition.flush().catch(() => {});
    type(composition, "#one #two");
    await composition.flush().catch(() => {});
    expect(composition.assessment?.counts.visible).toBe(9);
    expect(composition.assessment?.hashtags).toHaveLength(2);
    expect(composition.saving).toBe("failing");
  });

  it("saves what is typed while another draft is on its way, and loses nothing of either", async () => {
    const { host, composition } = await bench();
    await composition.open(async () => {
      const next = await host.newDraft();
      type(composition, "typed meanwhile");
      return next;
    });
    expect(host.stock.get("d0")?.commentary).toEqual([{ kind: "text", text: "typed meanwhile" }]);
    expect(composition.draft?.commentary).toEqual([]);
    expect(composition.saving).toBe("saved");
  });

  it("assesses anew when a file was found changed, and only then", async () => {
    const { host, composition } = await bench();
    await composition.reexamine();
    expect(host.saved).toHaveLength(0);
    host.media.set("m1", {
      id: "m1",
      name: "type-case.jpg",
      state: { status: "gone", why: "It is not there." },
      changed_at: null,
    });
    await composition.reexamine();
    await composition.flush();
    expect(composition.findings.map((finding) => finding.rule)).toContain("file.gone");
  });
});
