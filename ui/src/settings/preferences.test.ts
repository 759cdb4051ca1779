import { expect, it, vi } from "vitest";

import { FakeHost } from "../host/fake/host";
import { isApiVersion, Preferences } from "./preferences.svelte";

it("knows a version from what is none", () => {
  expect(["202609", "202512"].every(isApiVersion)).toBe(true);
  expect(["", "2026", "202613", "202600", "20260901", "abcdef", "190001"].some(isApiVersion)).toBe(false);
});

it("shows a change at once and takes it back when it cannot be kept", async () => {
  const host = new FakeHost();
  const preferences = new Preferences(host);
  await preferences.load();
  vi.spyOn(host, "changeSettings").mockRejectedValueOnce({ code: "other", message: "The disk is full." });
  const change = preferences.change({ appearance: "dark" });
  expect(preferences.now.appearance).toBe("dark");
  await expect(change).rejects.toMatchObject({ code: "other" });
  expect(preferences.now.appearance).toBe("system");
});
