import { describe, expect, it, vi } from "vitest";

import type { Added, Draft, Outcome, Published, Run } from "../host/contract";
import { FakeHost } from "../host/fake/host";
import { captions, picture } from "../host/fake/files";
import type { Scene } from "../host/fake/scenes";
import { standing } from "../publish/standing";
import { App } from "./app.svelte";

async function start(scene: Scene = "full") {
  const host = new FakeHost(scene);
  const app = new App(host);
  await app.start();
  const said = () => app.notices.list.map((notice) => notice.text);
  return { host, app, said };
}

/** Drafts come when they are told to. */
function slow(host: FakeHost) {
  const real = host.openDraft.bind(host);
  const come = new Map<string, () => void>();
  vi.spyOn(host, "openDraft").mockImplementation(async (id) => {
    await new Promise<void>((done) => come.set(id, done));
    return real(id);
  });
  return come;
}

describe("opening a draft", () => {
  it("is answered with the one asked for last, and shows it once it is there", async () => {
    const { host, app } = await start();
    const come = slow(host);
    app.show("drafts");
    const both = [app.openDraft("d-blank"), app.openDraft("d-spring")];
    await vi.waitFor(() => expect([...come.keys()]).toEqual(["d-blank", "d-spring"]));
    expect([app.screen, app.composition.draft?.id]).toEqual(["drafts", "d0"]);
    for (const id of ["d-spring", "d-blank"]) come.get(id)?.();
    await Promise.all(both);
    expect([app.screen, app.composition.draft?.id]).toEqual(["compose", "d-spring"]);
  });

  it("is given up by going elsewhere", async () => {
    const { host, app } = await start();
    const come = slow(host);
    app.show("drafts");
    const opened = app.openDraft("d-spring");
    await vi.waitFor(() => expect(come.size).toBe(1));
    app.show("compose");
    come.get("d-spring")?.();
    await opened;
    expect(app.composition.draft?.id).toBe("d0");
  });

  it("is given up by reviewing the one that lies there", async () => {
    const { host, app } = await start();
    const come = slow(host);
    const opened = app.openDraft("d-spring");
    await vi.waitFor(() => expect(come.size).toBe(1));
    void app.press.review();
    come.get("d-spring")?.();
    await opened;
    expect(app.composition.draft?.id).toBe("d0");
  });

  it("is not undone by the new draft for one that was deleted before", async () => {
    const { host, app } = await start();
    const real = host.newDraft.bind(host);
    let come = () => {};
    vi.spyOn(host, "newDraft").mockImplementation(async () => {
      await new Promise<void>((done) => (come = done));
      return real();
    });
    const replaced = app.replaceDeleted("d0");
    await vi.waitFor(() => expect(host.newDraft).toHaveBeenCalled());
    await app.openDraft("d-spring");
    come();
    await replaced;
    expect(app.composition.draft?.id).toBe("d-spring");
  });

  it("leaves all as it is when it fails, and says why", async () => {
    const { app, said } = await start();
    app.show("drafts");
    await app.openDraft("gone");
    expect([app.screen, app.composition.draft?.id]).toEqual(["drafts", "d0"]);
    expect(said()).toEqual(["This draft is not in the library any more."]);
  });

  it("says why it fails also on another screen, before there is any draft", async () => {
    const { app, said } = await start("broken");
    expect(said()).toEqual([]);
    app.show("drafts");
    await app.openDraft("gone");
    expect(said()).toEqual(["This draft is not in the library any more."]);
  });
});

