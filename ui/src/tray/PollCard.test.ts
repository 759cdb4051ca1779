import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";

async function open(scene: Scene = "poll") {
  const host = new FakeHost(scene);
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  const poll = () => {
    const { attachment } = app.composition;
    if (attachment.kind !== "poll") throw new Error("no poll");
    return attachment.poll;
  };
  return { host, app, poll };
}

const rows = () => screen.getAllByTestId("poll-option");
const fields = () => screen.getAllByTestId<HTMLInputElement>("option-text");
const focused = () => document.activeElement as HTMLElement;
const handle = (at: number) => within(rows()[at] as HTMLElement).getByTestId("handle");
const type = (field: Element | undefined, value: string) => fireEvent.input(field as Element, { target: { value } });

afterEach(cleanup);

describe("a poll", () => {
  it("is begun from the empty tray, with its question ready to be typed", async () => {
    const { app, poll } = await open("empty");
    await fireEvent.click(screen.getByTestId("begin-poll"));
    await waitFor(() => expect(focused().dataset.testid).toBe("poll-question"));
    expect(poll()).toEqual({ question: "", options: ["", ""], duration: "SEVEN_DAYS" });
    expect(app.composition.attachment.kind).toBe("poll");
  });

  it("is written by the keyboard alone: Enter goes on, and at the end begins another option", async () => {
    const { poll } = await open("empty");
    await fireEvent.click(screen.getByTestId("begin-poll"));
    await type(screen.getByTestId("poll-question"), "Which?");
    await fireEvent.keyDown(screen.getByTestId("poll-question"), { key: "Enter" });
    for (const [at, word] of ["One", "Two", "Three", "Four"].entries()) {
      expect(focused()).toBe(fields()[at]);
      await type(focused(), word);
      await fireEvent.keyDown(focused(), { key: "Enter" });
      await tick();
    }
    expect(poll().options).toEqual(["One", "Two", "Three", "Four"]);
    expect(fields().length, "four are the most").toBe(4);
    expect(screen.queryByTestId("add-option")).toBeNull();
  });

  it("has its options moved by their handles, which keep the focus, and says where they went", async () => {
    const { app, poll } = await open();
    handle(0).focus();
    await fireEvent.keyDown(handle(0), { key: "ArrowDown" });
    await tick();
    expect(poll().options).toEqual(["Ivory", "Natural", "Bright"]);
    expect(focused()).toBe(handle(1));
    expect(app.notices.spoken).toContain("2 of 3");
    await fireEvent.keyDown(handle(1), { key: "ArrowUp" });
    await fireEvent.keyDown(handle(0), { key: "ArrowUp" });
    expect(poll().options).toEqual(["Natural", "Ivory", "Bright"]);
  });

  it("keeps what is typed with its option while it moves", async () => {
    const { poll } = await open();
    const natural = fields()[0];
    await fireEvent.keyDown(handle(0), { key: "ArrowDown" });
    await tick();
    expect(fields()[1]).toBe(natural);
    await type(natural, "Naturel");
    expect(poll().options).toEqual(["Ivory", "Naturel", "Bright"]);
  });

  it("loses an option and keeps the focus near, but never fewer than two", async () => {
    const { poll } = await open();
    const bin = (at: number) => within(rows()[at] as HTMLElement).getByTestId<HTMLButtonElement>("remove-option");
    await fireEvent.click(bin(1));
    await tick();
    expect(poll().options).toEqual(["Natural", "Bright"]);
    expect(rows()[1]?.contains(focused())).toBe(true);
    expect([bin(0).disabled, bin(1).disabled]).toEqual([true, true]);
  });

  it("counts as its findings do and leads from a finding to its field", async () => {
    const { app } = await open();
    await type(fields()[2], `${"x".repeat(31)}  `);
    await waitFor(() => expect(app.composition.findings.some(({ rule }) => rule === "poll.option")).toBe(true));
    expect(rows()[2]?.textContent).toContain("31 / 30");
    const finding = screen.getAllByTestId("finding").find((one) => one.dataset.rule === "poll.option");
    await fireEvent.click(within(finding as HTMLElement).getAllByRole("button")[0] as HTMLElement);
    expect(focused()).toBe(fields()[2]);
  });

  it("takes votes for as long as is chosen, and says that it cannot be changed afterwards", async () => {
    const { poll } = await open();
    await fireEvent.click(screen.getByRole("radio", { name: "2 weeks" }));
    expect(poll().duration).toBe("FOURTEEN_DAYS");
    expect(screen.getByText(/cannot be changed once it is published/u)).toBeTruthy();
  });

  it("is removed, and put back with every word", async () => {
    const { app, poll } = await open();
    const before = poll();
    await fireEvent.click(screen.getByTestId("remove"));
    expect(app.composition.attachment.kind).toBe("none");
    await fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(poll()).toEqual(before);
  });

  it("is proofed without the options that have no words", async () => {
    await open();
    await type(fields()[1], " ");
    const proof = within(await screen.findByTestId("proof-poll"));
    expect(proof.getAllByRole("listitem").map((item) => item.textContent)).toEqual(["Natural", "Bright"]);
    expect(proof.getByText("0 votes · 3 days left")).toBeTruthy();
  });
});

describe("a shared post", () => {
  it("is named by what is pasted, opened where it is, and proofed as what is known of it", async () => {
    const { host, app } = await open("empty");
    await fireEvent.click(screen.getByTestId("begin-reshare"));
    await waitFor(() => expect(focused().dataset.testid).toBe("reshare-of"));
    const opens = () => screen.getByTestId<HTMLButtonElement>("open-shared");
    expect(opens().disabled).toBe(true);
    await type(focused(), "urn:li:share:7");
    await waitFor(() => expect(opens().disabled).toBe(false));
    await fireEvent.click(opens());
    await waitFor(() => expect(host.opened).toEqual([`shared by ${app.composition.draft?.id}`]));
    expect(screen.getByTestId("proof-shared").textContent).toContain("urn:li:share:7");
  });

  it("is proofed by its URN where the code that embeds it was pasted", async () => {
    await open("empty");
    await fireEvent.click(screen.getByTestId("begin-reshare"));
    const src = "https://www.linkedin.com/embed/feed/update/urn:li:share:7";
    await type(screen.getByTestId("reshare-of"), `<iframe src="${src}" height="399" title="Embedded post"></iframe>`);
    const named = () => screen.getByTestId("proof-shared").querySelector(".named")?.textContent;
    await waitFor(() => expect(named()).toBe("urn:li:share:7"));
  });

  it("that names nothing says so below its field", async () => {
    await open("empty");
    await fireEvent.click(screen.getByTestId("begin-reshare"));
    await type(screen.getByTestId("reshare-of"), "somewhere");
    await waitFor(() => expect(screen.getByTestId("reshare-card").textContent).toContain("names no post"));
    expect(screen.getByTestId("reshare-of").getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByTestId("proof-shared").textContent.trim()).toBe("No post to share yet");
    expect(document.body.textContent).not.toContain("Galley knows the shared post by its name alone");
  });
});
