import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import type { MediaView } from "../host/contract";
import { picture, stranger } from "../host/fake/files";
import { FakeHost } from "../host/fake/host";

async function open(...more: MediaView[]) {
  const host = new FakeHost("full");
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  for (const view of more) host.media.set(view.id, view);
  app.composition.take({ media: more, refused: [], left_out: null });
  app.bindImages();
  await tick();
  return { host, app };
}

const pages = () => screen.queryAllByTestId("bound-page");
const order = () => pages().map((page) => page.dataset.media);
const control = (place: number, by: string) =>
  pages()[place]?.querySelector<HTMLElement>(`[data-by=${by}]`) as HTMLElement;
const press = (place: number, key: string) => fireEvent.keyDown(control(place, "handle"), { key });
const make = () => screen.getByTestId<HTMLButtonElement>("bind");
const hindrance = () => screen.getByTestId("hindrance");

afterEach(cleanup);

describe("the order of the pages", () => {
  it("is changed with the keyboard, by a step, by ten and to the ends, and the page keeps the focus", async () => {
    const { app } = await open(...Array.from({ length: 12 }, (_, index) => picture(index + 3)));
    await press(0, "End");
    expect(order().at(-1)).toBe("m0");
    expect(app.notices.spoken).toBe("press-room.jpg is now 15 of 15");
    await waitFor(() => expect(document.activeElement).toBe(control(14, "handle")));
    await press(14, "PageUp");
    expect(order().indexOf("m0")).toBe(4);
    await press(4, "ArrowUp");
    expect(order().indexOf("m0")).toBe(3);
    await press(3, "Home");
    expect(order()[0]).toBe("m0");
    await press(0, "ArrowUp");
    expect(order()[0]).toBe("m0");
  });

  it("is changed with the pointer", async () => {
    await open();
    const list = pages()[0]?.parentElement as HTMLElement;
    list.setPointerCapture = () => {};
    vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockImplementation(function (this: HTMLElement) {
      const place = pages().indexOf(this);
      return new DOMRect(0, place < 0 ? 0 : place * 40, 300, place < 0 ? 120 : 40);
    });
    await fireEvent.pointerDown(control(0, "handle"), { button: 0, pointerId: 1, clientY: 20 });
    await fireEvent.pointerMove(list, { pointerId: 1, clientY: 110 });
    expect(order()).toEqual(["m1", "m2", "m0"]);
    await fireEvent(list, new Event("lostpointercapture"));
    await fireEvent.pointerMove(list, { pointerId: 1, clientY: 10 });
    expect(order()).toEqual(["m1", "m2", "m0"]);
  });

  it("leaves out what is not wanted, and takes it again", async () => {
    const { host } = await open();
    await fireEvent.click(control(1, "leave-out"));
    expect(order()).toEqual(["m0", "m2"]);
    await waitFor(() => expect(document.activeElement).toBe(control(1, "leave-out")));
    expect(screen.getByText(/1 image is left out, and leaves the post too/)).toBeTruthy();
    await fireEvent.click(screen.getByRole("button", { name: "Take all of them" }));
    expect(order()).toEqual(["m0", "m2", "m1"]);
    await fireEvent.click(control(0, "leave-out"));
    await fireEvent.click(make());
    expect(host.asked[0]?.of).toEqual(["m2", "m1"]);
  });

  it("has two pages at least", async () => {
    await open();
    for (let page = 0; page < 2; page += 1) await fireEvent.click(control(0, "leave-out"));
    expect(hindrance().textContent).toContain("There is 1 page; a document to leaf through has 2 at least.");
    expect([make().disabled, within(hindrance()).queryByTestId("leave-out")]).toEqual([true, null]);
  });

  it("has no more pages than LinkedIn takes", async () => {
    await open(...Array.from({ length: 300 }, (_, index) => picture(index + 3)));
    expect(hindrance().textContent).toContain("There are 303 pages; a document on LinkedIn has 300 at most.");
    expect(make().disabled).toBe(true);
    await fireEvent.click(within(hindrance()).getByRole("button", { name: "Leave 3 files out" }));
    expect([pages().length, make().disabled]).toEqual([300, false]);
  }, 60_000);

  it("takes nothing that cannot be a page, and says which that is", async () => {
    const { host, app } = await open(stranger(60, "notes.xyz"));
    const gone = host.media.get("m1")!;
    host.media.set("m1", { ...gone, state: { status: "gone", why: "It is not there." } });
    await app.composition.reexamine();
    await tick();
    expect(pages()[1]?.textContent).toContain("cannot be read any more");
    expect(pages()[3]?.textContent).toContain("is no picture");
    expect(make().disabled).toBe(true);
    await fireEvent.click(within(hindrance()).getByTestId("leave-out"));
    expect(order()).toEqual(["m0", "m2"]);
    expect(screen.queryByTestId("hindrance")).toBeNull();
  });

  it("says that alt texts go with the images", async () => {
    await open();
    expect(screen.getByText(/the alt texts of \d with them\. Undo brings both back/)).toBeTruthy();
  });
});
