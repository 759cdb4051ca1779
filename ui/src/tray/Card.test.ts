import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import type { MediaView } from "../host/contract";
import { FakeHost } from "../host/fake/host";
import { picture } from "../host/fake/files";

async function open() {
  const host = new FakeHost("empty");
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  const take = async (...media: MediaView[]) => {
    app.composition.take({ media, refused: [], left_out: null });
    await tick();
  };
  return { app, host, take };
}

function noImage(index: number): MediaView {
  const view = picture(index);
  if (view.state.status !== "present") return view;
  const { bytes, stamp } = view.state.facts;
  return { ...view, state: { status: "present", facts: { kind: "unknown", format: null, bytes, stamp } } };
}

const fields = () => screen.getAllByTestId("card").map((card) => within(card).queryAllByTestId("alt-text").length);

describe("a card", () => {
  afterEach(cleanup);

  it("asks no alt text of what is no image", async () => {
    const { take } = await open();
    await take(picture(0), noImage(1));
    expect(fields()).toEqual([1, 0]);
  });

  it("keeps its fields when the last word of what is no image is cut", async () => {
    const { app, take } = await open();
    app.composition.change({
      attachment: { kind: "images", images: [{ media: "m1", alt_text: "A proof", title: "" }] },
    });
    app.composition.media = new Map([["m1", noImage(1)]]);
    await tick();
    const field = screen.getByTestId("alt-text");
    await fireEvent.input(field, { target: { value: "" } });
    expect(app.composition.images[0]?.alt_text).toBe("");
    expect(field.isConnected).toBe(true);
    await take(noImage(2));
    expect(fields()).toEqual([1, 0]);
  });

  it("has the draft judged anew when its picture cannot be drawn", async () => {
    const { app, host, take } = await open();
    await take(picture(0));
    await app.composition.flush();
    const edit = vi.spyOn(host, "edit");
    const drawn = screen.getByTestId("card").querySelector("img:not(.quick)");
    if (!drawn) throw new Error("no picture");
    await fireEvent.error(drawn);
    await app.composition.flush();
    expect(edit).toHaveBeenCalledOnce();
  });

  it("counts an alt text as it is sent and a title as it is seen", async () => {
    const { app, take } = await open();
    await take(picture(0));
    app.composition.describe("m0", { alt_text: `${"a".repeat(159)} \n`, title: "The pull 👩🏽‍🎨" });
    await tick();
    const card = screen.getByTestId("card").textContent;
    expect(card).toContain("159 / 4,086");
    expect(card).toContain("10, cut at 38–46");
  });
});
