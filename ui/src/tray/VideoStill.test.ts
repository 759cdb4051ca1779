import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import { document as paper, picture } from "../host/fake/files";
import { open, undo } from "./openVideo";

const card = () => screen.getByTestId("video-card");

afterEach(cleanup);

describe("the thumbnail of a video", () => {
  it("is a picture of one's own, chosen among pictures", async () => {
    const { host, video } = await open("video-bare");
    const pick = vi.spyOn(host, "pickMedia");
    await fireEvent.click(screen.getByTestId("choose-thumbnail"));
    expect(pick).toHaveBeenCalledWith("thumbnail");
    await waitFor(() => expect(video().thumbnail).toMatchObject({ at_ms: null }));
    expect(screen.getByTestId("thumbnail-is").textContent).toContain("a picture of your own");
  });

  it("is no file that is no picture", async () => {
    const { host, video } = await open("video-bare");
    const media = [paper(60)];
    vi.spyOn(host, "pickMedia").mockResolvedValue({ media, refused: [], left_out: null });
    await fireEvent.click(screen.getByTestId("choose-thumbnail"));
    expect((await screen.findByTestId("notice")).textContent).toContain("Type specimen.pdf is no picture");
    expect(video().thumbnail).toBeNull();
  });

  it("is taken away, and comes back", async () => {
    const { video } = await open();
    const { thumbnail } = video();
    await fireEvent.click(screen.getByTestId("remove-thumbnail"));
    expect(video().thumbnail).toBeNull();
    expect(screen.getByTestId("thumbnail-is").textContent).toContain("frame of its own choice");
    await undo();
    expect(video().thumbnail).toEqual(thumbnail);
  });

  it("comes back alone: what was written meanwhile stays", async () => {
    const { video } = await open();
    const { thumbnail } = video();
    await fireEvent.click(screen.getByTestId("remove-thumbnail"));
    await fireEvent.input(within(card()).getByTestId("title"), { target: { value: "Typed since" } });
    await undo();
    expect(video()).toMatchObject({ thumbnail, title: "Typed since" });
  });

  it("and the captions come back each by itself, in whatever order", async () => {
    const { video } = await open();
    const before = video();
    await fireEvent.click(screen.getByTestId("remove-thumbnail"));
    await fireEvent.click(screen.getByTestId("remove-captions"));
    await fireEvent.click((await screen.findAllByRole("button", { name: "Undo" }))[0] as HTMLElement);
    expect(video()).toEqual({ ...before, captions: null });
    await undo();
    expect(video()).toEqual(before);
  });

  it("that was chosen since is not pushed out by the one before", async () => {
    const { host, video } = await open();
    await fireEvent.click(screen.getByTestId("remove-thumbnail"));
    vi.spyOn(host, "pickMedia").mockResolvedValue({ media: [picture(8)], refused: [], left_out: null });
    await fireEvent.click(screen.getByTestId("choose-thumbnail"));
    await waitFor(() => expect(video().thumbnail?.media).toBe("m8"));
    await fireEvent.click(screen.getAllByRole("button", { name: "Undo" })[0] as HTMLElement);
    expect(video().thumbnail?.media).toBe("m8");
    expect(screen.getAllByTestId("notice").at(-1)?.textContent).toContain("has something else in its place by now");
  });

  it("that is refused is told of, and so are captions", async () => {
    const { host, app } = await open("video-bare");
    const refused = [{ name: "x.jpg", why: "You have no permission to read it." }];
    vi.spyOn(host, "pickMedia").mockResolvedValue({ media: [], refused, left_out: null });
    for (const button of ["choose-thumbnail", "add-captions"]) {
      await fireEvent.click(screen.getByTestId(button));
      expect((await screen.findByRole("alert")).textContent).toContain("x.jpg: You have no permission to read it.");
      app.composition.strays.clear();
      await tick();
    }
  });

  it("is a picture that was dropped, once there is none", async () => {
    const { app, video } = await open("video-bare");
    app.composition.take({ media: [picture(3)], refused: [], left_out: null });
    expect(video().thumbnail).toEqual({ media: "m3", at_ms: null });
  });
});
