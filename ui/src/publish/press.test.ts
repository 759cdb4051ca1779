import { describe, expect, it } from "vitest";

import { Composition } from "../compose/composition.svelte";
import type { Progress } from "../host/contract";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";
import { Press } from "./press.svelte";
import { standing } from "./standing";

async function press(scene: Scene = "full", clock?: () => number) {
  const host = new FakeHost(scene);
  const composition = new Composition(host);
  await composition.open(() => host.resume());
  return { host, composition, press: new Press(host, composition, clock) };
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

  it("ends with the outcome and remembers it for the draft", async () => {
    const { composition, press: p } = await press();
    await p.publish();
    expect(p.stage).toMatchObject({ at: "outcome", outcome: { outcome: "published" } });
    expect(standing(composition, false)).toMatchObject({ kind: "held" });
  });

  it("does not offer to publish again before an unclear outcome is settled", async () => {
    const { composition, press: p } = await press("unknown");
    await p.publish();
    p.rest();
    expect(standing(composition, false).kind).toBe("held");
    await p.settle(composition.lastRun?.id ?? "", "not there");
    expect(standing(composition, false).kind).toBe("ready");
  });

  it("is not put to rest while it runs, and does not run twice", async () => {
    const { host, press: p } = await press();
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

  it("forgets a wait as soon as something moves again", async () => {
    const { press: p } = await press();
    p.follow(started);
    p.follow({ kind: "waiting", why: "LinkedIn asked to wait 4 s", until: 4000 });
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
      words: "1 finding stands in the way",
      besides: "1 warning, 3 remarks",
    });
  });

  it("asks for an author first", async () => {
    const { composition } = await press("no-account");
    composition.change({ commentary: [{ kind: "text", text: "a" }] });
    await composition.flush();
    expect(standing(composition, false).kind).toBe("blocked");
  });
});
