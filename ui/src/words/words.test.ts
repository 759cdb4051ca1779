import { describe, expect, it } from "vitest";

import { bytes, countOf, daysFrom, duration, exactBytes, exactDuration, moment, momentIn } from "./figures";
import { fix } from "./fix";
import { asProblem, whatNow } from "./problems";
import { publish } from "./publish";
import { shortcuts } from "./settings";
import { tray } from "./tray";

describe("words", () => {
  it("say what to do now where the problem does not, and nothing twice", () => {
    const codes = [
      "vault_missing",
      "vault_locked",
      "token_refused",
      "offline",
      "not_found",
      "busy",
      "changed",
    ] as const;
    for (const code of codes) {
      expect(whatNow({ code, message: "It did not work." })).toMatch(/^[A-Z].+\.$/u);
      expect(whatNow({ code, message: "It did not work; try again." })).toBe("");
      expect(whatNow({ code, message: "It did not work. Try again." })).toBe("");
    }
    expect(whatNow({ code: "other", message: "The draft could not be saved." })).toBe("");
  });

  it("name every state of a file on its way", () => {
    const states = ["waiting", "uploading", "processing", "ready", "failed"];
    expect(Object.keys(publish.states)).toEqual(states);
    expect(new Set(Object.values(publish.states)).size).toBe(states.length);
  });

  it("have a sentence for whatever a call rejected with", () => {
    expect(asProblem({ code: "busy", message: "A run is under way." })).toEqual({
      code: "busy",
      message: "A run is under way.",
    });
    for (const thrown of [undefined, null, 7, "text", new Error("why"), { code: "alien", message: "x" }, { code: 1 }]) {
      const problem = asProblem(thrown);
      expect(problem.code).toBe("other");
      expect(problem.message).not.toBe("");
    }
    expect(asProblem(new Error("why")).message).toContain("why");
  });

  it("name no chord twice", () => {
    expect(new Set(shortcuts.map(([keys]) => keys)).size).toBe(shortcuts.length);
  });

  it("write an image's facts on one line", () => {
    const facts = {
      kind: "image",
      format: "jpeg",
      bytes: 480_000,
      width: 1200,
      height: 627,
      animated: false,
      stamp: "1",
    } as const;
    expect(tray.facts({ ...facts, frames: 1 })).toBe("1,200 × 627 · 480 KB · JPEG");
    expect(tray.facts({ ...facts, format: "gif", animated: true, frames: 12 })).toContain("GIF, 12 frames");
    expect(tray.facts({ ...facts, width: null, height: null, format: null, frames: null })).toBe(
      "480 KB · Unknown format",
    );
  });
});

describe("figures", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1 KB"],
    [999_499, "999 KB"],
    [999_500, "1.0 MB"],
    [1_240_000, "1.2 MB"],
    [9_960_000, "10 MB"],
    [2_500_000_000, "2.5 GB"],
  ])("writes %d bytes as %s", (value, text) => expect(bytes(value)).toBe(text));

  it("writes bytes that are compared to a tenth from a megabyte on", () => {
    expect([480_000, 1_240_000, 11_320_000, 123_450_000].map(exactBytes)).toEqual([
      ...["480 KB", "1.2 MB", "11.3 MB", "123.5 MB"],
    ]);
    const facts = {
      kind: "image",
      format: "jpeg",
      width: 4,
      height: 3,
      animated: false,
      frames: 1,
      stamp: "1",
    } as const;
    expect(fix.facts({ ...facts, bytes: 11_320_000 })).toBe("11.3 MB · 4 × 3 · JPEG");
  });

  it("counts a title aloud, one character too", () => {
    expect(tray.titleCountSpoken(1)).toMatch(/^1 character;/u);
    expect(tray.titleCountSpoken(2)).toMatch(/^2 characters;/u);
  });

  it("counts one and many", () => {
    expect([countOf(1, "image"), countOf(0, "image"), countOf(1200, "entry", "entries")]).toEqual([
      "1 image",
      "0 images",
      "1,200 entries",
    ]);
  });

  it("writes durations a person can use", () => {
    expect([duration(300), duration(8_200), duration(125_000)]).toEqual(["under a second", "8 s", "2 min 05 s"]);
    expect([exactDuration(840), exactDuration(1240)]).toEqual(["840 ms", "1.24 s"]);
  });

  it("writes moments from near to far", () => {
    const now = new Date(2026, 10, 22, 15, 0).getTime();
    expect(moment(now - 3_600_000, now)).toBe("14:00");
    expect(moment(now - 86_400_000, now)).toBe("yesterday 15:00");
    expect(moment(now - 19 * 86_400_000, now)).toBe("3 Nov 2026");
    expect(momentIn(now - 3_600_000, now)).toBe("at 14:00");
    expect(momentIn(now - 86_400_000, now)).toBe("yesterday at 15:00");
    expect(momentIn(now - 19 * 86_400_000, now)).toBe("on 3 Nov 2026");
    expect([daysFrom(now + 6.5 * 86_400_000, now), daysFrom(now + 1000, now), daysFrom(now - 1000, now)]).toEqual([
      "in 6 days",
      "within a day",
      "1 day ago",
    ]);
  });
});