describe("a new post", () => {
  const chosen: Partial<Draft>[] = [
    { first_comment: "Below another post this says nonsense" },
    { comments_closed: true },
    { visibility: "CONNECTIONS" },
    { reshare_disabled: true },
    { sponsored: { ad_account: "", name: "", landing_page: "", call_to_action: null } },
    { attachment: { kind: "poll", poll: { question: "", options: ["", ""], duration: "THREE_DAYS" } } },
  ];

  it.each(chosen)("takes over nothing from one without a text that says %j", async (part) => {
    const { host, app } = await start("empty");
    const before = app.composition.draft;
    app.composition.change(part);
    await app.newPost();
    expect(app.composition.draft).toEqual({ ...before, id: "new1" });
    expect(host.stock.get("d0")).toMatchObject(part);
  });

  it("has nothing of what was said of files that are not in the post before, also where that was empty", async () => {
    const { app } = await start("empty");
    const { strays, draft } = app.composition;
    app.composition.take({ media: [captions(40)], refused: [{ name: "a", why: "It is a folder." }], left_out: null });
    expect([strays.unplaced.length, strays.refused.length]).toEqual([1, 1]);
    await app.newPost();
    expect(app.composition.draft?.id).toBe(draft?.id);
    expect([strays.unplaced, strays.refused, strays.leftOut]).toEqual([[], [], null]);
  });

  it("has nothing of it where it is another draft, and neither has a draft that is opened", async () => {
    const { app } = await start();
    const { strays } = app.composition;
    for (const next of [() => app.newPost(), () => app.openDraft("d-spring")]) {
      app.composition.change({ commentary: [{ kind: "text", text: "Words" }] });
      app.composition.take({ media: [captions(40)], refused: [], left_out: null });
      expect(strays.unplaced).toHaveLength(1);
      await next();
      expect(strays.unplaced).toEqual([]);
    }
  });

  it("that says nothing yet is the one that lies there", async () => {
    const { app } = await start("empty");
    app.composition.change({ author: "urn:li:organization:1001" });
    await app.newPost();
    expect(app.composition.draft?.id).toBe("d0");
  });

  it("is another one where something of an earlier post would come back", async () => {
    const { app } = await start("empty");
    app.composition.begin("poll");
    app.composition.changePoll({ question: "Which stock?" });
    app.composition.replace({ kind: "none" });
    expect(app.composition.blank).toBe(true);
    await app.newPost();
    expect(app.composition.draft?.id).toBe("new1");
    app.composition.begin("poll");
    expect(app.composition.attachment).toMatchObject({ poll: { question: "" } });
  });

  it("without a text is checked anew with what is said below it", async () => {
    const { host, app } = await start("empty");
    app.composition.change({ first_comment: "Alone" });
    await app.composition.flush();
    const times = host.saved.length;
    app.composition.reassess();
    await app.composition.flush();
    expect(host.saved).toHaveLength(times + 1);
  });
});

describe("what is waited for", () => {
  it("is wanted while the same draft lies here in the same dialog, and nothing of it is sent", async () => {
    const { app } = await start();
    const bare = app.waiting();
    app.bindImages();
    const inDialog = app.waiting();
    expect([bare(), inDialog()]).toEqual([false, true]);
    app.endTask();
    expect([bare(), inDialog()]).toEqual([true, false]);
    void app.press.review();
    expect(bare()).toBe(false);
    app.press.rest();
    await app.newPost();
    expect(bare()).toBe(false);
  });
});

