/** How often the clock is asked: a timer of many hours would be late after the computer slept, milliseconds. */
const EVERY = 5_000;

/** Whether a moment has come, told when it comes; one that is not named has. In milliseconds since 1970. */
export function come(at: () => number | null | undefined): () => boolean {
  let now = $state(Date.now());
  $effect(() => {
    const moment = at() ?? 0;
    now = Date.now();
    if (moment <= Date.now()) return;
    const timer = setInterval(() => {
      now = Date.now();
      if (moment <= now) clearInterval(timer);
    }, EVERY);
    return () => clearInterval(timer);
  });
  return () => (at() ?? 0) <= now;
}
