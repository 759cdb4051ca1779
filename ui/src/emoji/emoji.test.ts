import { beforeEach, describe, expect, it } from "vitest";

import { load, rowsOf, search, step, toned } from "./emoji";
import { keepRecent, recent } from "./kept";

const found = async (typed: string) => search(await load(), typed).map(({ sign }) => sign);

describe("the emoji", () => {
  it("are all there, in groups, flags too, and no bare skin tone among them", async () => {
    const groups = await load();
    const all = groups.flatMap(({ emoji }) => emoji.map(({ sign }) => sign));
    expect(groups).toHaveLength(9);
    expect(all.length).toBeGreaterThan(1850);
    expect(all).toEqual(expect.arrayContaining(["👍", "❤️", "1️⃣", "🇳🇴", "👩‍🚀", "🏳️‍🌈"]));
    expect(all).not.toContain("🏽");
    // Of Emoji 15.1 and 16.
    expect(all).toContain("🐦‍🔥");
    expect(all).not.toContain("🫩");
    expect(new Set(all).size).toBe(all.length);
  });

  it("are found by the beginnings of words of their names and keywords", async () => {
    expect((await found("rocket"))[0]).toBe("🚀");
    expect(await found("flag norw")).toEqual(["🇳🇴"]);
    expect(await found("thumb up")).toContain("👍");
    expect((await found("red heart"))[0]).toBe("❤️");
    expect(await found("umbs")).toEqual([]);
    expect(await found("👍")).toEqual(["👍"]);
  });

  it("take the chosen tone where they have skin", async () => {
    const [wave] = search(await load(), "waving hand");
    const [rocket] = search(await load(), "rocket");
    expect([wave && toned(wave, 0), wave && toned(wave, 1), rocket && toned(rocket, 5)]).toEqual(["👋", "👋🏻", "🚀"]);
    const [shake] = search(await load(), "handshake");
    expect(shake && [toned(shake, 3), shake.tones.length]).toEqual(["🤝🏽", 5]);
  });

  it("are gone through row by row, over the ends of groups", () => {
    const rows = rowsOf([4, 2, 3], 3);
    expect(rows).toEqual([[0, 1, 2], [3], [4, 5], [6, 7, 8]]);
    expect(step(rows, 2, "ArrowDown")).toBe(3);
    expect(step(rows, 3, "ArrowDown")).toBe(4);
    expect(step(rows, 5, "ArrowDown")).toBe(7);
    expect(step(rows, 1, "ArrowUp")).toBe(1);
    expect(step(rows, 8, "ArrowRight")).toBe(8);
    expect(step(rows, 0, "ArrowLeft")).toBe(0);
  });
});

describe("the emoji used last", () => {
  beforeEach(() => localStorage.clear());

  it("come first once each, and no more than two rows", () => {
    for (let at = 0; at < 30; at += 1) keepRecent(String.fromCodePoint(0x1f600 + at));
    keepRecent("😀");
    expect(recent()).toHaveLength(18);
    expect(recent().slice(0, 2)).toEqual(["😀", "😝"]);
  });
});
