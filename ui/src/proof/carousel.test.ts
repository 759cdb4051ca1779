import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";

import { known, type CallToAction, type CarouselCard } from "../host/contract";
import { picture } from "../host/fake/files";
import { FakeHost } from "../host/fake/host";
import { cutTitle, hostOf } from "./ad";
import AdBar from "./AdBar.svelte";
import { attachedTo } from "./attached";
import CarouselPost from "./CarouselPost.svelte";
import { chooseCut } from "./cut";
import { notesOn } from "./notes";
import { rules } from "./rules";

const card = (media: string, title: string, landing_page = "https://www.bindery.example/a"): CarouselCard => ({
  media,
  alt_text: title && "A stack of paper",
  title,
  landing_page,
});
const sponsored = (call_to_action: CallToAction | null, landing_page = "") => ({
  ad_account: "512",
  name: "",
  landing_page,
  call_to_action,
});
const views = new Map([0, 1, 3].map((index) => [`m${index}`, picture(index)] as const));

function carousel(...cards: CarouselCard[]) {
  return attachedTo({ kind: "carousel", cards }, views, new Map());
}

function show(cards: CarouselCard[], desktop = false) {
  const attached = carousel(...cards);
  if (attached.kind !== "carousel") throw new Error("no cards");
  render(CarouselPost, {
    cards: attached.cards,
    sponsored: sponsored("LEARN_MORE"),
    host: new FakeHost("empty"),
    width: 390,
    desktop,
    overlays: { titleSafe: 0.1, crops: false, padded: false, link: "two_to_one" },
  });
  return screen.getByTestId("proof-carousel");
}

afterEach(cleanup);

describe("cards in the proof", () => {
  it("are turned by buttons and by keys, and not past the ends", async () => {
    const shown = show([card("m3", "One"), card("m1", "Two"), card("m0", "Three")]);
    expect(screen.queryByTestId("proof-previous-card")).toBeNull();
    await fireEvent.click(screen.getByTestId("proof-next-card"));
    expect(shown.dataset.card).toBe("2");
    await fireEvent.keyDown(shown, { key: "ArrowRight" });
    await fireEvent.keyDown(shown, { key: "ArrowRight" });
    expect(shown.dataset.card).toBe("3");
    expect(within(shown).getByRole("status").textContent).toBe("Card 3 of 3: Three");
    expect(screen.queryByTestId("proof-next-card")).toBeNull();
    await fireEvent.keyDown(shown, { key: "Home" });
    expect(shown.dataset.card).toBe("1");
  });

  it("have their titles, where they lead, the button, and the title-safe area", () => {
    const shown = show([card("m3", "One"), card("m1", "", "")]);
    expect(
      within(shown)
        .getAllByTestId("proof-card-title")
        .map((title) => title.textContent?.trim()),
    ).toEqual(["One", "No title"]);
    expect(shown.textContent).toContain("bindery.example");
    expect(shown.textContent).toContain("No landing page yet");
    expect(within(shown).getAllByText("Learn more")).toHaveLength(2);
    expect(within(shown).getAllByTestId("proof-title-safe")).toHaveLength(2);
  });

  it("show on a phone where a title may be cut and is", () => {
    const title = "x".repeat(50);
    const shown = show([card("m3", title), card("m1", "y".repeat(40))]);
    const [cut, marked] = within(shown).getAllByTestId("proof-card-title");
    expect(cut?.textContent?.trim()).toBe(`${"x".repeat(known.title.max)}…`);
    expect(cut?.querySelector("mark")?.textContent).toBe("x".repeat(known.title.max - known.title.min));
    expect(marked?.textContent?.trim()).toBe("y".repeat(40));
    cleanup();
    expect(
      within(show([card("m3", title)], true))
        .getByTestId("proof-card-title")
        .textContent?.trim(),
    ).toBe(title);
  });

  it("are noted where they are not square, too long or without alt text", () => {
    const attached = carousel(card("m3", "One"), card("m1", "x".repeat(39)), card("m0", ""));
    const said = notesOn(attached, { device: "phone", width: 390, padded: false, link: "two_to_one" }).join(" ");
    expect(said).toContain("2 of 3 cards are not square");
    expect(said).toContain("Phones cut titles after 38 to 46 characters: 1 of 3 is longer");
    expect(said).toContain("1 card has no alt text.");
    expect(carousel()).toEqual({ kind: "none" });
  });
});

describe("an advertisement in the proof", () => {
  it("shows two lines of text", () => {
    const lines = [0, 10, 20, 30].map((from) => ({ from, to: from + 10, blank: false }));
    const measured = lines as unknown as Parameters<typeof chooseCut>[0];
    const cut = (allowed?: number) => chooseCut(measured, 40, "phone", ({ to }) => to, allowed).lines.length;
    expect([cut(), cut(rules.sponsoredLines.value)]).toEqual([3, 2]);
  });

  it("has a bar with where it leads and its button, and none where there is neither", () => {
    render(AdBar, { sponsored: sponsored("SIGN_UP", "bindery.example/paper") });
    expect(screen.getByTestId("proof-ad").textContent).toMatch(/bindery\.example\s*Sign up/u);
    cleanup();
    render(AdBar, { sponsored: sponsored(null) });
    expect(screen.queryByTestId("proof-ad")).toBeNull();
  });

  it("names a page by its host, and cuts titles between characters", () => {
    expect(["https://www.a.example/b", "a.example", "", "two words"].map(hostOf)).toEqual([
      "a.example",
      "a.example",
      "",
      "",
    ]);
    expect(cutTitle("👩‍👩‍👧‍👦".repeat(4), 2, 3)).toEqual({ sure: "👩‍👩‍👧‍👦👩‍👩‍👧‍👦", doubtful: "👩‍👩‍👧‍👦", more: true });
  });
});
