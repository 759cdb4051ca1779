import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, expect, it } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import type { Run } from "../host/contract";
import { FakeHost } from "../host/fake/host";

afterEach(cleanup);

async function open(change: (run: Run) => Partial<Run> = () => ({})) {
  const host = new FakeHost();
  host.history = host.history.map((run) => ({ ...run, ...change(run) }));
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  app.show("published");
  await screen.findAllByTestId("run");
  const ended = (how: string) => screen.getAllByTestId("run").filter((run) => run.dataset.outcome === how);
  return { app, ended };
}

it("leads from a run that stopped to its draft", async () => {
  const { app, ended } = await open(() => ({ draft: "d-spring" }));
  const [stopped] = ended("stopped");
  await fireEvent.click(within(stopped!).getByRole("button", { name: /^Open the draft/ }));
  await waitFor(() => expect([app.screen, app.composition.draft?.id]).toEqual(["compose", "d-spring"]));
});

it("says why the draft of a run that stopped cannot be opened", async () => {
  const { app, ended } = await open();
  const [stopped] = ended("stopped");
  await fireEvent.click(within(stopped!).getByRole("button", { name: /^Open the draft/ }));
  expect((await screen.findByTestId("notice")).textContent).toContain("not in the library any more");
  expect(app.screen).toBe("published");
});

it("opens a post that is there, and says of a rehearsal before this start that it is over", async () => {
  const { ended } = await open();
  const [rehearsed, real] = ended("published");
  expect(within(rehearsed!).queryByRole("button", { name: /^Open the post/ })).toBeNull();
  expect(rehearsed!.textContent).toContain("A rehearsal.");
  expect(within(real!).getByRole("button", { name: /^Open the post/ })).toBeTruthy();
  expect(real!.textContent).not.toContain("A rehearsal.");
});

it("opens a post that was rehearsed since this start", async () => {
  const { ended } = await open(() => ({ over: false }));
  for (const run of ended("published")) within(run).getByRole("button", { name: /^Open the post/ });
});

it("says what became of a post that somebody looked for, and of no sheet that is out of sight", async () => {
  for (const [answer, said] of [
    ["It is there", /^“The open day is on .+” is published$/u],
    ["It is not there", /was not posted\. Its draft can be published again\.$/u],
  ] as const) {
    const { app } = await open((run) => (run.id === "p0" ? { draft: "d0" } : {}));
    const unsure = app.composition.draft;
    const [run] = await app.host.runs("");
    app.composition.ended({ ...run!, draft: unsure!.id });
    await fireEvent.click(within(screen.getAllByTestId("run")[0]!).getByRole("button", { name: answer }));
    await waitFor(() => expect(app.composition.draft?.id === unsure!.id).toBe(answer === "It is not there"));
    expect(app.notices.list.map(({ text }) => text)).toEqual([expect.stringMatching(said)]);
    cleanup();
  }
});

it("says what became of a comment that somebody looked for", async () => {
  const comment = { what: "first_comment" as const, text: "All of their figures", ending: "unclear" as const };
  const { app, ended } = await open((run) =>
    run.outcome?.outcome !== "published"
      ? {}
      : {
          over: false,
          outcome: { ...run.outcome, after: [{ ...comment, why: "No answer came from LinkedIn." }] },
        },
  );
  const [row] = ended("published");
  await fireEvent.click(within(row!).getByRole("button", { name: "I looked, it is there" }));
  await waitFor(() => expect(app.notices.list.map(({ text }) => text)).toEqual(["Its first comment is there."]));
  expect(within(row!).queryByTestId("followed")).toBeNull();
});

it("says which posts went to the sandbox, and tells a post without words by its file", async () => {
  const { ended } = await open((run) => (run.id === "p1" ? { excerpt: "", file: "cover.jpg" } : {}));
  const [rehearsed, real] = ended("published");
  expect(rehearsed!.querySelector(".state")?.textContent).toBe("Published to the sandbox");
  expect(rehearsed!.querySelector(".excerpt")?.textContent).toBe("3 images: cover.jpg, …");
  expect(real!.querySelector(".state")?.textContent).toMatch(/^Published, seen /);
});
