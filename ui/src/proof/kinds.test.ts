import { describe, expect, it } from "vitest";

import type { Attachment, MediaView } from "../host/contract";
import { document, picture, video } from "../host/fake/files";
import { attachedTo } from "./attached";
import { barsIn, enlargement, filmFrame, paperFrame } from "./frame";
import { notesOn, type Look } from "./notes";

const look: Look = { device: "phone", width: 390, padded: false, link: "two_to_one" };

function notesOf(attachment: Attachment, views: MediaView[], other: Partial<Look> = {}, refused = ""): string {
  const media = new Map(views.map((view) => [view.id, view]));
  const reasons = new Map(refused ? [[refused, "It is refused."]] : []);
  return notesOn(attachedTo(attachment, media, reasons), { ...look, ...other }).join(" ");
}

const film = (facts: Parameters<typeof video>[2] = {}) => video(10, "clip.mp4", facts);
const ofFilm = (thumbnail: string | null = null): Attachment => ({
  kind: "video",
  video: { media: "f10", title: "", thumbnail: thumbnail ? { media: thumbnail, at_ms: null } : null, captions: null },
});
const ofPaper: Attachment = { kind: "document", document: { media: "f20", title: "A" } };

describe("a frame", () => {
  it("has bars beside what is taller and above what is wider", () => {
    expect(barsIn(0.8, { width: 1080, height: 1920 }).sides).toBeCloseTo((1 - 0.5625 / 0.8) / 2);
    expect(barsIn(1.91, { width: 2400, height: 1000 }).topAndBottom).toBeCloseTo((1 - 1.91 / 2.4) / 2);
    expect(barsIn(16 / 9, { width: 1920, height: 1080 })).toEqual({ sides: 0, topAndBottom: 0 });
  });

  it("is the film's own between 1.91:1 and 4:5, and 16:9 where it does not tell", () => {
    const frames = [
      [1920, 1080],
      [1080, 1920],
      [2400, 1000],
    ].map(([width = 0, height = 0]) => filmFrame({ width, height }));
    expect(frames).toEqual([1920 / 1080, 0.8, 1.91]);
    expect(filmFrame(null)).toBe(16 / 9);
  });

  it("is the first page's for all pages", () => {
    expect([
      paperFrame({ width: 595, height: 842 }),
      paperFrame({ width: 400, height: 400 }),
      paperFrame(null),
    ]).toEqual([0.8, 1, 0.8]);
  });

  it("enlarges by the side that needs it most", () => {
    expect(enlargement(1, 400, 2, { width: 800, height: 400 })).toBe(2);
    expect(enlargement(2, 400, 2, { width: 400, height: 800 })).toBe(2);
  });
});

describe("the notes on a video", () => {
  it("tell where bars stand, and how wide they are", () => {
    expect(notesOf(ofFilm(), [film()])).toContain("1,920 × 1,080, fills its frame");
    expect(notesOf(ofFilm(), [film({ width: 1080, height: 1920 })])).toContain(
      "black bars left and right take 15% each",
    );
  });

  it("tell of a thumbnail in another shape, and of none at all", () => {
    expect(notesOf(ofFilm(), [film()])).toContain("a frame of its own choice");
    const square = picture(3);
    expect(notesOf(ofFilm(square.id), [film(), square])).toContain("1,080 × 1,080 and 1,920 × 1,080");
    const same: MediaView = { ...picture(2), id: "m2" };
    const whole = notesOf(ofFilm("m2"), [film({ width: 1600, height: 1067 }), same]);
    expect(whole).not.toContain("another shape");
    expect(whole).not.toContain("own choice");
  });

  it("do not guess what a file does not tell", () => {
    expect(notesOf(ofFilm(), [film({ width: null, height: null })])).toContain("does not say how large");
  });
});

describe("the notes on a document", () => {
  it("tell what the viewer leaves empty, and that pages differ", () => {
    const a4 = document(20, "a.pdf", { first_page: { width: 595, height: 842 }, page_sizes: "mixed" });
    const said = notesOf(ofPaper, [a4]);
    expect(said).toContain("leaves 6% empty left and right");
    expect(said).toContain("The pages are of different sizes");
    expect(notesOf(ofPaper, [document(20)])).toBe("The first page fills the viewer.");
  });

  it("say nothing of how it is shown where it is refused", () => {
    expect(notesOf(ofPaper, [document(20, "a.pdf", { needs_password: true })], {}, "f20")).toBe("");
    expect(notesOf(ofFilm(), [film({ width: null, height: null, video_tracks: 0 })], {}, "f10")).toBe("");
  });

  it("say nothing of pages that only LinkedIn makes", () => {
    expect(notesOf(ofPaper, [document(20, "a.docx", { format: "docx", first_page: null })])).toBe("");
  });
});

describe("more images than a post holds", () => {
  it("are not drawn, and said to be left", () => {
    const views = Array.from({ length: 251 }, (_, index) => picture(index));
    const images = views.map(({ id }) => ({ media: id, alt_text: "x", title: "" }));
    const media = new Map(views.map((view) => [view.id, view]));
    const attached = attachedTo({ kind: "images", images }, media, new Map());
    expect(attached).toMatchObject({ pictures: { length: 20 }, beyond: 231 });
    const said = notesOf({ kind: "images", images }, views);
    expect(said).toContain(
      "The first 20 images are shown here: LinkedIn takes no more in one post. 231 more are not shown.",
    );
    expect(said).toContain("20 images, laid out");
    expect(notesOf({ kind: "images", images: images.slice(0, 20) }, views)).not.toContain("not shown");
  });
});

describe("the notes on a single image", () => {
  const one: Attachment = { kind: "images", images: [{ media: "m1", alt_text: "x", title: "" }] };
  const sized = (width: number, height: number): MediaView[] => {
    const view = picture(1);
    if (view.state.status === "present") Object.assign(view.state.facts, { width, height });
    return [view];
  };

  it("tell how it stands in LinkedIn’s own padded frame, where that is looked at", () => {
    const said = notesOf(one, sized(1000, 1000), { padded: true });
    expect(said).toContain("white bars left and right, 24% each");
    expect(notesOf(one, sized(1200, 627), { padded: true })).toContain("no bars, it fits");
  });

  it("tell that a screen enlarges it, with how much, and leave out what nobody sees", () => {
    expect(notesOf(one, sized(700, 560))).toContain("On a phone it is enlarged 1.7 times");
    expect(notesOf(one, sized(1200, 627))).not.toContain("enlarged");
    expect(notesOf(one, sized(700, 560), { device: "desktop", width: 555 })).toContain("On a desktop");
  });
});
