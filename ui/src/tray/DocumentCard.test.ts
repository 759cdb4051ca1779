import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import { document as paper } from "../host/fake/files";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";

async function open(scene: Scene = "document") {
  const host = new FakeHost(scene);
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  return { app, host };
}

const card = () => screen.getByTestId("document-card");
const page = () => screen.getByTestId("page");
const number = () => screen.getByTestId<HTMLInputElement>("page-number");
/** pages that are asked for in the card, in the order in which they stand there */
const asked = () =>
  [...page().querySelectorAll<HTMLImageElement>("img")].map(({ src }) => Number(/page=(\d+)/.exec(src)?.[1]));

afterEach(cleanup);

describe("the card of a document", () => {
  it("says what the file is, and opens it in the system's viewer", async () => {
    const { host } = await open();
    expect(within(card()).getByTestId("facts").textContent.trim()).toBe("12 pages · 2.1 MB · PDF");
    await fireEvent.click(within(card()).getByTestId("open-file"));
    expect(host.opened).toEqual(["f20"]);
  });

  it("says once whose count of pages it is, where it is not Galley's", async () => {
    await open("office");
    expect(card().textContent?.match(/the program that saved it/gu)).toHaveLength(1);
    expect(screen.queryByTestId("page")).toBeNull();
    expect(card().textContent).toContain("Only PDF pages can be shown");
  });

  it("asks for a title, and marks the field when there is none", async () => {
    const { app } = await open();
    const field = within(card()).getByTestId<HTMLInputElement>("title");
    expect([field.value, field.getAttribute("aria-required")]).toEqual(["Type specimen", "true"]);
    await fireEvent.input(field, { target: { value: " " } });
    expect(field.getAttribute("aria-invalid")).toBe("true");
    await app.composition.flush();
    await tick();
    expect(app.composition.findings.map(({ rule }) => rule)).toContain("document.title_missing");
  });

  it("turns its pages by key, by button and by number", async () => {
    await open();
    for (const [key, then] of [
      ["ArrowRight", "2"],
      ["PageDown", "3"],
      ["ArrowLeft", "2"],
      ["End", "12"],
      ["ArrowRight", "12"],
      ["Home", "1"],
      ["PageUp", "1"],
    ] as const) {
      await fireEvent.keyDown(page(), { key });
      expect(page().dataset.page, key).toBe(then);
    }
    await fireEvent.click(screen.getByTestId("next-page"));
    expect(page().dataset.page).toBe("2");
    await fireEvent.change(number(), { target: { value: "99" } });
    expect([page().dataset.page, number().value]).toEqual(["12", "12"]);
    expect(screen.getByTestId("next-page").getAttribute("aria-disabled")).toBe("true");
  });

  it("asks for the page that is looked at, and for its neighbours once that is there", async () => {
    await open();
    expect(asked()).toEqual([1]);
    await fireEvent.keyDown(page(), { key: "End" });
    await fireEvent.keyDown(page(), { key: "Home" });
    await fireEvent.keyDown(page(), { key: "ArrowRight" });
    expect(asked()).toEqual([1]);
    await fireEvent.load(page().querySelector("img") as Element);
    expect(asked()).toEqual([1, 2]);
    await fireEvent.load(page().querySelectorAll("img")[1] as Element);
    await waitFor(() => expect(asked()).toEqual([2, 3, 1]));
  });

  it("says so of a page that cannot be drawn", async () => {
    await open();
    await fireEvent.error(page().querySelector("img") as Element);
    expect(page().textContent).toContain("This page cannot be shown here");
  });

  it("says why a page cannot be drawn", async () => {
    const { host } = await open();
    vi.spyOn(host, "whyUndrawn").mockResolvedValue("Drawing the page took longer than 20 seconds, and was given up.");
    await fireEvent.error(page().querySelector("img") as Element);
    await waitFor(() => expect(page().textContent).toContain("longer than 20 seconds"));
    expect(page().textContent).toMatch(/cannot be shown here\. Drawing .* given up\. The document itself/);
  });

  it("keeps the words of the page that is seen until the next one is drawn, and says which is on its way", async () => {
    await open();
    const seen = () => page().querySelector<HTMLImageElement>("img:not(.coming, .ahead)");
    await fireEvent.load(page().querySelector("img") as Element);
    expect(page().querySelector(".busy")).toBeNull();
    await fireEvent.click(screen.getByTestId("next-page"));
    expect(seen()?.alt).toBe("Page 1 of 12");
    expect(page().querySelector("[aria-busy=true] .busy")?.textContent).toBe("Drawing page 2…");
    await fireEvent.load(page().querySelector(".coming") as Element);
    expect(seen()?.alt).toBe("Page 2 of 12");
    expect(page().querySelector(".busy")).toBeNull();
  });

  it("says of a document that is locked that it is, in the card and in the proof", async () => {
    const { host } = await open();
    host.media.set("f20", paper(20, "Type specimen.pdf", { encrypted: true, needs_password: true, stamp: "locked" }));
    host.tell({ kind: "files_changed", ids: ["f20"] });
    await waitFor(() => expect(card().textContent).toContain("opens only with a password"));
    expect(card().textContent).not.toContain("not affected");
    expect(screen.getByTestId("proof-paper").textContent).toContain("opens only with a password");
    expect(screen.queryByTestId("page")).toBeNull();
  });

  it("gives no figure where nobody knows how many pages there are, or the file is gone", async () => {
    const { host } = await open();
    const proof = () => screen.getByTestId("proof-paper");
    expect([proof().querySelector(".foot")?.textContent.trim(), proof().querySelector(".track")]).toEqual([
      "1 / 12",
      expect.anything(),
    ]);
    host.media.set("f20", paper(20, "Type specimen.pdf", { pages: null, stamp: "uncounted" }));
    host.tell({ kind: "files_changed", ids: ["f20"] });
    await waitFor(() => expect(proof().textContent).toContain("How many pages it has is not known."));
    expect(proof().querySelector(".track")).toBeNull();
    expect(screen.queryByTestId("page-number")).toBeNull();
    expect(card().textContent).toContain("How many pages it has is not known; the first is shown.");
    expect(page().getAttribute("aria-label")).toBe("Page 1");
    host.media.set("f20", paper(20, "Type specimen.pdf", { pages: 0, stamp: "empty" }));
    host.tell({ kind: "files_changed", ids: ["f20"] });
    await waitFor(() => expect(proof().textContent).toContain("The document has no pages."));
    expect(within(card()).queryByRole("group", { name: /Pages of/ })).toBeNull();
    expect(proof().querySelector(".foot")).toBeNull();
    const gone = { status: "gone", why: "It is not there any more." } as const;
    host.media.set("f20", { ...paper(20, "Type specimen.pdf"), state: gone });
    host.tell({ kind: "files_changed", ids: ["f20"] });
    await waitFor(() => expect(proof().textContent).toContain("is gone"));
    expect(proof().querySelector(".foot")).toBeNull();
  });

  it("stays within a document that has lost pages on the disk", async () => {
    const { app, host } = await open();
    await fireEvent.keyDown(page(), { key: "End" });
    host.media.set("f20", paper(20, "Type specimen.pdf", { pages: 4, stamp: "shorter" }));
    host.tell({ kind: "files_changed", ids: ["f20"] });
    await waitFor(() => expect(page().dataset.page).toBe("4"));
    expect(app.composition.attachment).toMatchObject({ document: { title: "Type specimen" } });
  });

  it("is removed, and comes back with its title", async () => {
    const { app } = await open();
    await fireEvent.click(within(card()).getByTestId("remove"));
    expect(app.composition.attachment.kind).toBe("none");
    await fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(app.composition.attachment).toMatchObject({ document: { title: "Type specimen" } });
  });
});
