import { SvelteMap } from "svelte/reactivity";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { Notices } from "./notices.svelte";

const texts = (notices: Notices) => notices.list.map((notice) => notice.text);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("keeps every undo, also of two things of one name, and beside whatever else is said", () => {
  const notices = new Notices();
  const undone: number[] = [];
  notices.show("Deleted “Spring”", () => undone.push(1));
  notices.show("Deleted “Spring”", () => undone.push(2));
  for (const text of ["a", "b", "c", "d"]) notices.show(text);
  expect(texts(notices)).toEqual(["Deleted “Spring”", "Deleted “Spring”", "d"]);
  for (const notice of notices.list.filter((one) => one.undo)) notices.undo(notice);
  expect(undone).toEqual([1, 2]);
  expect(texts(notices)).toEqual(["d"]);
});

it("shows the latest two, and an earlier undo again once they are gone", () => {
  const notices = new Notices();
  const undone: number[] = [];
  for (let one = 1; one <= 5; one += 1) notices.show(`Removed ${one}`, () => undone.push(one));
  expect(notices.shown.map((notice) => notice.text)).toEqual(["Removed 4", "Removed 5"]);
  while (notices.last) notices.undoLast();
  expect(undone).toEqual([5, 4, 3, 2, 1]);
});

it("pushes no problem out, whatever is said after it, and counts only what is shown here", () => {
  const screens = new SvelteMap([["shown", "compose"]]);
  const notices = new Notices(() => screens.get("shown") ?? "");
  const shown = () => notices.shown.map((notice) => notice.text);
  const problem = (message: string) => notices.problem({ code: "other", message });
  problem("The disk is full.");
  notices.show("Copied the link");
  notices.show("Copied the comment");
  expect(shown()).toEqual(["The disk is full.", "Copied the comment"]);
  problem("There is no connection.");
  problem("The file is gone.");
  expect(shown()).toEqual(["There is no connection.", "The file is gone."]);
  notices.shown.forEach(({ id }) => notices.dismiss(id));
  expect(shown()).toEqual(["The disk is full."]);

  notices.show("Removed the poll", () => {});
  screens.set("shown", "drafts");
  notices.show("Added");
  notices.show("Saved");
  expect(shown()).toEqual(["Added", "Saved"]);
});

it("says the same words once", () => {
  const notices = new Notices();
  notices.show("Saved");
  notices.show("Saved");
  expect(texts(notices)).toEqual(["Saved"]);
});

it("keeps what is being read, and lets it go later", () => {
  const notices = new Notices();
  notices.show("Saved");
  vi.advanceTimersByTime(3000);
  notices.hold();
  notices.show("Added");
  vi.advanceTimersByTime(60_000);
  expect(texts(notices)).toEqual(["Saved", "Added"]);
  notices.letGo();
  vi.advanceTimersByTime(1000);
  expect(texts(notices)).toEqual(["Added"]);
  vi.advanceTimersByTime(3000);
  expect(texts(notices)).toEqual([]);
});

it("reads every notice out, with what to do now", () => {
  const notices = new Notices();
  notices.problem({ code: "busy", message: "A run is under way." });
  expect(notices.spoken).toContain("A run is under way.");
});

it("keeps an undo on the screen where it arose, and lets no key press it elsewhere", () => {
  const screens = new SvelteMap([["shown", "compose"]]);
  const notices = new Notices(() => screens.get("shown") ?? "");
  let undone = 0;
  const shown = () => notices.shown.map((notice) => notice.text);
  notices.show("Removed a.jpg", () => (undone += 1));
  notices.show("Copied");
  screens.set("shown", "drafts");
  expect([shown(), notices.last]).toEqual([["Copied"], null]);
  notices.undoLast();
  expect(undone).toBe(0);
  screens.set("shown", "compose");
  expect(shown()).toEqual(["Removed a.jpg", "Copied"]);
  notices.undoLast();
  expect(undone).toBe(1);
});

it("leaves a problem behind with the screen or the draft, and keeps an undo with its draft", () => {
  const now = new SvelteMap([
    ["screen", "compose"],
    ["draft", "d0"],
  ]);
  const notices = new Notices(() => now.get("screen") ?? "");
  notices.follow(() => now.get("draft") ?? null);
  const go = (to: Record<string, string>) => {
    for (const [what, where] of Object.entries(to)) now.set(what, where);
    notices.leave();
  };
  const shown = () => notices.shown.map((notice) => notice.text);
  notices.problem({ code: "not_found", message: "LinkedIn knows no such page." });
  notices.show("Removed the poll", () => {});
  notices.leave();
  expect(shown()).toEqual(["LinkedIn knows no such page.", "Removed the poll"]);
  go({ draft: "d1" });
  expect([shown(), notices.last]).toEqual([[], null]);
  go({ draft: "d0" });
  expect(shown()).toEqual(["Removed the poll"]);
  notices.problem({ code: "other", message: "The disk is full." });
  go({ screen: "published" });
  expect(shown()).toEqual([]);
  // What is said on another screen is not about the draft that lies on the bench meanwhile.
  notices.show("Deleted “Spring”", () => {});
  go({ draft: "d2" });
  expect(shown()).toEqual(["Deleted “Spring”"]);
});

it("keeps a problem that came before a draft was there", () => {
  const now = new SvelteMap([["screen", "compose"]]);
  const notices = new Notices(() => now.get("screen") ?? "");
  notices.follow(() => now.get("draft") ?? null);
  notices.problem({ code: "other", message: "The settings could not be read." });
  now.set("draft", "d0");
  notices.leave();
  expect(notices.shown).toHaveLength(1);
});
