import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import type { Assessment, AuthorView, Draft, Finding, Host, MediaView, Settings } from "../host/contract";
import Proof from "./Proof.svelte";

// There is no layout in these tests, so the older count decides where the text folds.
const long = `${"word ".repeat(40)}end`;
const author: AuthorView = {
  urn: "urn:li:organization:1",
  name: "Sandbox Bindery",
  kind: "page",
  role: "ADMINISTRATOR",
  followers: 12345,
  may_post: true,
  why_not: null,
};
const settings: Settings["proof"] = { device: "phone", width: 375, text_scale: 1, dark: false };

function view(id: string): MediaView {
  const facts = { format: "jpeg", bytes: 1, width: 1200, height: 627, animated: false, frames: 1, stamp: "1" };
  return { id, name: `${id}.jpg`, state: { status: "present", facts: { kind: "image", ...facts } }, changed_at: null };
}

function proofOf(
  text: string,
  images: string[] = [],
  more: { author?: AuthorView | null; findings?: Finding[]; dark?: boolean } = {},
) {
  const draft: Draft = {
    id: "d",
    account: null,
    author: null,
    commentary: text === "" ? [] : [{ kind: "text", text }],
    attachment:
      images.length === 0
        ? { kind: "none" }
        : { kind: "images", images: images.map((media) => ({ media, alt_text: `alt of ${media}`, title: "" })) },
    visibility: "PUBLIC",
    reshare_disabled: false,
    comments_closed: false,
    first_comment: "",
    sponsored: null,
  };
  const assessment: Assessment = {
    counts: { visible: text.length, wire: text.length, characters: text.length, limit: 3000 },
    intro: {
      first: text.length > 128 ? 128 : null,
      last: text.length > 130 ? 130 : null,
      min: 128,
      max: 130,
      source: "",
    },
    hashtags: [],
    findings: more.findings ?? [],
    publishable: true,
  };
  const media = new Map(images.map((id) => [id, view(id)]));
  const host = { thumbnailUrl: (id: string, edge: number) => `media://${id}/${edge}` } as unknown as Host;
  const onsettings = vi.fn();
  const { rerender } = render(Proof, {
    props: {
      draft,
      media,
      assessment,
      assessed: draft.commentary,
      author: more.author === undefined ? author : more.author,
      host,
      player: { caption: "", sought: null, plays: false, onmoment: () => {}, onopen: () => {} },
      settings: { ...settings, dark: more.dark ?? false },
      onsettings,
    },
  });
  const change = ({ id, images }: { id: string; images: string[] }) => {
    const items = images.map((media) => ({ media, alt_text: "", title: "" }));
    return rerender({
      draft: { ...draft, id, attachment: items.length ? { kind: "images", images: items } : { kind: "none" } },
      media: new Map(images.map((media) => [media, view(media)])),
    });
  };
  return { onsettings, change };
}

afterEach(cleanup);

