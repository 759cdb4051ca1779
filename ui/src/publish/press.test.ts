import { describe, expect, it, vi } from "vitest";

import { Composition } from "../compose/composition.svelte";
import type { Progress } from "../host/contract";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";
import { Press } from "./press.svelte";
import { standing } from "./standing";

async function press(scene: Scene = "full", clock?: () => number, onend?: () => void) {
  const host = new FakeHost(scene);
  const composition = new Composition(host);
  await composition.open(() => host.resume());
  return { host, composition, press: new Press(host, composition, onend, clock) };
}

const started: Progress = {
  kind: "started",
  run: "r",
  files: [
    { media: "a", name: "a.jpg", bytes: 1000 },
    { media: "b", name: "b.jpg", bytes: 3000 },
  ],
};

describe("Press", () => {
  it("tells of the end of a run, whatever it was", async () => {
    const onend = vi.fn();
    const { host, press: p } = await press("full", undefined, onend);
    await p.review();
    await p.publish();
    expect(onend).toHaveBeenCalledTimes(1);
    vi.spyOn(host, "publish").mockRejectedValue({ code: "other", message: "No." });
    await p.review();
    await p.publish();
    expect(onend).toHaveBeenCalledTimes(2);
  });

  it("reviews what was typed last", async () => {
    const { composition, press: p } = await press();
    composition.change({ commentary: [{ kind: "text", text: "(now)" }] });
    await p.review();
    expect(p.stage).toMatchObject({ at: "review", review: { little_text: "\\(now\\)" } });
  });

  it("says why a review fails and can be asked again", async () => {
    const { press: p } = await press("error");
    await p.review();
    expect(p.stage).toMatchObject({ at: "review", review: null, problem: { code: "offline" } });
    p.rest();
    expect(p.stage).toEqual({ at: "rest" });
  });

  it("sends what was reviewed, and shows what changed instead of sending it", async () => {
    const { host, composition, press: p } = await press();
    await p.review();
    composition.change({ commentary: [{ kind: "text", text: "changed" }] });
    await p.publish();
    expect(host.history.some((run) => run.draft === "d0")).toBe(false);
    expect(p.stage).toMatchObject({ at: "review", review: { little_text: "changed" }, problem: null });
    expect(p.stage.at === "review" && p.stage.note).toContain("changed since you looked at it");
    await p.publish();
    expect(p.stage).toMatchObject({ at: "outcome" });
  });

  it("shows the review asked for last, though an earlier one comes later", async () => {
    const { host, composition, press: p } = await press();
    const real = host.review.bind(host);
    let late = () => {};
    vi.spyOn(host, "review").mockImplementationOnce(async (id) => {
      const old = await real(id);
      await new Promise<void>((done) => (late = done));
      return old;
    });
    const first = p.review();
    await vi.waitFor(() => expect(host.review).toHaveBeenCalled());
    p.rest();
    composition.change({ commentary: [{ kind: "text", text: "newer" }] });
    await p.review();
    late();
    await first;
    expect(p.stage).toMatchObject({ at: "review", review: { little_text: "newer" } });
  });

  it("does not begin when it was cancelled before there was a run", async () => {
    const { host, press: p } = await press();
    await p.review();
    const run = p.publish();
    await p.cancel();
    expect(p.cancelling).toBe(true);
    await run;
    expect(p.stage).toEqual({ at: "rest" });
    expect(host.history.some((run) => run.draft === "d0")).toBe(false);
  });

  it("ends with the outcome and remembers it for the draft", async () => {
    const { composition, press: p } = await press();
    await p.review();
    await p.publish();
    expect(p.stage).toMatchObject({ at: "outcome", outcome: { outcome: "published" } });
    expect(standing(composition, false)).toMatchObject({ kind: "held" });
  });

  it("does not offer to publish again before an unclear outcome is settled", async () => {
    const { composition, press: p } = await press("unknown");
    await p.review();
    await p.publish();
    p.rest();
    expect(standing(composition, false).kind).toBe("held");
    await p.settle(composition.lastRun?.id ?? "", "not there");
    expect(standing(composition, false).kind).toBe("ready");
  });

  it("takes the address of a post that somebody found", async () => {
    const { host, composition, press: p } = await press("unknown");
    await p.review();
    await p.publish();
    const run = composition.lastRun?.id ?? "";
    await expect(p.settle(run, "there", "https://www.linkedin.com/in/somebody")).rejects.toMatchObject({
      code: "other",
    });
    expect(p.stage).toMatchObject({ outcome: { outcome: "unknown" } });
    const settledAt = vi.spyOn(host, "settleAt");
    await p.settle(run, "there", "urn:li:share:7");
    expect(settledAt).toHaveBeenCalledWith(run, "urn:li:share:7");
    expect(p.stage).toMatchObject({ outcome: { outcome: "published", urn: "urn:li:share:7" } });
  });

  it("is not put to rest while it runs, and does not run twice", async () => {
    const { host, press: p } = await press();
    await p.review();
    const first = p.publish();
    p.rest();
    await p.publish();
    await p.review();
    expect(p.stage).toEqual({ at: "run" });
    await first;
    expect(host.history.filter((run) => run.draft === "d0")).toHaveLength(1);
  });

  it("adds up the bytes of all files and measures the rate", async () => {
    let now = 0;
    const { press: p } = await press("full", () => now);
    p.follow(started);
    p.follow({ kind: "file", media: "a", state: "uploading", sent: 0 });
    now = 1000;
    p.follow({ kind: "file", media: "a", state: "ready", sent: 1000 });
    expect([p.sent, p.total, p.rate, p.left]).toEqual([1000, 4000, 1000, 3000]);
  });

  it("can be cancelled until the post is sent, and while a refused one waits to be sent again", async () => {
    const { press: p } = await press();
    p.follow(started);
    expect(p.cancellable).toBe(true);
    p.follow({ kind: "creating" });
    expect(p.cancellable).toBe(false);
    p.follow({ kind: "waiting", why: "LinkedIn asks to slow down", until: 90_000, cancellable: true });
    expect(p.cancellable).toBe(true);
    p.follow({ kind: "creating" });
    p.follow({ kind: "waiting", why: "Looking for the post", until: 4000, cancellable: false });
    expect(p.cancellable).toBe(false);
  });

  it("has the draft judged anew when its review finds what the composer does not show", async () => {
    const { host, composition, press: p } = await press();
    const real = host.review.bind(host);
    const found = { rule: "file.gone", severity: "block", place: { at: "images" }, message: "Gone." } as const;
    const finding = { ...found, measured: null, limit: null, source: null, remedy: null };
    vi.spyOn(host, "review").mockImplementation(async (id) => ({ ...(await real(id)), findings: [finding] }));
    const assessment = { ...composition.assessment!, findings: [finding], publishable: false };
    vi.spyOn(host, "edit").mockResolvedValue({ assessment, unsaved: null });
    await p.review();
    await vi.waitFor(() => expect(standing(composition, false).kind).toBe("blocked"));
  });

  it("forgets a wait as soon as something moves again", async () => {
    const { press: p } = await press();
    p.follow(started);
    p.follow({ kind: "waiting", why: "LinkedIn asked to wait 4 s", until: 4000, cancellable: true });
    expect(p.waiting).not.toBeNull();
    p.follow({ kind: "file", media: "b", state: "uploading", sent: 1 });
    expect(p.waiting).toBeNull();
  });
});

describe("standing", () => {
  it("names what stands in the way", async () => {
    const { composition } = await press("blocked");
    expect(standing(composition, false)).toEqual({
      kind: "blocked",
      words: "2 findings stand in the way",
      besides: "2 warnings, 1 remark",
    });
  });

  it("holds what was published until it is edited", async () => {
    const { composition, press: p } = await press();
    await p.review();
    await p.publish();
    expect(standing(composition, false).kind).toBe("held");
    composition.change({ reshare_disabled: true });
    await composition.flush();
    expect(standing(composition, false).kind).toBe("ready");
  });

  it("waits for the disk", async () => {
    const { composition } = await press("unsaved");
    composition.change({ commentary: [{ kind: "text", text: "precious" }] });
    await composition.flush().catch(() => {});
    expect(standing(composition, false)).toMatchObject({ kind: "held", words: "The last changes are not saved yet" });
  });

  it("asks for an author first", async () => {
    const { composition } = await press("no-account");
    composition.change({ commentary: [{ kind: "text", text: "a" }] });
    await composition.flush();
    expect(standing(composition, false).kind).toBe("blocked");
  });
});
