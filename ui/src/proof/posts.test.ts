import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";

async function open(scene: Scene) {
  const host = new FakeHost(scene);
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  await tick();
  return { host, app };
}

afterEach(cleanup);

describe("a video in the proof", () => {
  const film = () => screen.getByTestId("proof-film");

  it("shows the thumbnail that was chosen, how long it is and that it has captions", async () => {
    const { host } = await open("video");
    const still = film().querySelector("img") as HTMLImageElement;
    expect(still.getAttribute("src")).toBe(host.thumbnailUrl("m3", 1200, "3"));
    expect(film().textContent).toContain("0:31");
    expect(film().textContent).toContain("CC");
  });

  it("opens in the system's player where the window cannot play it", async () => {
    const { host } = await open("video");
    expect(film().querySelector("video")).toBeNull();
    await fireEvent.click(screen.getByRole("button", { name: "Open press-run.mp4 in your player" }));
    expect(host.opened).toEqual(["f10"]);
  });

  it("plays where the window can, with the captions of the moment", async () => {
    await open("plays");
    const video = await waitFor(() => film().querySelector("video") as HTMLVideoElement);
    expect(video.getAttribute("src")).toBe("film/f10?v=10");
    Object.defineProperty(video, "currentTime", { value: 12 });
    await fireEvent(video, new Event("timeupdate"));
    expect(film().querySelector("[data-testid=cue]")?.textContent).toBe("Paper in here, paper out there.");
  });

  it("opens in the system's player when this window cannot play just this film, until the file is another", async () => {
    const { app, host } = await open("plays");
    for (const [stamp, cannot] of [
      ["10", (video: Element) => fireEvent.error(video)],
      ["sound alone", (video: Element) => fireEvent(video, new Event("loadedmetadata"))],
    ] as const) {
      const view = host.media.get("f10");
      if (view?.state.status !== "present") throw new Error("no film");
      host.media.set("f10", { ...view, state: { ...view.state, facts: { ...view.state.facts, stamp } } });
      await app.composition.reexamine();
      await cannot(await waitFor(() => film().querySelector("video") as HTMLVideoElement));
      await waitFor(() => expect(film().querySelector("video"), stamp).toBeNull());
      await fireEvent.click(screen.getByRole("button", { name: "Open press-run.mp4 in your player" }));
    }
    expect(host.opened).toEqual(["f10", "f10"]);
  });

  it("goes to the moment that is chosen in the tray, and leaves the tray alone while it plays", async () => {
    const { app } = await open("plays");
    const video = await waitFor(() => film().querySelector("video") as HTMLVideoElement);
    let at = 0;
    Object.defineProperty(video, "currentTime", { get: () => at, set: (to: number) => (at = to) });
    const preview = await screen.findByTestId("captions-preview");
    const asked = () => [...preview.querySelectorAll("img")].map(({ src }) => src);
    const before = asked();
    at = 12;
    await fireEvent(video, new Event("timeupdate"));
    expect([asked(), app.cues.moment]).toEqual([before, 0]);
    await fireEvent.input(within(preview).getByRole("slider"), { target: { value: "21500" } });
    expect(at).toBe(21.5);
    expect(film().querySelector("[data-testid=cue]")?.textContent).toBe("If it sounds wrong, it is wrong.");
  });

  it("says why there is no picture of it", async () => {
    const { app, host } = await open("video-bare");
    await fireEvent.error(film().querySelector("img") as Element);
    const reason = screen.getByTestId("proof-film-reason");
    await waitFor(() => expect(reason.textContent).toMatch(/No picture of the video can be drawn here\. .*no ffmpeg/));
    const [view] = host.media.values();
    host.media.set("f10", { ...view!, state: { status: "gone", why: "It is not there." } });
    await app.composition.reexamine();
    await tick();
    expect(screen.getByTestId("proof-film-reason").textContent).toContain("is gone");
    expect(screen.queryByTestId("proof-play")).toBeNull();
  });
});

describe("a document in the proof", () => {
  const paper = () => screen.getByTestId("proof-paper");

  it("stands under its title with a count of its pages", async () => {
    const { app } = await open("document");
    expect(paper().textContent).toContain("Type specimen");
    expect(paper().textContent).toContain("12 pages");
    app.composition.changeDocument({ title: " " });
    await tick();
    expect(paper().textContent).toContain("No title yet");
  });

  it("is turned by its arrows, by key and by a swipe, and stops at its ends", async () => {
    await open("document");
    expect(screen.queryByTestId("proof-previous-page")).toBeNull();
    await fireEvent.click(screen.getByTestId("proof-next-page"));
    expect(paper().textContent).toContain("2 / 12");
    await fireEvent.keyDown(paper(), { key: "End" });
    expect(paper().textContent).toContain("12 / 12");
    expect(screen.queryByTestId("proof-next-page")).toBeNull();
    const sheet = paper().querySelector(".sheet") as HTMLElement;
    await fireEvent.pointerDown(sheet, { clientX: 100 });
    await fireEvent.pointerUp(sheet, { clientX: 180 });
    expect(paper().dataset.page).toBe("11");
  });

  it("keeps to its own page while another is looked at in the tray", async () => {
    await open("document");
    await fireEvent.keyDown(screen.getByTestId("page"), { key: "End" });
    expect(paper().dataset.page).toBe("1");
  });

  it("says that only LinkedIn makes the pages of an Office file", async () => {
    await open("office");
    expect(paper().textContent).toContain("LinkedIn makes the pages of this file itself");
    expect(paper().querySelector("img")).toBeNull();
  });
});

it("shows a single image with white padding where that is looked at, and a collage as ever", async () => {
  const { app } = await open("full");
  expect(screen.queryByLabelText("White padding")).toBeNull();
  for (const media of ["m0", "m1"]) app.composition.remove(media);
  await tick();
  await fireEvent.click(screen.getByLabelText("White padding"));
  expect(screen.getByTestId("proof-padded").querySelector("img")?.className).toContain("contain");
});
