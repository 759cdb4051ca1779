import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { come } from "./come.svelte";

const noon = 1_800_000_000_000;

/** Calls this with what says whether `at` has come, as a component would. */
function watching(at: () => number | null | undefined, test: (hasCome: () => boolean) => void) {
  const end = $effect.root(() => test(come(at)));
  end();
}

describe("a moment", () => {
  beforeEach(() => vi.useFakeTimers({ now: noon }));
  afterEach(() => vi.useRealTimers());

  it("has come when it is past, or when there is none", () => {
    for (const at of [noon, noon - 1, null, undefined])
      watching(
        () => at,
        (hasCome) => expect(hasCome()).toBe(true),
      );
  });

  it("comes within seconds, also while the computer slept, and is not asked about any more then", () => {
    watching(
      () => noon + 86_400_000,
      (hasCome) => {
        const seen: boolean[] = [];
        $effect(() => {
          seen.push(hasCome());
        });
        flushSync();
        vi.advanceTimersByTime(3_600_000);
        flushSync();
        expect(seen.at(-1)).toBe(false);
        vi.setSystemTime(noon + 86_400_000);
        vi.advanceTimersByTime(5_000);
        flushSync();
        expect(seen.at(-1)).toBe(true);
        expect(vi.getTimerCount()).toBe(0);
      },
    );
  });

  it("has come where it is another one that came since the first was asked about", () => {
    let at = $state<number | null>(null);
    watching(
      () => at,
      (hasCome) => {
        flushSync();
        vi.advanceTimersByTime(86_400_000);
        at = noon + 3_600_000;
        flushSync();
        expect(hasCome()).toBe(true);
      },
    );
  });

  it("is asked about anew when it is another one", () => {
    let at = $state(noon);
    watching(
      () => at,
      (hasCome) => {
        flushSync();
        at = noon + 10_000;
        flushSync();
        expect(hasCome()).toBe(false);
        vi.advanceTimersByTime(15_000);
        flushSync();
        expect(hasCome()).toBe(true);
      },
    );
  });
});
