import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import { captions, picture } from "../host/fake/files";
import { FakeHost } from "../host/fake/host";
import { open, undo } from "./openVideo";

afterEach(cleanup);

describe("fixing captions", () => {
  it("is called what it does, without dots, and is busy until it is done", async () => {
    const { host, app } = await open();
    const { edit } = host;
    host.edit = async (draft, aside) => {
      const edited = await edit.call(host, draft, aside);
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

  it("is offered once, however much it mends, at the captions and among the findings", async () => {
    const { app } = await open();
    const { assessment } = app.composition;
    const found = (rule: string) => ({
      ...{ rule, severity: "warn" as const, message: `About ${rule}.`, measured: null, limit: null, source: null },
      ...{ place: { at: "captions" as const, media: "f30" }, remedy: "convert" as const },
    });
    const findings = [found("captions.line_ends"), found("captions.encoding")];
    if (assessment) app.composition.assessment = { ...assessment, findings };
    await tick();
    expect(screen.getAllByText(/About captions/u)).toHaveLength(4);
    expect(screen.getAllByRole("button", { name: /^Save as SRT/u })).toHaveLength(2);
    expect(within(screen.getByTestId("captions-part")).getAllByTestId("fix")).toHaveLength(1);
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
    expect(remark.textContent).toBe("Line 14, caption 4: starts 0.4 s before one above it has ended");
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
