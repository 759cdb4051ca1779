import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Facts, Finding, ImageFacts, MediaView } from "../host/contract";
import { collageOf, shapeOf, tileAspect } from "./collage";
import { cropInto, singleFrame, thumbnailEdge } from "./frame";
import { notesOn, type Look } from "./notes";
import { keepReasons, picturesOf, type Picture } from "./pictures";

function view(id: string, facts: Partial<ImageFacts> & { format?: string } = {}): MediaView {
  const whole: ImageFacts & Facts = {
    kind: "image",
    format: "jpeg",
    bytes: 1,
    width: 1200,
    height: 627,
    animated: false,
    frames: null,
    stamp: "1",
    ...facts,
  };
  return { id, name: `${id}.jpg`, state: { status: "present", facts: whole }, changed_at: null };
}

function noImage(id: string): MediaView {
  const facts: Facts = { kind: "unknown", format: null, bytes: 1, stamp: "1" };
  return { id, name: id, state: { status: "present", facts }, changed_at: null };
}

function pictures(views: MediaView[], findings: Finding[] = []): Picture[] {
  const images = views.map(({ id }) => ({ media: id, alt_text: "", title: "" }));
  return picturesOf({ kind: "images", images }, new Map(views.map((one) => [one.id, one])), keepReasons()(findings));
}

const look: Look = { device: "phone", width: 390, padded: false, link: "two_to_one" };
const notesOf = (views: MediaView[], other: Partial<Look> = {}, findings: Finding[] = []) =>
  notesOn({ kind: "images", pictures: pictures(views, findings), beyond: 0 }, { ...look, ...other }).join(" ");

const refused = (media: string): Finding => ({
  ...{ rule: "image.truncated", severity: "block", place: { at: "image", media, field: "file" } },
  ...{ message: "The file breaks off.", measured: null, limit: null, source: null, remedy: null },
});

describe("a single picture", () => {
  it("is shown whole between 3:1 and 4:5", () => {
    const size = { width: 1200, height: 627 };
    expect(cropInto(singleFrame(size), size)).toEqual({ sides: 0, topAndBottom: 0 });
  });

  it("loses its top and bottom when it is taller than 4:5", () => {
    const size = { width: 900, height: 1600 };
    expect(singleFrame(size)).toBe(0.8);
    expect(cropInto(0.8, size).topAndBottom).toBeCloseTo((1 - 0.5625 / 0.8) / 2);
  });

  it("loses its sides when it is wider than 3:1", () => {
    const size = { width: 4000, height: 1000 };
    expect(cropInto(singleFrame(size), size)).toEqual({ sides: 0.125, topAndBottom: 0 });
  });

  it("says so when it is too small to stay sharp", () => {
    expect(notesOf([view("a", { width: 300, height: 200 })])).toContain("enlarged");
  });
});

describe("what is said of pictures", () => {
  it("is that a GIF plays in the feed, and of no other animation", () => {
    expect(notesOf([view("a", { format: "gif", animated: true })])).toContain("In the feed it plays.");
    expect(notesOf([view("a", { format: "png", animated: true })])).not.toContain("plays");
    expect(notesOf([view("a", { format: "gif", animated: false })])).not.toContain("plays");
  });

  it("counts those without alt text as the findings do: what is no image needs none", () => {
    const gone: MediaView = { ...view("d"), state: { status: "gone", why: "" } };
    expect(notesOf([view("a"), noImage("b"), view("c"), gone])).toContain("3 images have no alt text.");
    expect(notesOf([view("a"), noImage("b")])).toContain("The image has no alt text.");
    expect(notesOf([noImage("a")])).not.toContain("alt text");
  });

  it("is nothing of how it is shown where it is refused", () => {
    expect(notesOf([view("a")])).toContain("1,200 × 627, shown whole.");
    expect(notesOf([view("a")], {}, [refused("a")])).toBe("The image has no alt text.");
    expect(notesOf([view("a", { format: "gif", animated: true, color: "rgba" })], {}, [refused("a")])).toBe(
      "The image has no alt text.",
    );
  });

  it("is that LinkedIn may put a colour behind what is transparent", () => {
    for (const color of ["rgba", "gray_alpha"] as const)
      expect(notesOf([view("a"), view("b", { color })])).toContain("may put white or another colour there");
    for (const color of ["rgb", "gray", "palette", null] as const)
      expect(notesOf([view("a", { color })])).not.toContain("ransparent");
  });
});

