import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import type { Finding, Progress } from "../host/contract";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";

async function open(scene: Scene = "full") {
  const host = new FakeHost(scene);
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  return { host, app };
}

const sheet = () => within(screen.getByRole("dialog"));
const button = (name: string) => sheet().getByRole("button", { name });

describe("the publish sheets", () => {
  afterEach(cleanup);

  it("let a run be cancelled while a refused post waits to be sent again", async () => {
    const { host, app } = await open();
    let tell: (progress: Progress) => void = () => {};
    const publish = vi.spyOn(host, "publish").mockImplementation((_draft, _seal, onprogress) => {
      tell = onprogress;
      return new Promise(() => {});
    });
    const cancel = vi.spyOn(host, "cancel");
    await app.press.review();
    void app.press.publish();
    await waitFor(() => expect(publish).toHaveBeenCalled());
    tell({ kind: "creating" });
    await tick();
    await fireEvent.click(button("Cancel"));
    expect(cancel).not.toHaveBeenCalled();
    host.tell({ kind: "close_held", why: "publishing" });
    expect((await screen.findByTestId("notice")).textContent).not.toContain("cancel");
    tell({
      kind: "waiting",
      why: "LinkedIn asks to slow down",
      until: Date.now() + 90_000,
      cancellable: true,
    });
    await tick();
    expect(screen.getByRole("dialog").textContent).toContain("LinkedIn asks to slow down – 1 min");
    await fireEvent.click(button("Cancel"));
    expect(cancel).toHaveBeenCalledOnce();
  });

  it("stay open at Escape while a run is under way, however often", async () => {
    const { app } = await open("running");
    const escape = () => fireEvent.keyDown(document.body, { key: "Escape" });
    await app.press.review();
    await tick();
    expect(await escape(), "closing is left to the browser").toBe(true);
    const run = app.press.publish();
    await screen.findByText("Publishing", { selector: "h2" });
    expect(await escape()).toBe(false);
    await app.press.cancel();
    await run;
  });

  it("say what blocks a post that was ready before it was looked at", async () => {
    const { host, app } = await open();
    const real = host.review.bind(host);
    const finding = (place: Finding["place"], message: string): Finding => ({
      ...{ rule: "file.gone", severity: "block", place, message },
      ...{ measured: null, limit: null, source: null, remedy: null },
    });
    const findings = [
      finding({ at: "image", media: "m1", field: "file" }, "The file cannot be read."),
      finding({ at: "author" }, "Sandbox Member cannot post."),
    ];
    vi.spyOn(host, "review").mockImplementation(async (id) => ({ ...(await real(id)), findings }));
    await app.press.review();
    const note = await screen.findByRole("alert");
    expect(note.textContent).toMatch(/2, type-case\.jpg:\s+The file cannot be read\./);
    expect(note.textContent).toContain("Sandbox Member cannot post.");
    expect(screen.getByTestId<HTMLButtonElement>("confirm-publish").disabled).toBe(true);
  });

  it("show every step of a video", async () => {
    await open("video");
    await fireEvent.click(screen.getByTestId("publish"));
    await waitFor(() => expect(screen.getByTestId<HTMLButtonElement>("confirm-publish").disabled).toBe(false));
    expect(sheet().getByText("a video with a thumbnail and captions", { exact: false })).toBeTruthy();
    expect(sheet().getByText("Upload press-run.mp4")).toBeTruthy();
  });

  it("count what is sent with a video's parts, and say what is asked until it is ready", async () => {
    await open("video");
    await fireEvent.click(screen.getByTestId("publish"));
    const traffic = await waitFor(() => sheet().getByText(/requests?, /u));
    expect(traffic.textContent).toMatch(
      /^About 9 requests, 3 of them parts of the video, [\d.]+ MB of files, and questions until LinkedIn has processed them$/u,
    );
    expect(sheet().getByText("3 parts")).toBeTruthy();
    expect(sheet().getByText("repeated until ready")).toBeTruthy();
  });

  it("promise one request for a text alone, and no question", async () => {
    const { app } = await open();
    app.composition.replace({ kind: "none" });
    await app.press.review();
    await waitFor(() => expect(sheet().getByText("1 request")).toBeTruthy());
  });

  it("count findings as the composer does", async () => {
    const { host, app } = await open();
    for (const media of ["m0", "m1", "m2"]) app.composition.describe(media, { alt_text: "" });
    const real = host.review.bind(host);
    const same = (finding: Finding): Finding =>
      finding.rule === "image.alt_text_missing" ? { ...finding, message: "No alt text." } : finding;
    vi.spyOn(host, "review").mockImplementation(async (id) => {
      const review = await real(id);
      return { ...review, findings: review.findings.map(same) };
    });
    await app.press.review();
    await waitFor(() => expect(sheet().getByText("Left open: 1 warning")).toBeTruthy());
  });

  it("say where it would go also when there is no review", async () => {
    const { host, app } = await open();
    vi.spyOn(host, "review").mockRejectedValue({ code: "offline", message: "The library is locked." });
    await app.press.review();
    await waitFor(() => expect(button("Publish to the sandbox")).toBeTruthy());
  });

  it("offer no other try of what goes out only tomorrow, and say so with the draft too", async () => {
    const { host, app } = await open();
    const publish = host.publish.bind(host);
    const not_before = Date.now() + 3_600_000;
    vi.spyOn(host, "publish").mockImplementation(async (...of) => ({
      ...(await publish(...of)),
      outcome: {
        ...{ outcome: "stopped", step: "Create the post", why: "LinkedIn takes no more requests today." },
        ...{ safe_to_retry: true, not_before, cancelled: false },
      },
    }));
    await app.press.review();
    await app.press.publish();
    await waitFor(() => expect(sheet().getByTestId("outcome").textContent).toContain("once the new day has begun"));
    expect(sheet().queryByRole("button", { name: "Try again" })).toBeNull();
    app.backToDraft();
    await tick();
    expect(document.body.textContent).toContain("once the new day has begun");
  });

  it("lead back to what LinkedIn refused, at its place", async () => {
    const { host, app } = await open();
    const media = app.composition.images[1]?.media ?? "";
    const [publish, edit] = [host.publish.bind(host), host.edit.bind(host)];
    vi.spyOn(host, "publish").mockImplementation(async (...of) => ({
      ...(await publish(...of)),
      outcome: {
        ...{ outcome: "stopped", step: "Create the post", why: "LinkedIn refuses it.", safe_to_retry: false },
        ...{ cancelled: false, refused: [{ path: "/content/multiImage/images/1/altText", reason: "too long" }] },
      },
    }));
    const message = "LinkedIn refused the alt text of image 2: “too long”.";
    const finding: Finding = {
      ...{ rule: "linkedin.refused", severity: "warn", place: { at: "image", media, field: "alt_text" }, message },
      ...{ measured: null, limit: null, source: null, remedy: null },
    };
    vi.spyOn(host, "edit").mockImplementation(async (draft, aside) => {
      const edited = await edit(draft, aside);
      const findings = [...edited.assessment.findings, finding];
      return { ...edited, assessment: { ...edited.assessment, findings } };
    });
    await app.press.review();
    await app.press.publish();
    await waitFor(() => expect(button("Back to the draft")).toBeTruthy());
    await waitFor(() => expect(app.composition.findings).toContain(finding));
    await fireEvent.click(button("Back to the draft"));
    await waitFor(() => expect(screen.getAllByText(message).length).toBeGreaterThan(0));
  });

  it("tell before a post is sent that the day’s requests come to an end, and do not stand in its way", async () => {
    const { host, app } = await open();
    const said = "Galley has sent 129 requests with this sign-in today, and this post takes 22 or more.";
    host.reviewNotes = [said];
    await app.press.review();
    await waitFor(() => expect(sheet().getByRole("note").textContent).toContain(said));
    expect(screen.getByTestId<HTMLButtonElement>("confirm-publish").disabled).toBe(false);
  });

  it("tell what else there is to tell of a run", async () => {
    const { host, app } = await open();
    const said =
      "LinkedIn has switched off API version 202609. Galley went over to 202608 by itself, and stays with it.";
    host.publishNotes = [said];
    await app.press.review();
    await app.press.publish();
    await waitFor(() => expect(sheet().getByRole("note").textContent).toContain(said));
  });

  it("offer to look an unclear post up only where Galley may", async () => {
    const { app } = await open("unknown");
    await app.press.review();
    await app.press.publish();
    await waitFor(() => expect(button("Look it up")).toBeTruthy());
    const { stage } = app.press;
    if (stage.at !== "outcome") throw new Error("no outcome");
    app.press.stage = { ...stage, run: { ...stage.run, can_look_up: false } };
    await tick();
    expect(sheet().queryByRole("button", { name: "Look it up" })).toBeNull();
    expect(button("It is there")).toBeTruthy();
  });

  it("mark an address that names no post, until the answer is right", async () => {
    const { app } = await open("unknown");
    await app.press.review();
    await app.press.publish();
    await waitFor(() => expect(button("It is there")).toBeTruthy());
    const field = sheet().getByRole("textbox");
    const described = () => document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent;
    const enter = () => fireEvent.submit(field.closest("form")!);
    expect([field.getAttribute("aria-invalid"), described()]).toEqual([null, undefined]);
    await fireEvent.input(field, { target: { value: "https://www.linkedin.com/in/somebody" } });
    await enter();
    await waitFor(() => expect(field.getAttribute("aria-invalid")).toBe("true"));
    expect(described()).toContain("not the address of a post");
    expect(document.activeElement).toBe(field);
    expect(app.notices.list).toEqual([]);
    await fireEvent.input(field, { target: { value: "urn:li:share:7" } });
    expect([field.getAttribute("aria-invalid"), described()]).toEqual([null, undefined]);
    await enter();
    await waitFor(() => expect(screen.getByTestId("outcome").dataset.outcome).toBe("published"));
    expect(screen.queryByText(/not the address/u)).toBeNull();
  });

  it("take Enter for an answer only where an address was given", async () => {
    const { app } = await open("unknown");
    await app.press.review();
    await app.press.publish();
    const field = await waitFor(() => sheet().getByTestId("its-address"));
    const enter = () => fireEvent.keyDown(field, { key: "Enter" });
    expect(await enter(), "a slip").toBe(false);
    await fireEvent.input(field, { target: { value: "urn:li:share:7" } });
    expect(await enter()).toBe(true);
  });

  it("say where it was asked that a post could not be looked up", async () => {
    const { host, app } = await open("unknown");
    vi.spyOn(host, "reconcile").mockRejectedValue({ code: "offline", message: "LinkedIn is not reached." });
    await app.press.review();
    await app.press.publish();
    await waitFor(() => expect(button("Look it up")).toBeTruthy());
    await fireEvent.click(button("Look it up"));
    expect((await screen.findByRole("alert")).textContent).toContain("Check the connection, then try again.");
    expect(app.notices.list).toEqual([]);
    await fireEvent.click(button("It is not there"));
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  });

  it("give no figure of a post that nobody measured", async () => {
    const { host, app } = await open("unknown");
    const settle = host.settle.bind(host);
    const unmeasured = { requests: 0, bytes: 0, ms: 0 };
    vi.spyOn(host, "settle").mockImplementation(async (...of) => {
      const outcome = await settle(...of);
      return outcome.outcome === "published" ? { ...outcome, ...unmeasured } : outcome;
    });
    await app.press.review();
    await app.press.publish();
    await waitFor(() => expect(button("It is there")).toBeTruthy());
    await fireEvent.click(button("It is there"));
    const outcome = screen.getByTestId("outcome");
    await waitFor(() => expect(outcome.dataset.outcome).toBe("published"));
    expect(outcome.textContent).not.toMatch(/\b0 /u);
  });

  it("open the posts of the sandbox that an unclear post went to, and of nothing else", async () => {
    const { host, app } = await open("unknown");
    await app.press.review();
    await app.press.publish();
    await waitFor(() => expect(button("Open your posts")).toBeTruthy());
    await fireEvent.click(button("Open your posts"));
    const { stage } = app.press;
    if (stage.at !== "outcome") throw new Error("no outcome");
    expect(host.opened).toEqual([`feed of ${stage.run.id}`]);
    app.press.stage = { ...stage, run: { ...stage.run, sandbox: false } };
    await tick();
    expect(sheet().queryByRole("button", { name: "Open your posts" })).toBeNull();
  });
});
