import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, expect, it } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import type { FollowedUp, Run } from "../host/contract";
import { FakeHost } from "../host/fake/host";
import { shownAt } from "../host/fake/publishing";

afterEach(cleanup);

const open = /^Open the post/u;
const late: FollowedUp = {
  ...{ what: "first_comment", text: "Samples", ending: "not_done" },
  ...{ why: "LinkedIn takes no more requests for now.", safe_to_retry: true },
};

/** The host knows where the post would be in a feed, and answers with it from now on. */
function answersWithAddress(host: FakeHost, url = "https://www.linkedin.com/feed/update/urn:li:share:7/") {
  host.history = host.history.map((run) =>
    run.outcome?.outcome === "published" ? { ...run, outcome: { ...run.outcome, url } } : run,
  );
}

/** The history with one published post, whose comment is not there. */
async function history(change: Partial<Run>, followed = late) {
  const host = new FakeHost();
  const [past] = host.history.filter(({ id }) => id === "p3");
  if (past?.outcome?.outcome !== "published") throw new Error("no such post");
  const url = change.sponsored ? null : past.outcome.url;
  host.history = [{ ...past, ...change, outcome: { ...past.outcome, url, after: [followed] } }];
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  app.show("published");
  return { host, row: within(await screen.findByTestId("run")) };
}

it("an advertisement is opened nowhere, also once its comment was tried again from the history", async () => {
  const { host, row } = await history({ sponsored: true });
  answersWithAddress(host);
  expect(row.queryByRole("button", { name: open })).toBeNull();
  await fireEvent.click(row.getByTestId("follow-up"));
  await waitFor(() => expect(row.queryByTestId("followed")).toBeNull());
  expect(row.queryByRole("button", { name: open })).toBeNull();
});

it("a post of the feed is opened there after the same", async () => {
  const { host, row } = await history({});
  answersWithAddress(host);
  await fireEvent.click(row.getByTestId("follow-up"));
  await waitFor(() => expect(row.queryByTestId("followed")).toBeNull());
  row.getByRole("button", { name: open });
});

it("closing the comments without a clear answer can be tried again, or settled by who looked", async () => {
  const why = "No answer came from LinkedIn: it took too long. Look at the post on LinkedIn.";
  const closing = { what: "comments_closed", text: null, ending: "unclear", why, safe_to_retry: true } as const;
  const { row } = await history({}, closing);
  row.getByText("The post is there. Nobody can say whether its comments are closed.");
  row.getByRole("button", { name: "I looked, they are open" });
  row.getByRole("button", { name: "I looked, they are closed" });
  await fireEvent.click(row.getByTestId("follow-up"));
  await waitFor(() => expect(row.queryByTestId("followed")).toBeNull());
});

it("an advertisement is opened neither from the outcome nor from its draft once its comment was tried again", async () => {
  const host = new FakeHost("late");
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  app.composition.advertise(true);
  await app.press.review();
  await app.press.publish();
  const sheet = within(await screen.findByRole("dialog"));
  answersWithAddress(host);
  await fireEvent.click(sheet.getByTestId("follow-up"));
  await waitFor(() => expect(sheet.getByTestId("followed").dataset.ending).toBe("done"));
  expect(sheet.queryByTestId("open-post")).toBeNull();
  expect(sheet.getByTestId("outcome").textContent).not.toContain("linkedin.com/feed");
  app.press.rest();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await screen.findByText(/published/u, { selector: "[role=note] *, [role=note]" });
  expect(screen.queryByRole("button", { name: open })).toBeNull();
});

const now = Date.now();
const unseen: [string, Run["post"]][] = [
  ["was deleted", { ...shownAt(now), deleted_at: now }],
  ["is gone from LinkedIn", { ...shownAt(now), seen: { at: now, sight: "gone", why: "It was deleted there." } }],
  ["LinkedIn cannot show", { ...shownAt(now), seen: { at: now, sight: "failed", why: "The video is broken." } }],
];

it.each(unseen)("below a post that %s there is nothing to do, and it is not said to be there", async (_, post) => {
  const { row } = await history({ post });
  row.getByTestId("standing");
  expect(row.queryByTestId("followed")).toBeNull();
  expect(row.queryByText(/The post is there/u)).toBeNull();
});

it.each(unseen)("nor is it in the outcome of a run whose post %s", async (_, post) => {
  const host = new FakeHost("late");
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  await app.press.review();
  await app.press.publish();
  const sheet = within(await screen.findByRole("dialog"));
  sheet.getByTestId("followed");
  const { stage } = app.press;
  if (stage.at !== "outcome") throw new Error("no outcome");
  app.press.stage = { ...stage, run: { ...stage.run, post } };
  await tick();
  expect(sheet.queryByTestId("followed")).toBeNull();
});

it("below a post that may be there, as far as this sign-in reads, it is still done", async () => {
  const { row } = await history({ post: { ...shownAt(now), seen: { at: now, sight: "withheld", why: null } } });
  row.getByTestId("follow-up");
});
