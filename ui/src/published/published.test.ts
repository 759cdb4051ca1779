import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import type { Problem } from "../host/contract";
import { FakeHost } from "../host/fake/host";
import { Change } from "./change.svelte";
import { Unsent } from "./unsent.svelte";

afterEach(cleanup);

/** The list with one post of it laid open. */
async function open(words: string, host = new FakeHost()) {
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  app.show("published");
  await screen.findAllByTestId("run");
  const row = () => screen.getAllByTestId("run").find((one) => one.textContent.includes(words))!;
  await fireEvent.click(within(row()).getByTestId("details"));
  await within(row()).findByTestId("post-text");
  return { app, host, row };
}

it("shows all that a post says, its link and what can be done with it", async () => {
  const { row } = await open("Four whites");
  expect(within(row()).getByTestId("post-text").textContent).toContain("as it was published (with signs)");
  expect(row().textContent).toContain("https://www.linkedin.com/feed/update/urn:li:share:7000000000000000001/");
  for (const name of ["Copy the link", "Edit the text…", "Duplicate as a draft", "Check now", "Delete…"])
    within(row()).getByRole("button", { name });
});

it("says what became of each post, and of one that is not shown why", async () => {
  const { row } = await open("Four whites");
  const standing = (words: string) => {
    const rows = screen.getAllByTestId("run");
    return within(rows.find((one) => one.textContent.includes(words))!).getByTestId("standing").textContent;
  };
  expect(standing("Four whites")).toMatch(/^Published, seen/);
  expect(standing("The film of the last sheet")).toBe("Not shown");
  expect(standing("Proof before print")).toBe("Published");
  expect(document.body.textContent).toContain("could not process the video");
  expect(document.body.textContent).toContain("Not readable with this sign-in");
  expect(within(row()).getByTestId("details").getAttribute("aria-expanded")).toBe("true");
});

it("offers nothing at LinkedIn for a rehearsal that is over, and a duplicate all the same", async () => {
  const { row } = await open("What a missing hyphen");
  within(row()).getByRole("button", { name: "Duplicate as a draft" });
  for (const name of ["Copy the link", "Edit the text…", "Check now", "Delete…"])
    expect(within(row()).queryByRole("button", { name })).toBeNull();
});

it("deletes after saying what is lost, and keeps the row", async () => {
  const { row } = await open("Four whites");
  await fireEvent.click(within(row()).getByTestId("delete"));
  const dialog = await screen.findByTestId("delete-post");
  for (const words of ["Example Member", "comments and reactions", "a day or two"])
    expect(dialog.textContent).toContain(words);
  await fireEvent.click(screen.getByTestId("confirm-delete"));
  await waitFor(() => expect(within(row()).getByTestId("standing").textContent).toMatch(/^Deleted/));
  expect(within(row()).queryByTestId("delete")).toBeNull();
  within(row()).getByTestId("duplicate");
});

it("keeps the question open and says why when a deletion is refused", async () => {
  const { host, row } = await open("Four whites");
  host.refuses = "LinkedIn does not allow this.";
  await fireEvent.click(within(row()).getByTestId("delete"));
  await fireEvent.click(await screen.findByTestId("confirm-delete"));
  await waitFor(() => expect(screen.getByTestId("delete-post").textContent).toContain("LinkedIn does not allow this."));
  expect(within(row()).getByTestId("standing").textContent).toMatch(/^Published/);
});

it("duplicates into the composer and names what is missing", async () => {
  const host = new FakeHost();
  host.leftOut = "cover.jpg is no longer where it was.";
  const { app, row } = await open("Four whites", host);
  await fireEvent.click(within(row()).getByTestId("duplicate"));
  await waitFor(() => expect(app.screen).toBe("compose"));
  expect(app.composition.draft?.commentary[0]).toMatchObject({ kind: "text" });
  expect((await screen.findByTestId("notice")).textContent).toContain("cover.jpg is no longer where it was.");
});

it("reads the figures when it is told to, and leaves out what nobody knows", async () => {
  const { host, row } = await open("Four whites");
  const figures = within(row()).getByTestId("figures");
  expect(figures.textContent).toContain("Takes 5 requests");
  await fireEvent.click(within(figures).getByRole("button", { name: "Read the figures" }));
  await waitFor(() => expect(row().querySelector("[data-figure=impressions]")?.textContent).toContain("12,480"));
  expect(row().textContent).toContain("4.98 %");
  host.history = host.history.map((run) => {
    const { figures } = run.post;
    const unknown = figures && { ...figures, figures: { ...figures.figures, clicks: null } };
    return { ...run, post: { ...run.post, figures: unknown } };
  });
  host.tell({ kind: "posts_seen", troubles: [] });
  await waitFor(() => expect(row().querySelector("[data-figure=clicks]")).toBeNull());
});

