// Moments of a film, in milliseconds: how they are typed and stepped through. Pure.

/** `12`, `12.4`, `0:12.4`, `1:02:03,5`; null where it is no time or goes beyond what a clock has. */
export function parseMoment(text: string): number | null {
  const match = /^(?:(\d{1,3}):)?(?:(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?$/u.exec(text.trim());
  if (!match) return null;
  const [, first, second, seconds = "", fraction = ""] = match;
  const clock = [first, second].filter((part) => part !== undefined).map(Number);
  const s = Number(seconds);
  if (clock.length && s > 59) return null;
  if (clock.length === 2 && (clock[1] ?? 0) > 59) return null;
  const minutes = clock.reduce((sum, part) => sum * 60 + part, 0);
  return (minutes * 60 + s) * 1000 + Number(fraction.padEnd(3, "0"));
}

/** How long one frame is shown; a film that does not tell is taken for one of 25 frames a second. */
export function frameLength(frameRate: number | null): number {
  return 1000 / (frameRate && frameRate > 0 ? frameRate : 25);
}

/** The last moment that has a frame of its own. */
export function lastMoment(duration: number | null, frameRate: number | null): number {
  return Math.max(0, Math.floor((duration ?? 0) - frameLength(frameRate)));
}

/** Where a key leads from a moment; null where it leads nowhere. */
export function stepped(key: string, from: number, frame: number, last: number): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: from - frame,
    ArrowRight: from + frame,
    ArrowDown: from - 1000,
    ArrowUp: from + 1000,
    PageDown: from - 10_000,
    PageUp: from + 10_000,
    Home: 0,
    End: last,
  };
  const to = steps[key];
  return to === undefined ? null : Math.round(Math.max(0, Math.min(last, to)));
}

/** Moments spread over the whole film, each in the middle of its part. */
export function spread(last: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.round((last * (index + 0.5)) / count));
}
