import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import type { VideoItem } from "../host/contract";
import { captions, document as paper, picture } from "../host/fake/files";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";

async function open(scene: Scene = "video") {
  const host = new FakeHost(scene);
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  const video = (): VideoItem => {
    const { attachment } = app.composition;
    if (attachment.kind !== "video") throw new Error("no video");
    return attachment.video;
  };
  return { app, host, video };
}

const card = () => screen.getByTestId("video-card");
const undo = async () => {
  const buttons = await screen.findAllByRole("button", { name: "Undo" });
  await fireEvent.click(buttons.at(-1) as HTMLElement);
};

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
    vi.spyOn(host, "edit").mockImplementation(async (draft) => {
      const edited = await real(draft);
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
  vi.spyOn(host, "edit").mockImplementation(async (draft) => {
    const edited = await real(draft);
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

describe("fixing captions", () => {
  it("is called what it does, without dots, and is busy until it is done", async () => {
    const { host, app } = await open();
    const { edit } = host;
    host.edit = async (draft) => {
      const edited = await edit.call(host, draft);
      const findings = edited.assessment.findings.map((one) => ({
        ...one,
        remedy: one.place.at === "captions" ? ("convert" as const) : null,
      }));
      return { ...edited, assessment: { ...edited.assessment, findings } };
    };
    app.composition.reassess();
    await app.composition.flush();
    await tick();
    const answer = host.hold("mend");
    const button = () => within(screen.getByTestId("captions-part")).getByTestId("fix");
    expect(button().textContent?.trim()).toBe("Save as SRT");
    await fireEvent.click(button());
    expect(button().getAttribute("aria-disabled")).toBe("true");
    answer();
    await waitFor(() => expect(button().getAttribute("aria-disabled")).toBeNull());
    expect(host.asked).toHaveLength(1);
  });

  it("makes one copy, however often it is pressed meanwhile", async () => {
    const { host, app, video } = await open();
    const answer = host.hold("mend");
    for (let press = 0; press < 3; press += 1) app.fix("f30", "convert");
    answer();
    await waitFor(() => expect(video().captions?.media).not.toBe("f30"));
    expect(host.asked).toHaveLength(1);
    expect(app.notices.list.map(({ text }) => text)).toEqual([expect.stringContaining("The video uses press-run.srt")]);
    await undo();
    expect(video().captions).toEqual({ media: "f30", locale: "en_GB" });
  });

  it("leaves another draft alone, and says nothing there", async () => {
    const { host, app } = await open();
    const answer = host.hold("mend");
    app.fix("f30", "convert");
    await app.newPost();
    answer();
    for (let turn = 0; turn < 5; turn += 1) await tick();
    expect([app.composition.edited, app.notices.list]).toEqual([false, []]);
  });

  it("changes nothing where the captions were taken away meanwhile", async () => {
    const { host, app, video } = await open();
    const answer = host.hold("mend");
    app.fix("f30", "convert");
    app.composition.setPart("captions", null);
    answer();
    for (let turn = 0; turn < 5; turn += 1) await tick();
    expect([video().captions, app.notices.list]).toEqual([null, []]);
  });
});

describe("the captions of a video", () => {
  it("are added in the system's language, and in another when that is chosen", async () => {
    vi.spyOn(navigator, "languages", "get").mockReturnValue(["pt-PT", "en"]);
    const { host, video } = await open("video-bare");
    const pick = vi.spyOn(host, "pickMedia");
    await fireEvent.click(screen.getByTestId("add-captions"));
    expect(pick).toHaveBeenCalledWith("captions");
    await waitFor(() => expect(video().captions?.locale).toBe("pt_PT"));
    const language = screen.getByTestId<HTMLSelectElement>("captions-locale");
    expect(language.options[0]?.text).toBe("Portuguese (Portugal)");
    expect(screen.getByTestId("language-guessed").textContent).toContain("This computer’s language.");
    expect((await screen.findByTestId("notice")).textContent).toContain("in Portuguese (Portugal)");
    await fireEvent.change(language, { target: { value: "ja_JP" } });
    expect(video().captions?.locale).toBe("ja_JP");
    expect(screen.queryByTestId("language-guessed")).toBeNull();
  });

  it("are taken to be in the language that was chosen last", async () => {
    const { host, app, video } = await open("video-bare");
    await app.preferences.change({ captions_locale: "ja_JP" });
    expect(host.chosen.captions_locale).toBe("ja_JP");
    await fireEvent.click(screen.getByTestId("add-captions"));
    await waitFor(() => expect(video().captions?.locale).toBe("ja_JP"));
    expect(screen.queryByTestId("language-guessed")).toBeNull();
    app.composition.setPart("captions", null);
    app.composition.take({ media: [captions(77)], refused: [], left_out: null });
    expect(video().captions?.locale).toBe("ja_JP");
  });

  it("are shown over the video at the moment that is looked at, in the tray and in the proof", async () => {
    const { app } = await open();
    const preview = await screen.findByTestId("captions-preview");
    expect(screen.getAllByTestId("cue").map((cue) => cue.textContent)).toEqual(
      Array(2).fill("This is the press room."),
    );
    await fireEvent.click(within(preview).getByRole("button", { name: "Next caption" }));
    expect(preview.textContent).toContain("0:04 · caption 2 of 5");
    expect(app.notices.spoken).toContain("Twelve thousand sheets an hour");
    const slider = within(preview).getByRole<HTMLInputElement>("slider");
    await fireEvent.input(slider, { target: { value: "9700" } });
    expect(screen.queryByTestId("cue")).toBeNull();
    expect(slider.getAttribute("aria-valuetext")).toContain("no caption here");
  });

  it("are not said to be unreadable once more where a finding says why", async () => {
    const host = new FakeHost("video");
    const unread = vi.spyOn(host, "captions").mockRejectedValue({ code: "other", message: "This is no text." });
    const app = new App(host);
    render(AppView, { app });
    await app.start();
    await waitFor(() => expect(unread).toHaveBeenCalled());
    expect(await screen.findByText("This is no text.")).toBeTruthy();
    const blocked = { rule: "captions.format", severity: "block", place: { at: "captions", media: "f30" } } as const;
    const finding = { ...blocked, message: "Wrong.", measured: null, limit: null, source: null, remedy: null };
    const { assessment } = app.composition;
    if (assessment) app.composition.assessment = { ...assessment, findings: [finding] };
    await tick();
    expect(screen.queryByText("This is no text.")).toBeNull();
    expect(screen.getAllByText("Wrong.", { exact: false })).toHaveLength(2);
  });

  it("lead from a remark to the caption it is about, and read it out", async () => {
    const { app } = await open();
    await screen.findByTestId("captions-preview");
    const remark = within(screen.getByTestId("flaws")).getByRole("button", { name: /^Line 14, caption 4/ });
    expect(remark.textContent).toBe("Line 14, caption 4: starts 0.4 s before the one before it ends");
    await fireEvent.click(remark);
    expect(app.notices.spoken).toContain("And somebody who listens.");
    expect(screen.getAllByTestId("cue")[0]?.textContent).toBe("And somebody who listens.");
  });

  it("are counted as in the file, where one without times is not shown", async () => {
    const host = new FakeHost("video");
    const all = await host.captions();
    vi.spyOn(host, "captions").mockResolvedValue(all.filter(({ number }) => number !== 2));
    const app = new App(host);
    render(AppView, { app });
    await app.start();
    const preview = await screen.findByTestId("captions-preview");
    const remarks = within(screen.getByTestId("flaws"));
    expect(remarks.queryByRole("button", { name: /caption 2/ })).toBeNull();
    expect(remarks.getByText(/caption 2/)).toBeTruthy();
    await fireEvent.click(remarks.getByRole("button", { name: /^Line 14, caption 4/ }));
    expect(screen.getAllByTestId("cue")[0]?.textContent).toBe("And somebody who listens.");
    expect(preview.textContent).toContain("caption 4 of 5");
    expect(preview.textContent).not.toContain("are shown here");
  });

  it("say how many of many are shown", async () => {
    const host = new FakeHost("video");
    vi.spyOn(host, "captions").mockResolvedValue((await host.captions()).slice(0, 3));
    const app = new App(host);
    render(AppView, { app });
    await app.start();
    const preview = await screen.findByTestId("captions-preview");
    expect(preview.textContent).toContain("The first 3 captions are shown here");
    expect(within(screen.getByTestId("flaws")).queryByRole("button", { name: /caption 4/ })).toBeNull();
  });

  it("say why they cannot be shown", async () => {
    const host = new FakeHost("video");
    vi.spyOn(host, "captions").mockRejectedValue({ code: "other", message: "The file is no text." });
    const app = new App(host);
    render(AppView, { app });
    await app.start();
    await waitFor(() => expect(screen.getByTestId("captions-part").textContent).toContain("The file is no text."));
  });

  it("are taken away, and come back with their language", async () => {
    const { video } = await open();
    await fireEvent.click(screen.getByTestId("remove-captions"));
    expect(video().captions).toBeNull();
    expect(screen.queryByTestId("cue")).toBeNull();
    await undo();
    expect(video().captions).toEqual({ media: "f30", locale: "en_GB" });
  });

  it("are a file of captions and nothing else", async () => {
    const { host, video } = await open("video-bare");
    const pick = vi.spyOn(host, "pickMedia");
    pick.mockResolvedValueOnce({ media: [picture(3)], refused: [], left_out: null });
    await fireEvent.click(screen.getByTestId("add-captions"));
    expect((await screen.findByTestId("notice")).textContent).toContain("holds no captions");
    pick.mockResolvedValueOnce({ media: [captions(70)], refused: [], left_out: null });
    await fireEvent.click(screen.getByTestId("add-captions"));
    await waitFor(() => expect(video().captions?.media).toBe("f70"));
  });
});
