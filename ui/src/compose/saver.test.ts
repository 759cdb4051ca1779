import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Saver } from "./saver";

/** A save whose answers the test gives by hand. */
function desk() {
  const calls: { value: string; answer: () => void; refuse: (reason: unknown) => void }[] = [];
  const saved: string[] = [];
  const failed: unknown[] = [];
  const saver = new Saver<string, void>(
    (value) => new Promise((answer, refuse) => calls.push({ value, answer: () => answer(), refuse })),
    { saved: (_, value) => saved.push(value), failed: (reason) => failed.push(reason) },
  );
  return { calls, saved, failed, saver, values: () => calls.map((call) => call.value) };
}

const turn = () => vi.advanceTimersByTimeAsync(0);

describe("Saver", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("saves the first value at once", () => {
    const { saver, values } = desk();
    saver.submit("a");
    expect(values()).toEqual(["a"]);
  });

  it("has one save under way, skips those in between, and never the last", async () => {
    const { calls, saver, values } = desk();
    for (const value of ["a", "ab", "abc", "abcd"]) saver.submit(value);
    expect(values()).toEqual(["a"]);
    calls[0]?.answer();
    await turn();
    expect(values()).toEqual(["a", "abcd"]);
  });

  it("keeps a rejected value and tries it again until it is saved", async () => {
    const { calls, failed, saved, saver, values } = desk();
    saver.submit("a");
    calls[0]?.refuse("disk full");
    await turn();
    expect(failed).toEqual(["disk full"]);
    expect(saver.settled).toBe(false);
    await vi.advanceTimersByTimeAsync(250);
    calls[1]?.refuse("disk full");
    await vi.advanceTimersByTimeAsync(1000);
    calls[2]?.answer();
    await turn();
    expect(values()).toEqual(["a", "a", "a"]);
    expect(saved).toEqual(["a"]);
    expect(saver.settled).toBe(true);
  });

  it("tries a newer value at once, and not the one that was rejected", async () => {
    const { calls, saver, values } = desk();
    saver.submit("a");
    calls[0]?.refuse("busy");
    await turn();
    saver.submit("abc");
    expect(values()).toEqual(["a", "abc"]);
    calls[1]?.answer();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(values()).toEqual(["a", "abc"]);
  });

  it("keeps what was rejected of one name beside what comes of another", async () => {
    const saved: string[] = [];
    let full = true;
    const saver = new Saver<[string, string], void>(
      async ([, text]) => (full && text === "old" ? Promise.reject(new Error("full")) : void saved.push(text)),
      { saved: () => {}, failed: () => {} },
      ([name]) => name,
    );
    saver.submit(["one", "old"]);
    saver.submit(["two", "new"]);
    await vi.advanceTimersByTimeAsync(250);
    expect(saved).toEqual(["new"]);
    full = false;
    await vi.advanceTimersByTimeAsync(5000);
    expect(saved).toEqual(["new", "old"]);
    expect(saver.settled).toBe(true);
  });

  it("flushes without waiting for the next turn", async () => {
    const { calls, saver, values } = desk();
    saver.submit("a");
    calls[0]?.refuse("busy");
    await turn();
    const flushed = saver.flush();
    expect(values()).toEqual(["a", "a"]);
    calls[1]?.answer();
    await expect(flushed).resolves.toBeUndefined();
  });

  it("says why when a flush fails, and goes on trying", async () => {
    const { calls, saver, values } = desk();
    saver.submit("a");
    const flushed = expect(saver.flush()).rejects.toBe("disk full");
    calls[0]?.refuse("disk full");
    await flushed;
    await vi.advanceTimersByTimeAsync(250);
    expect(values()).toEqual(["a", "a"]);
  });

  it("waits for what is under way and for what came meanwhile before it is flushed", async () => {
    const { calls, saved, saver } = desk();
    saver.submit("a");
    saver.submit("ab");
    const flushed = saver.flush();
    calls[0]?.answer();
    await turn();
    calls[1]?.answer();
    await flushed;
    expect(saved).toEqual(["a", "ab"]);
  });
});
