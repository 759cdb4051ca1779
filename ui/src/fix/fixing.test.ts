import { describe, expect, it } from "vitest";

import type { Attachment, Facts, MediaId, MediaView } from "../host/contract";
import { video } from "../host/fake/files";
import { filmOf, Fixing } from "./fixing.svelte";

const film = { width: 1920, height: 1080 };
const drawable = { mendable: true };

function image(width: number, height: number, orientation = 1): Facts {
  const facts = { kind: "image", format: "jpeg", bytes: 900_000, width, height, animated: false, frames: 1 } as const;
  return { ...facts, orientation, stamp: "1" };
}

describe("what a picture is fixed to", () => {
  it("is the video's size for its thumbnail, cut to its shape in the middle", () => {
    const fixing = new Fixing(drawable, image(4000, 3000), "crop", film);
    expect([fixing.toFilm, fixing.tooSmall]).toEqual([true, false]);
    expect(fixing.wish).toMatchObject({ crop: { x: 0, y: 375, width: 4000, height: 2250 }, to: film });
    fixing.cut("square");
    expect(fixing.wish).toMatchObject({ crop: { width: 3000, height: 3000 }, to: null });
  });

  it("is not taken for a picture that is too small, and said to be so when it is wished for", () => {
    const fixing = new Fixing(drawable, image(1600, 1200), null, film);
    expect([fixing.toFilm, fixing.wish.to]).toEqual([false, null]);
    fixing.fill(true);
    expect(fixing.tooSmall).toBe(true);
  });

  it("keeps the video's shape when the part gets other sides, and tells when it gets too small", () => {
    const fixing = new Fixing(drawable, image(4000, 3000), null, film);
    fixing.measure("width", 1600);
    expect([fixing.crop.height, fixing.tooSmall]).toEqual([900, true]);
  });

  it("is upright anyhow where it is drawn anew for another reason, and is shown so", () => {
    const turned = (facts: Partial<Facts> = {}) =>
      new Fixing(drawable, { ...image(400, 300, 6), ...facts } as Facts, null);
    const plain = turned();
    expect(plain.uprightAnyhow).toBe(false);
    plain.cut("square");
    expect([plain.uprightAnyhow, plain.wish.upright]).toEqual([true, false]);
    plain.open();
    expect(plain.uprightAnyhow).toBe(false);
    plain.format = "jpeg";
    expect(plain.uprightAnyhow).toBe(false);
    plain.format = "png";
    expect(plain.uprightAnyhow).toBe(true);
    expect(turned({ format: "png" }).uprightAnyhow).toBe(true);
    expect(turned({ format: "webp" }).uprightAnyhow).toBe(true);
    const large = turned({ bytes: 900_000_000 });
    expect(large.uprightAnyhow).toBe(true);
    large.fit = false;
    expect(large.uprightAnyhow).toBe(false);
    const straight = new Fixing(drawable, image(400, 300), null);
    straight.cut("square");
    expect(straight.uprightAnyhow).toBe(false);
  });

  it("is a photograph where phones write into it", () => {
    const photo = (format: string) => new Fixing(drawable, { ...image(4, 3), format }, null).photo;
    expect(["jpeg", "heic", "webp", "gif", "png"].map(photo)).toEqual([true, true, false, false, false]);
  });

  it("is upright only where it is turned and that is wished for", () => {
    expect(new Fixing(drawable, image(400, 300, 6), null).wish.upright).toBe(false);
    expect(new Fixing(drawable, image(400, 300, 6), "turn").wish.upright).toBe(true);
    expect(new Fixing(drawable, image(400, 300), "turn").wish.upright).toBe(false);
  });

  it("keeps moving with fewer frames where it has too many, and is only stripped where it has not", () => {
    const film = (frames: number): Facts => ({
      ...{ kind: "image", format: "gif", bytes: 900_000, width: 60, height: 40, animated: true, stamp: "1" },
      frames,
    });
    expect(new Fixing(drawable, film(251), "thin").wish).toMatchObject({ fit: true, format: null, crop: null });
    expect(new Fixing(drawable, film(250), null).wish.fit).toBe(false);
  });

  it("knows the video only of its thumbnail", () => {
    const view = video(1);
    const thumbnail = { media: "t" as MediaId, at_ms: null };
    const attachment: Attachment = { kind: "video", video: { media: view.id, title: "", thumbnail, captions: null } };
    const media = new Map<MediaId, MediaView>([[view.id, view]]);
    expect(filmOf({ attachment, media }, thumbnail.media)).toEqual(film);
    expect(filmOf({ attachment, media }, view.id)).toBeNull();
    expect(filmOf({ attachment: { kind: "none" }, media }, thumbnail.media)).toBeNull();
  });
});
