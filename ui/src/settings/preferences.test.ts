import { expect, it, vi } from "vitest";

import { FakeHost } from "../host/fake/host";
import { isApiVersion, Preferences } from "./preferences.svelte";

it("knows a version from what is none", () => {
  expect(["202609", "202512"].every(isApiVersion)).toBe(true);
  expect(["", "2026", "202613", "202600", "20260901", "abcdef", "190001"].some(isApiVersion)).toBe(false);
});

it("shows a change at once, and tries to write it until it is written", async () => {
  vi.useFakeTimers();
  const host = new FakeHost();
  const preferences = new Preferences(host);
  await preferences.load();
  vi.spyOn(host, "changeSettings").mockRejectedValueOnce({ code: "other", message: "The disk is full." });
  const change = preferences.change({ appearance: "dark" });
  expect(preferences.now.appearance).toBe("dark");
  await expect(change).rejects.toMatchObject({ code: "other" });
  await vi.advanceTimersByTimeAsync(250);
  expect([preferences.now.appearance, host.chosen.appearance]).toEqual(["dark", "dark"]);
  vi.useRealTimers();
});

it("writes one change after the other, and of many only the last", async () => {
  const host = new FakeHost();
  const preferences = new Preferences(host);
  const written: string[] = [];
  vi.spyOn(host, "changeSettings").mockImplementation(async (settings) => {
    written.push(settings.pinned_version ?? "none");
    return settings;
  });
  const versions = ["202601", "202602", "202603", "202604"];
  await Promise.all(versions.map((pinned_version) => preferences.change({ pinned_version })));
  expect(written).toEqual(["202601", "202604"]);
});
