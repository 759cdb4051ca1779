import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import type { Editor } from "@tiptap/core";
import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import AppView from "./App.svelte";
import { App } from "./frame/app.svelte";
import { FakeHost } from "./host/fake/host";
import { known } from "./host/contract";
import type { Scene } from "./host/fake/scenes";

async function open(scene: Scene = "full") {
  const host = new FakeHost(scene);
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  return { host, app };
}

const go = (name: string) => fireEvent.click(screen.getByTestId(`nav-${name}`));
const cards = () => screen.getAllByTestId("card").map((card) => card.dataset.media);

describe("the window", () => {
  afterEach(cleanup);

  it("says when the composer is usable", async () => {
    await open();
    await waitFor(() => expect(document.documentElement.dataset.ready).toBe("true"));
    expect(screen.getByTestId("editor").textContent).toContain("Yesterday we pulled");
  });

  it("lets each line run from the side that its letters begin at", async () => {
    await open();
    const lines = [...screen.getByTestId("editor").querySelectorAll("p")];
    expect(new Set(lines.map((line) => line.dir))).toEqual(new Set(["auto"]));
  });

  it("says why the draft cannot be opened, and tries again", async () => {
    const { host } = await open("broken");
    expect((await screen.findByRole("alert")).textContent).toContain("disk is full");
    vi.spyOn(host, "resume").mockImplementation(() => host.newDraft());
    await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByTestId("editor")).toBeTruthy();
  });

  it("begins an undo history with each draft, and leaves it alone while the text is written", async () => {
    const { app } = await open();
    const { editor } = screen.getByTestId("editor") as HTMLElement & { editor: Editor };
    const undo = () => fireEvent.keyDown(screen.getByTestId("editor"), { key: "z", ctrlKey: true });
    const before = editor.getText();
    editor.commands.insertContentAt(1, "First. ");
    await app.composition.flush();
    await tick();
    expect(editor.getText()).toBe(`First. ${before}`);
    await undo();
    expect(editor.getText()).toBe(before);
    await app.newPost();
    await tick();
    await undo();
    expect(editor.getText()).toBe("");
  });

  it("moves an image by button, keeps the focus on it and says where it is", async () => {
    const { app } = await open();
    const second = screen.getAllByTestId("card")[1] as HTMLElement;
    await fireEvent.click(within(second).getByTestId("move-earlier"));
    expect(cards()).toEqual(["m1", "m0", "m2"]);
    expect(app.notices.spoken).toBe("type-case.jpg is now 1 of 3");
    await waitFor(() => expect(second.contains(document.activeElement)).toBe(true));
  });

  it("moves an image by arrow keys on its handle", async () => {
    await open();
    const first = screen.getAllByTestId("handle")[0] as HTMLElement;
    await fireEvent.keyDown(first, { key: "ArrowDown" });
    expect(cards()).toEqual(["m1", "m0", "m2"]);
  });

  it("removes an image and offers it back", async () => {
    await open();
    await fireEvent.click(screen.getAllByTestId("remove")[0] as HTMLElement);
    expect(cards()).toEqual(["m1", "m2"]);
    await fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(cards()).toEqual(["m0", "m1", "m2"]);
  });

  it("says before files are let go over a poll that it takes none and stays", async () => {
    const { app, host } = await open("empty");
    app.composition.begin("poll");
    host.tell({ kind: "drag_over" });
    expect(await screen.findByText(/The poll takes no files. It stays until you say/u)).toBeTruthy();
    expect(screen.queryByText("Drop to add to this post")).toBeNull();
  });

  it("takes files that are dropped, and notes those it cannot take", async () => {
    const { host } = await open("empty");
    host.tell({ kind: "drag_over" });
    expect(await screen.findByText("Drop to add to this post")).toBeTruthy();
    host.tell({ kind: "dropping", drop: 0 });
    host.tell({
      kind: "dropped",
      drop: 0,
      added: { media: [], refused: [{ name: "folder", why: "It is a folder." }], left_out: null },
    });
    expect((await screen.findByRole("alert")).textContent).toContain("folder: It is a folder.");
    await waitFor(() => expect(screen.queryByText("Drop to add to this post")).toBeNull());
  });

  it("refuses files in words while the post is being reviewed", async () => {
    const { host, app } = await open();
    await app.press.review();
    host.tell({ kind: "dropping", drop: 0 });
    host.tell({ kind: "dropped", drop: 0, added: await host.pasteMedia() });
    expect((await screen.findByTestId("notice")).textContent).toContain("being reviewed or published");
    expect(cards()).toEqual(["m0", "m1", "m2"]);
  });

  it("takes two pastes, one after the other", async () => {
    const { host, app } = await open();
    const real = host.pickMedia.bind(host);
    let first = () => {};
    vi.spyOn(host, "pasteMedia").mockImplementationOnce(async () => {
      const added = await real("anything");
      await new Promise<void>((done) => (first = done));
      return added;
    });
    const both = [app.intake.paste(), app.intake.paste()];
    await waitFor(() => expect(host.pasteMedia).toHaveBeenCalledOnce());
    expect(app.intake.taking).toBe(true);
    first();
    await Promise.all(both);
    await tick();
    expect(cards()).toHaveLength(5);
    expect(app.intake.taking).toBe(false);
  });

  it("inserts as text what looked like a file and is none", async () => {
    const { host, app } = await open("empty");
    vi.spyOn(host, "pasteMedia").mockResolvedValue({ media: [], refused: [], left_out: null });
    const clipboardData = { files: [], getData: (kind: string) => (kind === "text/plain" ? "file://name" : "") };
    await fireEvent.paste(screen.getByTestId("editor"), { clipboardData });
    await waitFor(() => expect(app.composition.draft?.commentary).toEqual([{ kind: "text", text: "file://name" }]));
  });

  it("checks the draft anew when the accounts changed", async () => {
    const { host, app } = await open();
    await app.roster.load();
    host.signedIn = [];
    const edit = vi.spyOn(host, "edit");
    host.tell({ kind: "accounts_changed" });
    await waitFor(() => expect(edit).toHaveBeenCalledOnce());
  });

  it("clears the bench when it turns out that its draft was published", async () => {
    const { app } = await open("unknown");
    await app.press.review();
    await app.press.publish();
    app.backToDraft();
    await fireEvent.click(await screen.findByRole("button", { name: "It is there" }));
    await waitFor(() => expect(app.composition.draft?.id).toMatch(/^new/));
  });

  it("only shows the draft that lies on the bench", async () => {
    const { host, app } = await open();
    const asked = vi.spyOn(host, "openDraft");
    app.show("drafts");
    await app.openDraft("d0");
    expect([app.screen, asked.mock.calls.length]).toEqual(["compose", 0]);
  });

  it("goes to the place of a finding", async () => {
    await open("blocked");
    const finding = screen.getAllByTestId("finding").find((one) => one.dataset.rule === "image.alt_text_missing");
    await fireEvent.click(within(finding as HTMLElement).getAllByRole("button")[0] as HTMLElement);
    expect((document.activeElement as HTMLElement).dataset.testid).toBe("alt-text");
  });

  it("does not publish while a finding blocks", async () => {
    await open("blocked");
    const publish = screen.getByTestId("publish");
    expect(publish.getAttribute("aria-disabled")).toBe("true");
    await fireEvent.click(publish);
    expect((document.activeElement as HTMLElement).dataset.control).toBe("finding");
    expect(document.querySelector("dialog")).toBeNull();
  });

  it("publishes only after the review, and opens the post", async () => {
    const { host } = await open();
    await fireEvent.click(screen.getByTestId("publish"));
    await waitFor(() => expect(screen.getByTestId<HTMLButtonElement>("confirm-publish").disabled).toBe(false));
    expect(host.history.some((run) => run.draft === "d0")).toBe(false);
    await fireEvent.click(screen.getByTestId("confirm-publish"));
    const outcome = await screen.findByTestId("outcome", {}, { timeout: 5000 });
    expect(outcome.dataset.outcome).toBe("published");
    await fireEvent.click(screen.getByTestId("open-post"));
    expect(host.opened).toEqual([host.history[0]?.id]);
  });

  it("draws a file anew when it changed, and forgets that it could not be drawn before", async () => {
    const { host, app } = await open();
    const picture = () => screen.getAllByTestId("card")[0]?.querySelector(".picture img") as HTMLImageElement;
    const before = picture().src;
    await fireEvent.error(picture());
    expect(screen.getByTitle("No preview")).toBeTruthy();
    const [first] = host.media.values();
    if (first?.state.status !== "present") throw new Error("no file to change");
    const facts = { ...first.state.facts, stamp: "changed" };
    host.media.set("m0", { ...first, state: { status: "present", facts } });
    await app.composition.reexamine();
    await waitFor(() => expect(picture().src).not.toBe(before));
    expect(screen.queryByTitle("No preview")).toBeNull();
  });

  it("offers no second try when it would be refused again", async () => {
    const { app } = await open("unsafe");
    await app.press.review();
    await app.press.publish();
    expect((await screen.findByTestId("outcome")).textContent).toContain("exists already");
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });

  it("begins a new post, but not beside one that is blank", async () => {
    const { host, app } = await open();
    await fireEvent.click(screen.getByTestId("new-post"));
    await waitFor(() => expect(app.composition.draft?.id).toBe("new1"));
    await go("drafts");
    await fireEvent.click(screen.getByTestId("new-post"));
    expect([app.screen, app.composition.draft?.id, host.stock.has("new2")]).toEqual(["compose", "new1", false]);
  });

  it("deletes a draft and brings it back", async () => {
    const { host } = await open();
    await go("drafts");
    await fireEvent.click(await screen.findByRole("button", { name: /Delete draft: Spring stock/ }));
    await waitFor(() => expect(host.stock.has("d-spring")).toBe(false));
    await fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(host.stock.has("d-spring")).toBe(true));
  });

  it("goes on with the next draft when one is deleted, and names both that can be brought back", async () => {
    const { host } = await open();
    await go("drafts");
    const remove = await screen.findByRole("button", { name: /Delete draft: Spring stock/ });
    remove.focus();
    await fireEvent.click(remove);
    await waitFor(() => expect(document.activeElement?.closest("[data-testid=draft]")).toBeTruthy());
    await fireEvent.click(await screen.findByRole("button", { name: /Delete draft: Yesterday/ }));
    await waitFor(() => expect(screen.getAllByRole("button", { name: "Undo" })).toHaveLength(2));
    expect(screen.getAllByTestId("notice").map((notice) => notice.textContent)).toEqual([
      expect.stringContaining("Spring stock"),
      expect.stringContaining("Yesterday we pulled"),
    ]);
    for (const undo of screen.getAllByRole("button", { name: "Undo" })) await fireEvent.click(undo);
    await waitFor(() => expect(host.stock.has("d-spring") && host.stock.has("d0")).toBe(true));
  });

  it("reads a new screen from its heading", async () => {
    await open();
    await go("drafts");
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Drafts"));
    await go("compose");
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset.testid).toBe("editor"));
  });

  it("shows a trouble within the dialog that is open", async () => {
    const { app } = await open();
    await app.press.review();
    app.notices.problem({ code: "busy", message: "A run is under way." });
    const notice = await screen.findByTestId("notice");
    expect(notice.closest("dialog")).toBeTruthy();
    app.press.rest();
    await waitFor(() => expect(screen.getByTestId("notice").closest("dialog")).toBeNull());
  });

  it("leaves a trouble behind with the screen and with the draft, and stands beside the composer", async () => {
    const { app } = await open();
    const trouble = async () => {
      app.notices.problem({ code: "not_found", message: "LinkedIn knows no page “nosuchpage”." });
      return screen.findByTestId("notice");
    };
    const notice = await trouble();
    expect(notice.parentElement?.classList).toContain("beside");
    await app.newPost();
    await waitFor(() => expect(app.notices.list).toEqual([]));
    await trouble();
    app.show("drafts");
    await waitFor(() => expect(app.notices.list).toEqual([]));
  });

  it("lets a notice go that went into a dialog from under the pointer", async () => {
    const { app } = await open();
    app.notices.show("Removed a.jpg", () => {});
    const bar = (await screen.findByTestId("notice")).parentElement as HTMLElement;
    await fireEvent.pointerEnter(bar);
    vi.useFakeTimers();
    try {
      await app.press.review();
      await tick();
      expect(bar.isConnected).toBe(false);
      vi.advanceTimersByTime(30_000);
      expect(app.notices.list).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("does not keep a token in the page", async () => {
    const { host } = await open();
    await go("accounts");
    const add = vi.spyOn(host, "addToken");
    const field = await screen.findByLabelText<HTMLInputElement>("Access token");
    expect(field.type).toBe("password");
    await fireEvent.input(field, { target: { value: "a-secret-token" } });
    await fireEvent.submit(field.form as HTMLFormElement);
    expect(add).toHaveBeenCalledWith("a-secret-token", "keyring");
    expect(field.value).toBe("");
    await waitFor(() => expect(document.documentElement.outerHTML).not.toContain("a-secret-token"));
  });

  it("keeps a token only until it is quit when there is no keyring", async () => {
    const { host } = await open("vault-missing");
    await go("accounts");
    const add = vi.spyOn(host, "addToken");
    const field = await screen.findByLabelText<HTMLInputElement>("Access token");
    await fireEvent.input(field, { target: { value: "a-secret-token" } });
    await fireEvent.submit(field.form as HTMLFormElement);
    expect(add).toHaveBeenCalledWith("a-secret-token", "memory");
  });

  it("says that there is more than a list shows", async () => {
    const { host } = await open();
    const [row] = await host.drafts("");
    const many = Array.from({ length: known.rows }, (_, index) => ({ ...row!, id: `many-${index}` }));
    const listed = vi.spyOn(host, "drafts").mockResolvedValue(many.slice(1));
    await go("drafts");
    await waitFor(() => expect(screen.getAllByTestId("draft")).toHaveLength(known.rows - 1));
    expect(screen.queryByText(/^These are the latest/)).toBeNull();
    await go("compose");
    listed.mockResolvedValue(many);
    await go("drafts");
    expect((await screen.findByText(/^These are the latest/)).textContent).toContain(String(known.rows));
  });
});
