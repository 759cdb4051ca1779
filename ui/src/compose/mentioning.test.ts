import type { Editor } from "@tiptap/core";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import { FakeHost } from "../host/fake/host";

async function open() {
  const host = new FakeHost("empty");
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  const dom = await screen.findByTestId<HTMLElement & { editor: Editor }>("editor");
  const { editor } = dom;
  await waitFor(() => expect(dom.querySelector("p")).toBeTruthy());
  const write = (text: string) => editor.view.dispatch(editor.state.tr.insertText(text));
  const press = (key: string) => fireEvent.keyDown(dom, { key });
  const pieces = () => app.composition.draft?.commentary;
  return { host, app, dom, editor, write, press, pieces };
}

const options = () =>
  within(screen.getByTestId("mention-list"))
    .getAllByRole("option", { hidden: true })
    .map((option) => option.textContent);
const list = () => screen.findByTestId("mention-list");

describe("mentioning while one writes", () => {
  afterEach(cleanup);

  it("offers the address book and one's pages behind a sign, and asks nobody", async () => {
    const { host, dom, write } = await open();
    write("by @");
    await list();
    expect(options()[0]).toContain("Sandbox Paper & Board");
    expect(options().at(-1)).toContain("Address book");
    expect(dom.getAttribute("aria-controls")).toBe("mentions");
    expect(dom.getAttribute("aria-activedescendant")).toBe("mention-0");
    expect(host.lookedUp).toEqual([]);
  });

  it("mentions who is chosen by the keyboard, as one piece", async () => {
    const { write, press, pieces } = await open();
    write("by @bind");
    await list();
    await press("Enter");
    expect(pieces()).toEqual([
      { kind: "text", text: "by " },
      { kind: "mention", name: "Sandbox Bindery", urn: "urn:li:organization:1001" },
      { kind: "text", text: " " },
    ]);
    expect(screen.queryByTestId("mention-list")).toBeNull();
  });

  it("takes Escape while the list is there, and leaves it to the window after that", async () => {
    const { dom, write } = await open();
    write("by @bind");
    await list();
    const escape = () => fireEvent.keyDown(dom, { key: "Escape", keyCode: 27 });
    expect(await escape()).toBe(false);
    expect(screen.queryByTestId("mention-list")).toBeNull();
    expect(await escape()).toBe(true);
  });

  it("asks LinkedIn only when that is chosen, and keeps the case LinkedIn gives the name", async () => {
    const { host, write, press, pieces } = await open();
    write("@sandbox-press");
    await list();
    // Return is a new line where nobody is known: asking is chosen by hand.
    await press("Enter");
    expect(host.lookedUp).toEqual([]);
    write("@sandbox-press");
    await list();
    await press("ArrowDown");
    await press("Enter");
    await waitFor(() => expect(pieces()).toContainEqual(expect.objectContaining({ name: "Sandbox Press (Nordic)" })));
    expect(host.lookedUp).toEqual(["sandbox-press"]);
  });

  it("leaves the text as it is where LinkedIn knows no such page, and says so", async () => {
    const { write, press, pieces } = await open();
    write("@nobody-there");
    await list();
    await press("ArrowDown");
    await press("Enter");
    await waitFor(() => expect(screen.getAllByTestId("notice").at(-1)?.textContent).toContain("knows no page"));
    expect(screen.getAllByTestId("notice").at(-1)?.textContent).toContain("The text stays as it is");
    expect(pieces()).toEqual([{ kind: "text", text: "@nobody-there" }]);
  });

  it("goes away at Escape and stays away from that sign", async () => {
    const { write, press } = await open();
    write("@bi");
    await list();
    await press("Escape");
    expect(screen.queryByTestId("mention-list")).toBeNull();
    write("n");
    await waitFor(() => expect(screen.queryByTestId("mention-list")).toBeNull());
    write(" and @");
    await list();
  });

  it("opens the address book, and mentions who is chosen there", async () => {
    const { write, press, pieces } = await open();
    write("@");
    await list();
    await press("ArrowUp");
    await press("Enter");
    const dialog = within(await screen.findByRole("dialog"));
    const row = (await dialog.findByText("Example Reader")).closest("li") as HTMLElement;
    await fireEvent.click(within(row).getByRole("button", { name: "Mention" }));
    await waitFor(() => expect(pieces()?.[0]).toMatchObject({ kind: "mention", name: "Example Reader" }));
  });

  it("can be caught up on from a finding", async () => {
    const { host, write, pieces } = await open();
    write("by @sandbox-press, 3 @ 5");
    await fireEvent.click(await screen.findByTestId("mend-look-up"));
    await waitFor(() => expect(pieces()).toContainEqual(expect.objectContaining({ kind: "mention" })));
    expect(host.lookedUp).toEqual(["sandbox-press"]);
    await waitFor(() => expect(screen.getAllByTestId("finding")).toHaveLength(1));
    await fireEvent.click(screen.getByTestId("mend-sign"));
    expect(pieces()?.at(-1)).toEqual({ kind: "text", text: ", 3 5" });
  });
});

describe("the tools of the text", () => {
  afterEach(cleanup);

  it("make a selection bold, warn of it, and make it plain from the finding", async () => {
    const { editor, write, pieces } = await open();
    write("one two");
    editor.commands.setTextSelection({ from: 1, to: 4 });
    await fireEvent.click(screen.getByTestId("bold"));
    expect(pieces()).toEqual([{ kind: "text", text: "𝗼𝗻𝗲 two" }]);
    expect(screen.getByTestId("notice").textContent).toContain("Screen readers");
    await fireEvent.click(await screen.findByTestId("mend-plain"));
    expect(pieces()).toEqual([{ kind: "text", text: "one two" }]);
  });

  it("put an emoji where the caret stands, found by its name, in the tone that was chosen", async () => {
    localStorage.clear();
    const { editor, write, pieces } = await open();
    write("ab");
    editor.commands.setTextSelection(2);
    await fireEvent.click(screen.getByTestId("emoji"));
    const search = await screen.findByTestId("emoji-search");
    await waitFor(() => expect(screen.getAllByRole("option", { hidden: true }).length).toBeGreaterThan(1500));
    await fireEvent.click(within(screen.getByTestId("emoji-picker")).getByRole("radio", { name: "Dark" }));
    await fireEvent.input(search, { target: { value: "thumbs up" } });
    await fireEvent.keyDown(search, { key: "Enter" });
    expect(pieces()).toEqual([{ kind: "text", text: "a👍🏿b" }]);
    expect(localStorage.getItem("emoji-recent")).toBe("👍");
    expect(localStorage.getItem("emoji-tone")).toBe("5");
  });
});
