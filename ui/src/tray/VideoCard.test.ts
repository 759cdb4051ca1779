import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import { picture } from "../host/fake/files";
import { open, undo } from "./openVideo";

const card = () => screen.getByTestId("video-card");

afterEach(cleanup);

describe("the card of a video", () => {
  it("says what the file is", async () => {
    await open();
    expect(within(card()).getAllByTestId("facts")[0]?.textContent.trim()).toBe(
      "1,920 × 1,080 · 0:31 · 12 MB · MP4 · H.264, AAC",
    );
  });

  it("counts its title as it is seen, and keeps it", async () => {
    const { video } = await open();
    const field = within(card()).getByTestId<HTMLInputElement>("title");
    await fireEvent.input(field, { target: { value: "The press 👩🏽‍🎨" } });
    expect(video().title).toBe("The press 👩🏽‍🎨");
    expect(card().textContent).toContain("11, cut at 38–46");
  });

  it("opens the file in the system's player", async () => {
    const { host } = await open();
    await fireEvent.click(within(card()).getByTestId("open-file"));
    expect(host.opened).toEqual(["f10"]);
  });

  it("says why the player does not open", async () => {
    const { host } = await open();
    vi.spyOn(host, "openFile").mockRejectedValue({ code: "other", message: "No program opens it." });
    await fireEvent.click(within(card()).getByTestId("open-file"));
    expect((await screen.findByTestId("notice")).textContent).toContain("No program opens it.");
  });

  it("says so when no picture of it can be drawn, and not that the video is broken", async () => {
    await open("video-bare");
    expect(screen.queryByTestId("undrawn")).toBeNull();
    const drawn = card().querySelector("img");
    await fireEvent.error(drawn as Element);
    const said = screen.getByTestId("undrawn");
    expect(said.textContent).toContain("The video itself is not affected");
    await waitFor(() => expect(said.textContent).toContain("found no ffmpeg"));
  });

  it("does not call a video unaffected that is refused for its file", async () => {
    const { app } = await open("video-bare");
    await fireEvent.error(card().querySelector("img") as Element);
    const { assessment } = app.composition;
    const found = (field: "file" | "title") => ({
      ...{ rule: "video.truncated", severity: "block" as const, message: "The file breaks off." },
      ...{ measured: null, limit: null, source: null, remedy: null },
      place: { at: "video" as const, media: "f10", field },
    });
    const say = async (field: "file" | "title") => {
      if (assessment) app.composition.assessment = { ...assessment, findings: [found(field)] };
      await tick();
      return screen.getByTestId("undrawn").textContent;
    };
    expect(await say("title")).toContain("is not affected");
    expect(await say("file")).not.toContain("is not affected");
  });

  it("does not push out what was attached after it was removed, and says so", async () => {
    const { app } = await open();
    await fireEvent.click(within(card()).getByTestId("remove"));
    app.composition.take({ media: [picture(0)], refused: [], left_out: null });
    app.composition.describe("m0", { alt_text: "Words" });
    await tick();
    await undo();
    expect(app.composition.images).toMatchObject([{ media: "m0", alt_text: "Words" }]);
    expect((await screen.findByTestId("notice")).textContent).toContain("has something else in its place by now");
  });

  it("is removed with all that belongs to it, and comes back whole", async () => {
    const { video, app } = await open();
    const before = video();
    await fireEvent.click(within(card()).getByTestId("remove"));
    expect(app.composition.attachment).toEqual({ kind: "none" });
    await waitFor(() => expect(screen.queryByTestId("video-card")).toBeNull());
    await undo();
    expect(video()).toEqual(before);
  });

  it("leads from each finding to what it is about", async () => {
    const { app, host } = await open();
    const real = host.edit.bind(host);
    vi.spyOn(host, "edit").mockImplementation(async (draft, aside) => {
      const edited = await real(draft, aside);
      const found = (rule: string, place: (typeof edited.assessment.findings)[0]["place"]) => ({
        ...{ rule, place, severity: "warn" as const, message: `About ${rule}.` },
        ...{ measured: null, limit: null, source: null, remedy: null },
      });
      const findings = [
        found("video.title", { at: "video", media: "f10", field: "title" }),
        found("video.length", { at: "video", media: "f10", field: "file" }),
        found("video.thumbnail", { at: "thumbnail", media: "m3" }),
        found("captions.overlap", { at: "captions", media: "f30" }),
      ];
      return { ...edited, assessment: { ...edited.assessment, findings } };
    });
    app.composition.reassess();
    await app.composition.flush();
    await tick();
    for (const [rule, hook] of [
      ["video.title", "title"],
      ["video.length", "file"],
      ["video.thumbnail", "thumbnail"],
      ["captions.overlap", "captions"],
    ]) {
      const line = screen.getAllByTestId("finding").find((one) => one.dataset.rule === rule) as HTMLElement;
      await fireEvent.click(within(line).getAllByRole("button")[0] as HTMLElement);
      expect((document.activeElement as HTMLElement).dataset.control, rule).toBe(hook);
    }
  });
});

it("tells of each file that is gone once, and leads to its part also where the video is gone too", async () => {
  const { app, host } = await open();
  const real = host.edit.bind(host);
  vi.spyOn(host, "edit").mockImplementation(async (draft, aside) => {
    const edited = await real(draft, aside);
    const gone = (place: (typeof edited.assessment.findings)[0]["place"]) => ({
      ...{ rule: "file.gone", place, severity: "block" as const, message: "It is gone, says the finding." },
      ...{ measured: null, limit: null, source: null, remedy: null },
    });
    const findings = [gone({ at: "thumbnail", media: "m3" }), gone({ at: "captions", media: "f30" })];
    return { ...edited, assessment: { ...edited.assessment, findings } };
  });
  for (const id of ["f10", "m3", "f30"]) {
    const view = host.media.get(id);
    if (view) host.media.set(id, { ...view, state: { status: "gone", why: "It is not there any more." } });
  }
  await app.composition.reexamine();
  await app.composition.flush();
  await tick();
  expect(within(card()).getAllByText("The file cannot be read.")).toHaveLength(3);
  expect(card().textContent).not.toContain("says the finding");
  const lines = screen.getAllByTestId("finding");
  for (const [index, part] of ["Thumbnail", "Captions"].entries()) {
    await fireEvent.click(within(lines[index] as HTMLElement).getAllByRole("button")[0] as HTMLElement);
    expect(document.activeElement?.textContent).toContain(part);
    expect(card().contains(document.activeElement)).toBe(true);
  }
});