it("says which permission reading the figures takes", async () => {
  const { host, row } = await open("Four whites");
  host.refuses = "That takes the permission r_member_postAnalytics.";
  await fireEvent.click(within(row()).getByRole("button", { name: "Read the figures" }));
  await waitFor(() => expect(row().textContent).toContain("r_member_postAnalytics"));
});

it("asks for the list again and says it when a post turns out not to be shown", async () => {
  const { host, row } = await open("Four whites");
  host.history = host.history.map((run) =>
    run.excerpt.startsWith("Four whites")
      ? { ...run, post: { ...run.post, seen: { at: Date.now(), sight: "gone", why: "It was deleted there." } } }
      : run,
  );
  host.tell({ kind: "posts_seen", troubles: ["“Four whites” is not on LinkedIn."] });
  await waitFor(() => expect(within(row()).getByTestId("standing").textContent).toBe("Gone from LinkedIn"));
  expect(screen.getByTestId("notice").textContent).toContain("“Four whites” is not on LinkedIn.");
});

it("tells of every post that turns out not to be shown, in one notice", async () => {
  const { host } = await open("Four whites");
  const troubles = ["One", "Two", "Three"].map((name) => `“${name}” is not on LinkedIn.`);
  host.tell({ kind: "posts_seen", troubles });
  const notice = await screen.findByTestId("notice");
  for (const trouble of troubles) expect(notice.textContent).toContain(trouble);
});

it("says that nobody knows where LinkedIn’s answer to a deletion was lost, and shows it in the list", async () => {
  const { host, row } = await open("Four whites");
  const why = "It was to be deleted and no clear answer came, so it may be gone.";
  const doubt = { of: "deletion", why } as const;
  host.deletePost = (id) => {
    host.history = host.history.map((run) => (run.id === id ? { ...run, post: { ...run.post, doubt } } : run));
    return Promise.reject({ code: "unclear", message: "No answer came from LinkedIn." });
  };
  await fireEvent.click(within(row()).getByTestId("delete"));
  await fireEvent.click(await screen.findByTestId("confirm-delete"));
  const dialog = await screen.findByTestId("delete-post");
  await waitFor(() => expect(dialog.textContent).toContain("Nobody knows whether the post was deleted."));
  expect(dialog.querySelector(".note.warn")).not.toBeNull();
  await fireEvent.click(screen.getByRole("button", { name: "Keep it" }));
  await waitFor(() => expect(within(row()).getByTestId("doubt").textContent).toBe(why));
  within(row()).getByRole("button", { name: "I looked, it is still there" });
  await fireEvent.click(within(row()).getByRole("button", { name: "I looked, it is gone" }));
  await waitFor(() => expect(within(row()).getByTestId("standing").textContent).toMatch(/^Deleted/u));
  expect(within(row()).queryByTestId("doubt")).toBeNull();
});

it("says why the window stays open while a post is changed", async () => {
  const { host } = await open("Four whites");
  host.tell({ kind: "close_held", why: "changing" });
  const notice = await screen.findByTestId("notice");
  expect(notice.textContent).toContain("A post is being changed or deleted. Close the window when that is done.");
});

it("loses nothing of a text that is refused or closed", async () => {
  const host = new FakeHost();
  const unsent = new Unsent(host);
  const id = "p3";
  const from = [{ kind: "text" as const, text: "As published" }];
  const change = new Change(host, unsent, id, from);
  expect(change.same).toBe(true);
  change.write([{ kind: "text", text: "Another" }]);
  await waitFor(() => expect(change.sendable).toBe(true));
  host.refuses = "LinkedIn does not allow this.";
  expect(await change.send()).toBeNull();
  expect(change.problem?.message).toBe("LinkedIn does not allow this.");
  const later = new Change(host, unsent, id, from);
  expect([later.resumed, later.text]).toEqual([true, [{ kind: "text", text: "Another" }]]);
  host.refuses = "";
  await waitFor(() => expect(later.sendable).toBe(true));
  expect((await later.send())?.excerpt).toBe("Another");
  expect(unsent.of(id, [{ kind: "text", text: "Another" }])).toBeNull();
  expect(host.unsent.has(id)).toBe(false);
});

it("brings back words for a post in a window that was opened anew, until they are given up", async () => {
  const host = new FakeHost();
  host.unsent.set("p3", [{ kind: "text", text: "Five whites (one is new)" }]);
  const { row } = await open("Four whites", host);
  await fireEvent.click(within(row()).getByTestId("edit"));
  const dialog = await screen.findByTestId("edit-post");
  await waitFor(() => expect(screen.getByTestId("post-editor").textContent).toContain("Five whites (one is new)"));
  expect(dialog.textContent).toContain("It was not sent.");
  screen.getByRole("button", { name: "Keep it for later" });
  await fireEvent.click(within(dialog).getByRole("button", { name: "Start from the post again" }));
  await waitFor(() => expect(host.unsent.has("p3")).toBe(false));
});