describe("files that are brought", () => {
  const files = (...index: number[]) => ({ media: index.map(picture), refused: [], left_out: null });
  const order = (app: App) => app.composition.images.map((image) => image.media);

  it("by a drop are taken when they are read, whichever is read first", async () => {
    const { app } = await start();
    app.show("drafts");
    app.hear({ kind: "dropping", drop: 0 });
    app.hear({ kind: "dropping", drop: 1 });
    expect([app.screen, app.intake.taking]).toEqual(["compose", true]);
    app.hear({ kind: "dropped", drop: 1, added: files(8) });
    app.hear({ kind: "dropped", drop: 0, added: files(7) });
    await vi.waitFor(() => expect(app.intake.taking).toBe(false));
    expect(order(app)).toEqual(["m0", "m1", "m2", "m8", "m7"]);
  });

  it("by a drop are for the draft that lay there when they were let go", async () => {
    const { app, said } = await start();
    app.hear({ kind: "dropping", drop: 0 });
    await app.newPost();
    app.hear({ kind: "dropping", drop: 1 });
    app.hear({ kind: "dropped", drop: 1, added: files(8) });
    app.hear({ kind: "dropped", drop: 0, added: files(7) });
    await vi.waitFor(() => expect(app.intake.taking).toBe(false));
    expect(order(app)).toEqual(["m8"]);
    expect(said()).toEqual([expect.stringContaining("1 file came when another draft lay here")]);
  });

  it("by a drop that fails are spoken of", async () => {
    const { app, said } = await start();
    app.hear({ kind: "dropping", drop: 0 });
    app.hear({ kind: "drop_failed", drop: 0, problem: { code: "other", message: "The library is locked." } });
    await vi.waitFor(() => expect(app.intake.taking).toBe(false));
    expect(said()).toEqual(["The library is locked."]);
  });

  it("before a draft is open are refused in words", async () => {
    const { app, said } = await start("broken");
    app.hear({ kind: "dropping", drop: 0 });
    app.hear({ kind: "dropped", drop: 0, added: files(7) });
    expect(app.intake.taking).toBe(false);
    expect(said()).toEqual([expect.stringContaining("no draft is open yet")]);
  });

  it("from the dialog are being read once they are chosen, and not before", async () => {
    const { host, app } = await start();
    let read = () => {};
    vi.spyOn(host, "pickMedia").mockImplementation(async () => {
      await new Promise<void>((done) => (read = done));
      return files(7);
    });
    app.hear({ kind: "picked" });
    const picked = app.intake.pick();
    expect(app.intake.taking).toBe(false);
    app.hear({ kind: "picked" });
    expect(app.intake.taking).toBe(true);
    read();
    await picked;
    expect(app.intake.taking).toBe(false);
    expect(order(app)).toEqual(["m0", "m1", "m2", "m7"]);
  });

  it("from no dialog leave the post as it is, and may be chosen again", async () => {
    const { host, app, said } = await start();
    const pick = vi.spyOn(host, "pickMedia").mockResolvedValue(files());
    const { draft } = app.composition;
    await app.intake.pick();
    await app.intake.pickThumbnail();
    await app.intake.pickCaptions();
    expect([app.composition.draft, said(), pick.mock.calls.length]).toEqual([draft, [], 3]);
  });

  it("from a dialog that fails are spoken of, and may be chosen again", async () => {
    const { host, app, said } = await start();
    const pick = vi.spyOn(host, "pickMedia").mockRejectedValueOnce({ code: "other", message: "No dialog opens." });
    await app.intake.pick();
    expect(said()).toEqual(["No dialog opens."]);
    pick.mockResolvedValueOnce(files(7));
    await app.intake.pick();
    expect(order(app)).toEqual(["m0", "m1", "m2", "m7"]);
  });

  it("for a video are not for the draft that lies there by then", async () => {
    const { host, app, said } = await start("video");
    let chosen = () => {};
    vi.spyOn(host, "pickMedia").mockReturnValue(new Promise((done) => (chosen = () => done(files(7)))));
    const picked = app.intake.pickThumbnail();
    await app.newPost();
    chosen();
    await picked;
    expect(app.composition.attachment.kind).toBe("none");
    expect(said()).toEqual([expect.stringContaining("another draft lay here")]);
  });

  it("that turn out to be words are written only into the draft where they were pasted", async () => {
    const { host, app } = await start();
    const written = vi.fn();
    let read = () => {};
    const slow = () => new Promise<Added>((done) => (read = () => done({ media: [], refused: [], left_out: null })));
    vi.spyOn(host, "pasteMedia").mockImplementation(slow);
    const pasted = app.intake.paste(written);
    await vi.waitFor(() => expect(host.pasteMedia).toHaveBeenCalledOnce());
    await app.newPost();
    read();
    await pasted;
    expect(written).not.toHaveBeenCalled();
    const again = app.intake.paste(written);
    await vi.waitFor(() => expect(host.pasteMedia).toHaveBeenCalledTimes(2));
    read();
    await again;
    expect(written).toHaveBeenCalledOnce();
  });

  it("that are pasted after words that could not be written are read all the same", async () => {
    const { host, app } = await start();
    vi.spyOn(host, "pasteMedia").mockResolvedValueOnce({ media: [], refused: [], left_out: null });
    const failing = app.intake.paste(() => {
      throw new Error("There is no place for words.");
    });
    await expect(failing).rejects.toThrow();
    expect(app.intake.taking).toBe(false);
    vi.spyOn(host, "pasteMedia").mockResolvedValueOnce(files(7));
    await app.intake.paste();
    expect(order(app)).toEqual(["m0", "m1", "m2", "m7"]);
  });

  it("while a dialog is open, or come when one was opened meanwhile, are refused in words", async () => {
    const { app, said } = await start();
    app.hear({ kind: "dropping", drop: 0 });
    app.bindImages();
    app.hear({ kind: "dropped", drop: 0, added: files(7) });
    await vi.waitFor(() => expect(app.intake.taking).toBe(false));
    await app.intake.paste();
    expect(order(app)).toEqual(["m0", "m1", "m2"]);
    expect(said()).toEqual([expect.stringContaining("while a dialog is open")]);
  });
});

