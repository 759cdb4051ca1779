import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";

import type { WireText as Text } from "../host/contract";
import WireText from "./WireText.svelte";

const run = (part: Text["runs"][number]["part"], text: string, cuts = false) => ({ part, text, cuts });

describe("the text as sent", () => {
  afterEach(cleanup);

  it("is every run in order, with hashtags and mentions told from text, and the would-be cut marked", () => {
    const runs = [
      run("text", "We ship C"),
      run("escape", "\\"),
      run("text", "#", true),
      run("text", " and "),
      run("hashtag", "#launch"),
      run("text", " with "),
      run("mention", "@[Sandbox Bindery](urn:li:organization:1001)"),
    ];
    render(WireText, { text: { runs, kept_bare: 9, visible: 43 } });
    const shown = screen.getByTestId("wire-text");
    expect(shown.textContent).toBe(runs.map(({ text }) => text).join(""));
    expect(shown.querySelector("mark")?.textContent).toBe("#");
    expect(shown.querySelector("mark")?.dataset.word).toBe("cut here, if not escaped");
    expect(shown.querySelector(".hashtag")?.textContent).toBe("#launch");
    expect(shown.querySelector(".mention")?.textContent).toContain("Sandbox Bindery");
    expect(screen.getByText(/would have published 9 of 43 characters/u)).toBeTruthy();
  });

  it("says where nothing would have been cut, and where nothing had to be escaped", async () => {
    const { rerender } = render(WireText, { text: { runs: [run("text", "a")], kept_bare: null, visible: 1 } });
    expect(screen.getByText(/nothing had to be escaped/u)).toBeTruthy();
    await rerender({ text: { runs: [run("escape", "\\"), run("text", "#x")], kept_bare: null, visible: 2 } });
    expect(screen.getByText(/has its escape/u)).toBeTruthy();
    expect(screen.getByTestId("wire-text").querySelector("mark")).toBeNull();
  });
});