it("does not say of words in doubt that they were not sent", async () => {
  const host = new FakeHost();
  const doubt = { of: "text", why: "Nobody knows." } as const;
  const runs = await host.runs("");
  vi.spyOn(host, "runs").mockResolvedValue(
    runs.map((run) => (run.id === "p3" ? { ...run, post: { ...run.post, doubt } } : run)),
  );
  host.unsent.set("p3", [{ kind: "text", text: "Five whites" }]);
  const { row } = await open("Four whites", host);
  await fireEvent.click(within(row()).getByTestId("edit"));
  const dialog = await screen.findByTestId("edit-post");
  await waitFor(() => expect(dialog.textContent).toContain("whether it was taken is not known"));
  expect(dialog.textContent).not.toContain("was not sent");
});

it("keeps every word for a post at once, says when it cannot, and sends nothing meanwhile", async () => {
  const host = new FakeHost();
  const unsent = new Unsent(host);
  const text = [{ kind: "text" as const, text: "Another" }];
  const change = new Change(host, unsent, "p3", []);
  change.write(text);
  await waitFor(() => expect(host.unsent.get("p3")).toEqual(text));
  await waitFor(() => expect(change.sendable).toBe(true));
  const refusal = { code: "other" as const, message: "The disk is full." };
  const keep = vi.spyOn(host, "keepChange").mockRejectedValue(refusal);
  change.write([{ kind: "text", text: "Another one" }]);
  await waitFor(() => expect(unsent.refused).toEqual(refusal));
  expect(change.sendable).toBe(false);
  keep.mockRestore();
  await unsent.flush();
  expect([unsent.refused, host.unsent.get("p3")]).toEqual([null, [{ kind: "text", text: "Another one" }]]);
});

it("says in the dialog that what is written for a post is not kept", async () => {
  const { app, host, row } = await open("Four whites");
  vi.spyOn(host, "keepChange").mockRejectedValue({ code: "other", message: "The disk is full." });
  await fireEvent.click(within(row()).getByTestId("edit"));
  const dialog = await screen.findByTestId("edit-post");
  app.unsent.keep("p3", [{ kind: "text", text: "Another" }]);
  await waitFor(() => expect(dialog.textContent).toContain("What you write here is not kept yet. The disk is full."));
});

it("sends only what was checked as it stands", async () => {
  const host = new FakeHost();
  const assess = vi.spyOn(host, "assessChange");
  const change = new Change(host, new Unsent(host), "p1", []);
  await waitFor(() => expect(change.assessment).not.toBeNull());
  change.write([{ kind: "text", text: "x".repeat(3001) }]);
  expect(change.sendable).toBe(false);
  await waitFor(() => expect(change.findings[0]?.rule).toBe("text.length"));
  expect(change.sendable).toBe(false);
  expect(assess).toHaveBeenCalledTimes(2);
  change.startOver();
  expect(change.same).toBe(true);
});

it("is not written on while it is on its way, and again when it was refused", async () => {
  const host = new FakeHost();
  let refuse: (problem: Problem) => void = () => {};
  vi.spyOn(host, "changeText").mockImplementation(() => new Promise((_, reject) => (refuse = reject)));
  const { row } = await open("Four whites", host);
  const run = host.history.find(({ excerpt }) => excerpt.startsWith("Four whites"));
  host.unsent.set(run?.id ?? "", [{ kind: "text", text: "Five whites" }]);
  await fireEvent.click(within(row()).getByTestId("details"));
  await fireEvent.click(within(row()).getByTestId("details"));
  await within(row()).findByTestId("post-text");
  await fireEvent.click(within(row()).getByTestId("edit"));
  const editor = await screen.findByTestId("post-editor");
  expect(editor.contentEditable).toBe("true");
  const send = screen.getByTestId("change-text");
  await waitFor(async () => {
    await fireEvent.click(send);
    expect(host.changeText).toHaveBeenCalledOnce();
  });
  expect(editor.contentEditable).toBe("false");
  refuse({ code: "other", message: "LinkedIn refuses it." });
  await waitFor(() => expect(editor.contentEditable).toBe("true"));
});

it("leaves Escape to the dialog around the text", async () => {
  const { row } = await open("Four whites");
  await fireEvent.click(within(row()).getByTestId("edit"));
  const editor = await screen.findByTestId("post-editor");
  // What is prevented never becomes the dialog's `cancel`.
  expect(await fireEvent.keyDown(editor, { key: "Escape", keyCode: 27 })).toBe(true);
});

it("says of an advertisement who sees it and where it is found", async () => {
  const host = new FakeHost();
  host.history = host.history.map((run) =>
    run.excerpt.startsWith("Four whites") && run.outcome?.outcome === "published"
      ? { ...run, sponsored: true, outcome: { ...run.outcome, url: null } }
      : run,
  );
  const { row } = await open("Four whites", host);
  const detail = within(row()).getByTestId("open-post-detail").textContent;
  expect(detail).toContain("Nobody, until a campaign shows it");
  expect(detail).toContain("an advertisement is found in Campaign Manager");
  expect(detail).not.toMatch(/Anyone|did not name/u);
});