describe("a page that was loaded again because it had died", () => {
  it.each([
    [false, "What you wrote is kept"],
    [true, "the disk had refused"],
  ])("says so, and whether something is gone (%s)", async (unsaved, words) => {
    const { app, said } = await start();
    app.hear({ kind: "revived", unsaved });
    expect(said()).toEqual([expect.stringContaining(words)]);
    expect(app.notices.shown[0]?.look).toBe("problem");
  });

  it("shows the run that goes on, lets it be cancelled, and says how it ended", async () => {
    const host = new FakeHost();
    let end: (published: Published) => void = () => {};
    const files = [{ media: "m0", name: "cover.jpg", bytes: 1000 }];
    host.underWay = {
      draft: "d0",
      told: [
        { kind: "started", run: "r", files },
        { kind: "file", media: "m0", state: "uploading", sent: 600 },
      ],
      end: new Promise((done) => (end = done)),
    };
    const cancel = vi.spyOn(host, "cancel");
    const app = new App(host);
    app.hear({ kind: "close_held", why: "publishing" });
    expect(app.notices.list[0]?.text).not.toContain("cancel");
    await app.start();
    await vi.waitFor(() => expect([app.press.stage.at, app.press.sent, app.press.total]).toEqual(["run", 600, 1000]));
    expect([standing(app.composition, true).kind, app.press.rate]).toEqual(["held", null]);
    app.hear({ kind: "close_held", why: "publishing" });
    expect(app.notices.list[1]?.text).toContain("cancel");
    await app.press.cancel();
    expect(cancel).toHaveBeenCalledWith("d0");

    const [before] = host.history;
    const outcome: Outcome = {
      outcome: "stopped",
      step: "Upload cover.jpg",
      why: "You cancelled it.",
      safe_to_retry: true,
      cancelled: true,
    };
    const run: Run = { ...before!, id: "r", draft: "d0", outcome };
    end({ run, outcome, notes: [] });
    await vi.waitFor(() => expect(app.press.stage).toMatchObject({ at: "outcome", outcome }));
    expect(app.composition.lastRun).toEqual(run);
  });

  it("shows a draft as it is by now whose run ended in between", async () => {
    const host = new FakeHost();
    const open = await host.openDraft("d0");
    vi.spyOn(host, "resume").mockResolvedValue({ ...open, publishing: true });
    const [run] = host.history;
    host.history = [{ ...run!, draft: "d0" }, ...host.history];
    const app = new App(host);
    await app.start();
    await vi.waitFor(() => expect(app.composition.lastRun?.id).toBe(run!.id));
    expect([app.press.stage.at, app.composition.publishing]).toEqual(["rest", false]);
  });
});
