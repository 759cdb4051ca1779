import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";

async function open(scene: Scene = "video") {
  const host = new FakeHost(scene);
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  await fireEvent.click(screen.getByTestId("pick-frame"));
  const picker = await screen.findByTestId("frame-picker");
  const slider = screen.getByTestId<HTMLInputElement>("moment");
  const thumbnail = () => {
    const { attachment } = app.composition;
    return attachment.kind === "video" ? attachment.video.thumbnail : null;
  };
  return { host, app, picker, slider, thumbnail };
}

const use = () => screen.getByTestId<HTMLButtonElement>("use-frame");
/** The frames on their way come, until the one that is wished for is there. */
async function drawn() {
  while (use().getAttribute("aria-disabled") === "true")
    await fireEvent.load(screen.getByTestId("frame-picker").querySelector(".screen .coming") as Element);
}
const asked = (picker: HTMLElement) =>
  [...picker.querySelectorAll<HTMLImageElement>(".screen img")].map(({ src }) => /at=(\d+)/.exec(src)?.[1]);

const plain = { title: "", thumbnail: null, captions: null };
/** All that an answer sets off has happened. */
const settled = async () => {
  for (let turn = 0; turn < 5; turn += 1) await tick();
};

afterEach(cleanup);

describe("the frame picker", () => {
  it("goes by a frame, by a second and to the ends with the keyboard", async () => {
    const { slider } = await open();
    expect(document.activeElement).toBe(slider);
    const press = async (key: string) => {
      await fireEvent.keyDown(slider, { key });
      return Number(slider.value);
    };
    const begin = Number(slider.value);
    expect(begin % 40).toBe(16);
    expect(await press("ArrowRight")).toBe(begin - 16 + 40);
    expect(await press("ArrowLeft")).toBe(begin - 16);
    expect(await press("ArrowUp")).toBe(begin - 16 + 1000);
    expect(await press("End")).toBe(30_960);
    expect(await press("ArrowRight")).toBe(30_960);
    expect(await press("Home")).toBe(0);
    expect(slider.getAttribute("aria-valuetext")).toBe("0:00.00 of 0:30.96");
  });

  it("goes to a time that is typed, and says so of one beyond the end", async () => {
    const { slider } = await open();
    const field = screen.getByTestId("typed-moment");
    await fireEvent.input(field, { target: { value: "0:12.5" } });
    expect(slider.value).toBe("12500");
    await fireEvent.input(field, { target: { value: "4:00" } });
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect((await screen.findByRole("alert")).textContent).toContain("up to 0:30.96");
    expect([slider.value, use().disabled]).toEqual(["12500", true]);
  });

  it("names a time within the film for an example, and keeps its place while it says so", async () => {
    await open();
    const notes = () => screen.getByText(/go a frame/u).parentElement!;
    expect(notes().children).toHaveLength(1);
    await fireEvent.input(screen.getByTestId("typed-moment"), { target: { value: "4:00" } });
    expect(screen.getByRole("alert").textContent).toBe("Write a time like 0:15.48, up to 0:30.96.");
    expect(screen.getByRole("alert").parentElement).toBe(notes());
  });

  it("goes to a typed time at Enter, and takes what is seen there at the next", async () => {
    const { app, thumbnail } = await open();
    const field = screen.getByTestId<HTMLInputElement>("typed-moment");
    const enter = () => fireEvent.keyDown(field, { key: "Enter" });
    await fireEvent.input(field, { target: { value: "9:00" } });
    await enter();
    expect([field.value, app.task?.at]).toEqual(["9:00", "frame"]);
    await fireEvent.input(field, { target: { value: "3" } });
    await enter();
    expect(field.value).toBe("0:03.00");
    await enter();
    await settled();
    expect(app.task?.at, "not taken unseen").toBe("frame");
    await drawn();
    await enter();
    await waitFor(() => expect(thumbnail()).toMatchObject({ at_ms: 3000 }));
  });

  it("asks for one frame at a time, and of those passed over meanwhile only for the last", async () => {
    const { picker, slider } = await open();
    const [first] = asked(picker);
    for (const key of ["ArrowUp", "ArrowUp", "ArrowUp"]) await fireEvent.keyDown(slider, { key });
    expect(asked(picker)).toEqual([first]);
    await fireEvent.load(picker.querySelector(".screen img") as Element);
    await waitFor(() => expect(asked(picker)).toEqual([first, String(Number(first) + 3000)]));
  });

  it("asks for the strip one after the other", async () => {
    await open();
    const strip = screen.getByTestId("frame-strip");
    expect(strip.querySelectorAll("img")).toHaveLength(1);
    await fireEvent.load(strip.querySelector("img") as Element);
    expect(strip.querySelectorAll("img")).toHaveLength(2);
    await fireEvent.error(strip.querySelectorAll("img")[1] as Element);
    expect(strip.querySelectorAll("img")).toHaveLength(2);
    expect(within(strip).getAllByRole("button")).toHaveLength(8);
  });

  it("makes the frame the thumbnail, with where it was taken, and lets that be undone", async () => {
    const { app, slider, thumbnail } = await open();
    const before = thumbnail();
    await fireEvent.keyDown(slider, { key: "Home" });
    await fireEvent.keyDown(slider, { key: "ArrowUp" });
    await drawn();
    await fireEvent.click(use());
    await waitFor(() => expect(thumbnail()).toMatchObject({ at_ms: 1000 }));
    expect(screen.queryByTestId("frame-picker")).toBeNull();
    expect(screen.getByTestId("thumbnail-is").textContent).toBe("The frame at 0:01.00");
    expect(app.composition.media.get(thumbnail()?.media ?? "")?.name).toContain("1000 ms");
    await fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(thumbnail()).toEqual(before);
  });

  it("begins where the thumbnail was taken", async () => {
    const { app, slider } = await open();
    await fireEvent.keyDown(slider, { key: "End" });
    await drawn();
    await fireEvent.click(use());
    await waitFor(() => expect(app.task).toBeNull());
    await fireEvent.click(screen.getByTestId("pick-frame"));
    expect((await screen.findByTestId<HTMLInputElement>("moment")).value).toBe("30960");
  });

  it("says so when a frame cannot be shown, and takes none unseen", async () => {
    const { picker } = await open("video-bare");
    await fireEvent.error(picker.querySelector(".screen img") as Element);
    expect(screen.getByTestId("no-frame").textContent).toContain("Choose a picture instead");
    await waitFor(() => expect(screen.getByTestId("no-frame").textContent).toContain("found no ffmpeg"));
    expect(use().disabled).toBe(true);
  });

  it("takes no frame while another one is seen, and says which is on its way", async () => {
    const { host, picker, slider } = await open();
    const take = vi.spyOn(host, "takeFrame");
    const shown = () => picker.querySelector<HTMLImageElement>(".screen img:not(.coming)")?.alt;
    expect(use().getAttribute("aria-disabled")).toBe("true");
    await drawn();
    const first = shown();
    expect(picker.querySelector(".screen .busy")).toBeNull();
    await fireEvent.keyDown(slider, { key: "End" });
    expect(picker.querySelector(".screen .busy")?.textContent).toBe("Drawing 0:30.96…");
    expect([shown(), use().getAttribute("aria-disabled")]).toEqual([first, "true"]);
    await fireEvent.click(use());
    expect(take).not.toHaveBeenCalled();
    await drawn();
    expect(shown()).toBe("The frame at 0:30.96");
    await fireEvent.click(use());
    await waitFor(() => expect(take).toHaveBeenCalledExactlyOnceWith(expect.any(String), 30_960));
  });

  it("stays open and says why when the frame cannot be taken", async () => {
    const { host, thumbnail } = await open();
    const before = thumbnail();
    vi.spyOn(host, "takeFrame").mockRejectedValue({ code: "other", message: "The disk is full." });
    await drawn();
    await fireEvent.click(use());
    const notice = await screen.findByTestId("notice");
    expect(notice.textContent).toContain("The disk is full.");
    expect(notice.closest("dialog")).toBeTruthy();
    expect([thumbnail(), use().getAttribute("aria-disabled")]).toEqual([before, null]);
  });

  it("leaves the thumbnail as it is once it is cancelled", async () => {
    const { host, thumbnail } = await open();
    const before = thumbnail();
    const answer = host.hold("takeFrame");
    await drawn();
    await fireEvent.click(use());
    await fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
    answer();
    await settled();
    expect(thumbnail()).toEqual(before);
    expect(screen.queryByTestId("notice")).toBeNull();
  });

  it("gives a frame to no other video", async () => {
    const { host, app, thumbnail } = await open();
    const answer = host.hold("takeFrame");
    await drawn();
    await fireEvent.click(use());
    app.composition.change({ attachment: { kind: "video", video: { ...plain, media: "f11" } } });
    answer();
    await settled();
    expect(thumbnail()).toBeNull();
  });

  it("says nothing of a frame that could not be taken after it was cancelled", async () => {
    const { host } = await open();
    let fails = () => {};
    vi.spyOn(host, "takeFrame").mockReturnValue(
      new Promise((_, no) => (fails = () => no(new Error("The disk is full")))),
    );
    await drawn();
    await fireEvent.click(use());
    await fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
    fails();
    await settled();
    expect(screen.queryByTestId("notice")).toBeNull();
  });

  it("ends when the video goes, says why, and does not come back unasked", async () => {
    const { host, app } = await open();
    const was = host.media.get("f10")!;
    host.media.set("f10", { ...was, state: { status: "gone", why: "It is not there." } });
    await app.composition.reexamine();
    expect((await screen.findByTestId("notice")).textContent).toContain("press-run.mp4 cannot be read any more");
    host.media.set("f10", was);
    await app.composition.reexamine();
    await settled();
    expect([app.task, screen.queryByTestId("frame-picker")]).toEqual([null, null]);
  });
});