describe("a collage", () => {
  const anySize = fc.record({ width: fc.integer({ min: 1, max: 9000 }), height: fc.integer({ min: 1, max: 9000 }) });
  const anyCount = fc.integer({ min: 2, max: 20 });

  it("shows five pictures and counts the rest", () => {
    const { layout, more } = collageOf(7, { width: 3, height: 2 });
    expect(layout.tiles).toHaveLength(5);
    expect(more).toBe(2);
  });

  it("covers its grid without holes or overlaps", () => {
    fc.assert(
      fc.property(anyCount, anySize, (count, first) => {
        const { layout } = collageOf(count, first);
        const cells = layout.tiles.flatMap(({ column, row, columns, rows }) =>
          Array.from(
            { length: columns * rows },
            (_, at) => `${column + (at % columns)},${row + Math.floor(at / columns)}`,
          ),
        );
        expect(new Set(cells).size).toBe(layout.columns * layout.rows);
        expect(cells).toHaveLength(layout.columns * layout.rows);
      }),
    );
  });

  it("shows or counts every picture", () => {
    fc.assert(
      fc.property(anyCount, anySize, (count, first) => {
        const { layout, more } = collageOf(count, first);
        expect(layout.tiles.length + more).toBe(count);
      }),
    );
  });

  it("knows the shape of its tiles", () => {
    const { layout } = collageOf(2, { width: 1, height: 1 });
    expect(layout.tiles.map((tile) => tileAspect(layout, tile))).toEqual([1, 1]);
  });

  it("takes a nearly square picture for square", () => {
    expect([shapeOf({ width: 1000, height: 980 }), shapeOf({ width: 1200, height: 800 })]).toEqual([
      "square",
      "landscape",
    ]);
  });
});

describe("a picture that cannot be drawn", () => {
  it("gives the finding's reason", () => {
    const message = "notes.txt is not an image.";
    const finding = {
      rule: "image.format",
      severity: "block",
      place: { at: "image", media: "a", field: "file" },
      message,
      measured: null,
      limit: null,
      source: null,
      remedy: null,
    } as const;
    expect(pictures([noImage("a")], [finding])[0]?.hopeless).toBe(message);
  });

  it("is not looked at anew while nothing else is said of it", () => {
    const about = (message: string): Finding => ({
      rule: "image.format",
      severity: "block",
      place: { at: "image", media: "a", field: "file" },
      message,
      measured: null,
      limit: null,
      source: null,
      remedy: null,
    });
    const reasons = keepReasons();
    const before = reasons([about("It is no image.")]);
    expect(reasons([about("It is no image.")])).toBe(before);
    expect(reasons([about("It ends too early.")])).not.toBe(before);
  });

  it("is told from one that is only refused", () => {
    expect(pictures([view("a")])[0]?.hopeless).toBeNull();
  });

  it("may be gone", () => {
    const gone: MediaView = { id: "a", name: "harbour.jpg", state: { status: "gone", why: "" }, changed_at: null };
    expect(pictures([gone])[0]?.hopeless).toContain("harbour.jpg is gone");
  });
});

it("a thumbnail is asked for in the smallest size that stays sharp", () => {
  expect([thumbnailEdge(90, 1), thumbnailEdge(180, 2), thumbnailEdge(5000, 1)]).toEqual([96, 1200, 1200]);
});
