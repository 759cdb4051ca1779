import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";

import type { Host, LinkItem, MediaView } from "../host/contract";
import { picture } from "../host/fake/files";
import { attachedTo } from "./attached";
import LinkPost from "./LinkPost.svelte";
import { notesOn } from "./notes";
import type { LinkLook } from "./overlays";

const whole: LinkItem = {
  url: "https://www.example.com/news",
  title: "Nine lessons",
  description: "",
  thumbnail: { media: "m0", alt_text: "A ship" },
};

function attached(link: LinkItem, view: MediaView = picture(0)) {
  const found = attachedTo({ kind: "link", link }, new Map([[view.id, view]]), new Map());
  if (found.kind !== "link") throw new Error("no link");
  return found;
}

const notes = (link: LinkItem, look: LinkLook = "two_to_one") =>
  notesOn(attached(link), { device: "phone", width: 390, padded: false, link: look }).join(" ");

function shown(link: LinkItem, look: LinkLook = "two_to_one", view?: MediaView) {
  const host = { thumbnailUrl: (id: string, edge: number) => `media://${id}/${edge}` } as unknown as Host;
  render(LinkPost, { props: { attached: attached(link, view), host, width: 390, desktop: false, look } });
  return screen.getByTestId("proof-link");
}

afterEach(cleanup);

describe("the card of a link in the proof", () => {
  it("shows the picture over its title and its host", () => {
    const card = shown(whole);
    expect(card.textContent.replace(/\s+/gu, " ").trim()).toBe("Nine lessons example.com");
    expect(screen.getByAltText("A ship").closest<HTMLElement>(".picture")?.style.aspectRatio).toContain("2");
  });

  it("shows a square beside the words, as some readers see it", () => {
    const card = shown(whole, "square");
    expect(card.dataset["look"]).toBe("square");
    expect(card.querySelector<HTMLElement>(".picture")?.style.width).toBe("96px");
  });

  it("is its host twice without a title, and has no empty frame without a picture", () => {
    const card = shown({ ...whole, title: " ", thumbnail: null });
    expect(card.textContent.replace(/\s+/gu, " ").trim()).toBe("example.com example.com");
    expect(card.querySelector(".picture")).toBeNull();
  });

  it("says what became of a picture that is gone", () => {
    const gone: MediaView = { ...picture(0), state: { status: "gone", why: "It is not there any more." } };
    expect(shown(whole, "two_to_one", gone).textContent).toContain("press-room.jpg is gone");
  });
});

describe("the notes on a link", () => {
  it("tell what of the picture is lost, and that nobody is sure", () => {
    expect(notes(whole)).toContain("1,200 × 627: the top and the bottom lose 2% each.");
    expect(notes(whole, "wide")).toContain("shown whole");
    expect(notes(whole)).toContain("LinkedIn names a frame of 2:1; others see 1.91:1");
  });

  it("tell how bare it is", () => {
    const bare = notes({ url: "", title: "", description: "", thumbnail: null });
    expect(bare).toContain("leads nowhere yet");
    expect(bare).toContain("Without a title");
    expect(bare).toContain("Without a picture");
    expect(bare).not.toContain("2:1");
  });
});
