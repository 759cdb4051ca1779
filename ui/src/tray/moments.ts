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

/** In frames: a length that is rounded to milliseconds does not count one that hardly begins. */
const SLACK = 0.1;

/** Which frame is shown at a moment, counted from 0: the one that has begun. As `begin_of_frame` in Rust has it. */
export function frameAt(moment: number, frame: number): number {
  return Math.floor(moment / frame + 1e-6);
}

/** The first whole millisecond at which a frame is shown. */
function beginOf(index: number, frame: number): number {
  return Math.max(0, Math.ceil(index * frame - 1e-6));
}

/** When the last frame begins. */
export function lastMoment(duration: number | null, frameRate: number | null): number {
  const frame = frameLength(frameRate);
  return beginOf(Math.max(0, Math.ceil((duration ?? 0) / frame - SLACK) - 1), frame);
}

/** Where a key leads from a moment; null where it leads nowhere. `frame`: how long one is shown, in milliseconds. */
export function stepped(key: string, from: number, frame: number, last: number): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: beginOf(frameAt(from, frame) - 1, frame),
    ArrowRight: beginOf(frameAt(from, frame) + 1, frame),
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
