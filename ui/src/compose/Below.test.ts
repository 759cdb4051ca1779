import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import type { Progress } from "../host/contract";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";

async function open(scene: Scene = "poll") {
  const host = new FakeHost(scene);
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  return { host, app };
}

async function published(scene: Scene) {
  const opened = await open(scene);
  await opened.app.press.review();
  await opened.app.press.publish();
  return { ...opened, sheet: within(await screen.findByRole("dialog")) };
}

const COMMENT = "Samples of all three: https://press.example/whites";

afterEach(cleanup);

describe("what follows a post", () => {
  it("is written below the composer and proofed below the post", async () => {
    const { app } = await open();
    const field = screen.getByTestId("first-comment");
    await fireEvent.input(field, { target: { value: "Below, as it *is*" } });
    expect(app.composition.draft?.first_comment).toBe("Below, as it *is*");
    expect(screen.getByTestId("below").textContent).toContain("17 / 1,250");
    await waitFor(() => expect(screen.getByTestId("proof-comment").textContent).toContain("Below, as it *is*"));
  });

  it("cannot be a comment and closed comments at once, and a finding leads to the switch", async () => {
    const { app } = await open();
    await fireEvent.click(screen.getByRole("switch", { name: "Close the comments" }));
    expect(app.composition.draft?.comments_closed).toBe(true);
    const finding = await waitFor(() => {
      const found = screen.getAllByTestId("finding").find((one) => one.dataset.rule === "comment.closed");
      if (!found) throw new Error("not found yet");
      return found;
    });
    await fireEvent.click(within(finding).getAllByRole("button")[0] as HTMLElement);
    expect(document.activeElement?.getAttribute("role")).toBe("switch");
    expect(screen.getByTestId("publish").getAttribute("aria-disabled")).toBe("true");
  });

  it("is said in the review before it is sent", async () => {
    const { app } = await open();
    await app.press.review();
    await waitFor(() => expect(screen.getByRole("dialog").textContent).toContain("The first comment is written"));
  });

  it("is nothing, here, in the proof and in the review, where nobody would see anything of it", async () => {
    const { host, app } = await open();
    await fireEvent.input(screen.getByTestId("first-comment"), { target: { value: "\u200b" } });
    expect(screen.getByTestId("below").textContent).toContain("0 / 1,250");
    await waitFor(() => expect(screen.queryByTestId("proof-comment")).toBeNull());
    const review = vi.spyOn(host, "review");
    await app.press.review();
    await waitFor(() => expect(screen.getByRole("dialog").textContent).toContain("Traffic"));
    expect((await review.mock.results[0]?.value)?.first_comment).toBeNull();
    expect(screen.getByRole("dialog").textContent).not.toContain("comment is written");
  });

  it("is told while it is done, and cannot be cancelled unless it waits", async () => {
    const { host, app } = await open();
    let tell: (progress: Progress) => void = () => {};
    vi.spyOn(host, "publish").mockImplementation((_draft, _seal, onprogress) => {
      tell = onprogress;
      return new Promise(() => {});
    });
    await app.press.review();
    void app.press.publish();
    await waitFor(() => expect(host.publish).toHaveBeenCalled());
    tell({ kind: "creating" });
    tell({ kind: "following_up", what: "first_comment" });
    await screen.findByText("The post is there. Writing its first comment…");
    expect(app.press.cancellable).toBe(false);
    tell({
      kind: "waiting",
      why: "LinkedIn does not take its comment yet",
      until: Date.now() + 900,
      cancellable: true,
    });
    expect(app.press.cancellable).toBe(true);
  });

  it("is said to be done", async () => {
    const { sheet } = await published("poll");
    expect(sheet.getByTestId("followed").textContent).toBe("Its first comment is there.");
  });

  it("leaves the post published where it is not allowed, and its words can be copied", async () => {
    const { sheet } = await published("uncommented");
    expect(sheet.getByTestId("outcome").dataset.outcome).toBe("published");
    expect(sheet.getByTestId("followed").textContent).toContain("The post is there, its first comment is not.");
    expect(sheet.queryByTestId("follow-up")).toBeNull();
    const writeText = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await fireEvent.click(sheet.getByTestId("copy-comment"));
    expect(writeText).toHaveBeenCalledWith(COMMENT);
  });

  it("is there once somebody says so who wrote it by hand or saw it", async () => {
    const { sheet } = await published("uncommented");
    expect(sheet.queryByTestId("below-not-there")).toBeNull();
    await fireEvent.click(sheet.getByTestId("below-there"));
    await waitFor(() => expect(sheet.getByTestId("followed").textContent).toBe("Its first comment is there."));
  });

  it("says how else to copy where the window does not let it", async () => {
    const { app, sheet } = await published("uncommented");
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("not allowed"));
    await fireEvent.click(sheet.getByTestId("copy-comment"));
    await waitFor(() => expect(app.notices.spoken + document.body.textContent).toContain("Ctrl + C"));
  });

  it("is tried again where it was put off, in the sheet and in the history", async () => {
    const { app, sheet } = await published("late");
    await fireEvent.click(sheet.getByTestId("follow-up"));
    await waitFor(() => expect(sheet.getByTestId("followed").textContent).toBe("Its first comment is there."));
    await app.newPost();
    app.show("published");
    await screen.findAllByTestId("run");
    expect(screen.queryByTestId("followed"), "what is done needs no words").toBeNull();
  });

  it("waits in the history for somebody to try it again", async () => {
    const { app } = await published("late");
    await app.newPost();
    app.show("published");
    const again = await screen.findByTestId("follow-up");
    await fireEvent.click(again);
    await waitFor(() => expect(screen.queryByTestId("followed")).toBeNull());
  });

  it("tells how trying again goes, and can be cancelled while it waits", async () => {
    const { host, app, sheet } = await published("late");
    const { stage } = app.press;
    if (stage.at !== "outcome") throw new Error("no outcome");
    const { run, outcome } = stage;
    let tell: (progress: Progress) => void = () => {};
    let end: () => void = () => {};
    vi.spyOn(host, "followUp").mockImplementation((_run, onprogress) => {
      tell = onprogress;
      return new Promise((done) => (end = () => done({ outcome, notes: ["Galley went over to 202608."] })));
    });
    const cancel = vi.spyOn(host, "cancel");
    expect(sheet.queryByTestId("cancel-follow-up")).toBeNull();
    await fireEvent.click(sheet.getByTestId("follow-up"));
    await waitFor(() => expect(host.followUp).toHaveBeenCalledWith(run.id, expect.anything()));
    tell({ kind: "following_up", what: "first_comment" });
    await waitFor(() =>
      expect(sheet.getByTestId("following").textContent).toBe("The post is there. Writing its first comment…"),
    );
    tell({ kind: "waiting", why: "LinkedIn asks to slow down", until: Date.now() + 90_000, cancellable: true });
    await waitFor(() =>
      expect(sheet.getByTestId("following-waits").textContent).toContain("LinkedIn asks to slow down – 1 min"),
    );
    const button = sheet.getByTestId("cancel-follow-up");
    await fireEvent.click(button);
    expect(cancel).toHaveBeenCalledExactlyOnceWith(run.draft);
    expect(button.textContent.trim()).toBe("Cancelling…");
    await fireEvent.click(button);
    expect(cancel).toHaveBeenCalledOnce();
    end();
    await waitFor(() => expect(sheet.queryByTestId("cancel-follow-up")).toBeNull());
    expect(sheet.queryByTestId("following-waits")).toBeNull();
    expect(app.notices.list.map(({ text }) => text)).toContain("Galley went over to 202608.");
  });
});
