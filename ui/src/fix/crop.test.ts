import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Crop } from "../host/contract";
import { corners, edges, isWhole, moved, pulled, shaped, shapes, sized, whole, type Size } from "./crop";

const photograph: Size = { width: 4000, height: 3000 };

const sizes = fc.record({ width: fc.integer({ min: 1, max: 20_000 }), height: fc.integer({ min: 1, max: 20_000 }) });
const ratios = fc.constantFrom(...Object.values(shapes));
const handles = fc.constantFrom(...corners, ...edges);
const distance = fc.integer({ min: -30_000, max: 30_000 });
/** A picture and a part of it. */
const parts = sizes.chain((size) =>
  fc.record({ x: fc.nat(size.width - 1), y: fc.nat(size.height - 1) }).chain(({ x, y }) =>
    fc.record({
      size: fc.constant(size),
      crop: fc.record({
        x: fc.constant(x),
        y: fc.constant(y),
        width: fc.integer({ min: 1, max: size.width - x }),
        height: fc.integer({ min: 1, max: size.height - y }),
      }),
    }),
  ),
);

function expectInside(size: Size, crop: Crop) {
  expect(Object.values(crop).every(Number.isInteger)).toBe(true);
  expect(Math.min(crop.x, crop.y)).toBeGreaterThanOrEqual(0);
  expect(Math.min(crop.width, crop.height)).toBeGreaterThanOrEqual(1);
  expect(crop.x + crop.width).toBeLessThanOrEqual(size.width);
  expect(crop.y + crop.height).toBeLessThanOrEqual(size.height);
}

describe("a part to keep", () => {
  it("is the largest of its shape, around the middle", () => {
    expect(shaped(photograph, shapes.landscape)).toEqual({ x: 0, y: 455, width: 4000, height: 2090 });
    expect(shaped(photograph, shapes.square)).toEqual({ x: 500, y: 0, width: 3000, height: 3000 });
    expect(shaped({ width: 1200, height: 900 }, shapes.landscape)).toMatchObject({ width: 1200, height: 627 });
    expect(isWhole(shaped(photograph, shapes.free), photograph)).toBe(true);
  });

  it("stays around what was chosen before when its shape changes", () => {
    const left: Crop = { x: 0, y: 0, width: 1000, height: 1000 };
    expect(shaped(photograph, shapes.portrait, left).x).toBe(0);
    const right: Crop = { x: 3000, y: 2000, width: 1000, height: 1000 };
    expect(shaped(photograph, shapes.portrait, right)).toEqual({ x: 1600, y: 0, width: 2400, height: 3000 });
  });

  it("goes no further than the picture", () => {
    const part = shaped(photograph, shapes.square);
    expect(moved(photograph, part, -9_999, 40)).toEqual({ ...part, x: 0 });
    expect(moved(photograph, part, 9_999, -40)).toEqual({ ...part, x: 1000 });
  });

  it("keeps the corner opposite the one that is pulled", () => {
    const part: Crop = { x: 1000, y: 1000, width: 1000, height: 1000 };
    expect(pulled(photograph, part, "nw", -200, -100, null)).toEqual({ x: 800, y: 900, width: 1200, height: 1100 });
    expect(pulled(photograph, part, "se", 200, 100, null)).toEqual({ x: 1000, y: 1000, width: 1200, height: 1100 });
    expect(pulled(photograph, part, "se", 200, 100, 1)).toEqual({ x: 1000, y: 1000, width: 1200, height: 1200 });
    expect(pulled(photograph, part, "e", 200, 100, null)).toEqual({ ...part, width: 1200 });
  });

  it("gets a side of as many pixels as are typed", () => {
    const part = shaped(photograph, shapes.square);
    expect(sized(photograph, part, "width", 1080, shapes.square)).toMatchObject({ width: 1080, height: 1080 });
    expect(sized(photograph, part, "height", 500, null)).toMatchObject({ width: 3000, height: 500 });
    expect(sized(photograph, part, "width", 99_999, null)).toMatchObject({ x: 500, width: 3500 });
  });

  it("never leaves the picture, whatever is done to it", () => {
    fc.assert(
      fc.property(parts, ratios, handles, distance, distance, ({ size, crop }, ratio, handle, dx, dy) => {
        expectInside(size, whole(size));
        expectInside(size, shaped(size, ratio, crop));
        expectInside(size, moved(size, crop, dx, dy));
        expectInside(size, pulled(size, crop, handle, dx, dy, ratio));
        expectInside(size, sized(size, crop, "width", dx, ratio));
      }),
    );
  });

  it("keeps its shape to the pixel while it is pulled", () => {
    const pictures = fc.record({
      width: fc.integer({ min: 400, max: 9_000 }),
      height: fc.integer({ min: 400, max: 9_000 }),
    });
    const shape = fc.constantFrom(shapes.landscape, shapes.square, shapes.portrait);
    fc.assert(
      fc.property(pictures, shape, fc.constantFrom(...corners), distance, distance, (size, ratio, handle, dx, dy) => {
        const part = pulled(size, shaped(size, ratio), handle, dx, dy, ratio);
        expect(Math.abs(part.width - part.height * ratio)).toBeLessThanOrEqual(Math.max(1, ratio));
      }),
    );
  });
});