describe("the proof", () => {
  it("teaches what will be there while there is nothing", () => {
    proofOf("");
    expect(screen.getByTestId("proof-empty").textContent).toContain("Nothing to proof yet");
    expect(screen.queryByTestId("proof-cut")).toBeNull();
  });

  it("shows only what a reader sees before unfolding, and says where it ends", async () => {
    proofOf(long);
    const cut = await screen.findByTestId("proof-cut");
    expect(cut.dataset).toMatchObject({ rule: "characters", offset: "128" });
    expect(screen.getByTestId("proof-text").textContent).toBe(long.slice(0, 128));
  });

  it("unfolds at …more and folds again", async () => {
    proofOf(long);
    await fireEvent.click(await screen.findByRole("button", { name: "…more" }));
    expect(screen.getByTestId("proof-text").textContent).toBe(long);
    await fireEvent.click(screen.getByText("Fold again"));
    expect(screen.getByTestId("proof-text").textContent).toBe(long.slice(0, 128));
  });

  it("keeps every line break and blank line of a text that shows whole", async () => {
    proofOf("one\n\n  two\nthree");
    await waitFor(() => expect(screen.getByTestId("proof-text").textContent).toBe("one\n\n  two\nthree"));
    expect(screen.getByTestId("proof-cut").dataset.rule).toBe("whole");
  });

  it("draws markup as text", async () => {
    proofOf("<img src=x onerror=alert(1)> & <b>bold</b>");
    const text = await screen.findByTestId("proof-text");
    expect(text.textContent).toBe("<img src=x onerror=alert(1)> & <b>bold</b>");
    expect(text.querySelector("img, b")).toBeNull();
  });

  it("shows five of seven images and counts the rest", () => {
    proofOf("", ["a", "b", "c", "d", "e", "f", "g"]);
    expect(screen.getAllByRole("img", { name: /^alt of/ })).toHaveLength(5);
    expect(screen.getByText("+2")).toBeTruthy();
  });

  it("turns its images by key and gives the focus back", async () => {
    proofOf("", ["a", "b"]);
    const opener = screen.getByRole("button", { name: /^Open image 1 of 2/ });
    await fireEvent.click(opener);
    const viewer = screen.getByTestId("proof-viewer");
    await fireEvent.keyDown(viewer, { key: "ArrowRight" });
    expect(viewer.textContent).toContain("2 of 2");
    expect(viewer.textContent).toContain("alt of b");
    await fireEvent.keyDown(viewer, { key: "Escape" });
    await waitFor(() => expect(document.activeElement).toBe(opener));
    expect(screen.queryByTestId("proof-viewer")).toBeNull();
  });

  it("keeps the focus on the button at the last image, so that keys still arrive", async () => {
    proofOf("", ["a", "b"]);
    await fireEvent.click(screen.getByRole("button", { name: /^Open image 1 of 2/ }));
    const next = screen.getByRole<HTMLButtonElement>("button", { name: "Next image" });
    next.focus();
    await fireEvent.click(next);
    expect([next.disabled, next.getAttribute("aria-disabled")]).toEqual([false, "true"]);
    await fireEvent.click(next);
    expect(screen.getByTestId("proof-viewer").textContent).toContain("2 of 2");
    await fireEvent.keyDown(document.activeElement as Element, { key: "Escape" });
    expect(screen.queryByTestId("proof-viewer")).toBeNull();
  });

  it("explains the older rule's mark in the colour it has in that feed", async () => {
    proofOf(long, [], { dark: true });
    await screen.findByTestId("proof-cut");
    expect(document.querySelector(".swatch")?.matches(".feed.dark")).toBe(true);
  });

  it("does not open by itself in a draft that has images of its own", async () => {
    const { change } = proofOf("", ["a", "b"]);
    await fireEvent.click(screen.getByRole("button", { name: /^Open image 2 of 2/ }));
    await change({ id: "other", images: [] });
    await change({ id: "other", images: ["c", "d"] });
    expect(screen.queryByTestId("proof-viewer")).toBeNull();
  });

  it("turns its images by a swipe, and not by a click", async () => {
    proofOf("", ["a", "b"]);
    await fireEvent.click(screen.getByRole("button", { name: /^Open image 1 of 2/ }));
    const viewer = screen.getByTestId("proof-viewer");
    const sheet = viewer.querySelector(".sheet") as HTMLElement;
    await fireEvent.pointerDown(sheet, { clientX: 200 });
    await fireEvent.pointerUp(sheet, { clientX: 190 });
    expect(viewer.textContent).toContain("1 of 2");
    await fireEvent.pointerDown(sheet, { clientX: 200 });
    await fireEvent.pointerUp(sheet, { clientX: 120 });
    expect(viewer.textContent).toContain("2 of 2");
  });

  it("gives the finding's reason when an image cannot be drawn", async () => {
    const message = "a.jpg ends too early.";
    const place = { at: "image", media: "a", field: "file" } as const;
    proofOf("", ["a"], {
      findings: [
        {
          rule: "image.truncated",
          severity: "block",
          place,
          message,
          measured: null,
          limit: null,
          source: null,
          remedy: null,
        },
      ],
    });
    expect(screen.getByText("ALT")).toBeTruthy();
    await fireEvent.error(screen.getByRole("img", { name: "alt of a" }));
    expect(screen.getByText(message)).toBeTruthy();
    expect(screen.queryByText("ALT")).toBeNull();
  });

  it("asks for an author when there is none", () => {
    proofOf("Hello", [], { author: null });
    expect(screen.getByText("No author yet")).toBeTruthy();
  });

  it("changes one setting and leaves the others", async () => {
    const { onsettings } = proofOf("Hello");
    await fireEvent.click(screen.getByLabelText("Dark"));
    expect(onsettings).toHaveBeenCalledExactlyOnceWith({ ...settings, dark: true });
  });
});
