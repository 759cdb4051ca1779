/** Numbers as they are written on the screen. */

const whole = new Intl.NumberFormat("en");

export function count(value: number): string {
  return whole.format(value);
}

/** `1 image`, `3 images` */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `12 / 140` */
export function outOf(value: number, most: number): string {
  return `${count(value)} / ${count(most)}`;
}

/** The same of a text, to be heard: `12 of 140 characters` */
export function outOfSpoken(length: number, most: number): string {
  return `${count(length)} of ${count(most)} characters`;
}

/** `1,200 × 627` */
export function size(width: number, height: number): string {
  return `${count(width)} × ${count(height)}`;
}

const graphemes = new Intl.Segmenter("en");

/** What a reader takes for one character, an emoji of several code points too. */
export function characters(text: string): number {
  return [...graphemes.segment(text)].length;
}

const units = ["B", "KB", "MB", "GB"] as const;

/** Decimal units, as file managers and LinkedIn's own limits have them: `480 KB`, `1.2 MB`, `12 MB`. */
export function bytes(value: number): string {
  return inUnits(value, 9.95);
}

/** The same to a tenth from a megabyte on, where figures are compared: `11.3 MB`. */
export function exactBytes(value: number): string {
  return inUnits(value, Infinity);
}

/** `tenthsBelow`: from this amount on it is whole. */
function inUnits(value: number, tenthsBelow: number): string {
  let amount = value;
  let unit = 0;
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  const digits = unit > 1 && amount < tenthsBelow ? 1 : 0;
  return `${amount.toFixed(digits)} ${units[unit]}`;
}

/** `under a second`, `8 s`, `2 min 05 s` */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (milliseconds < 950) return "under a second";
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

/** `840 ms`, `1.24 s` */
export function exactDuration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}

/** Where in a film, as players write it: `0:31`, `1:02:03`. */
export function timecode(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** The same to the hundredth, for choosing a frame: `0:31.04`. */
export function exactTimecode(milliseconds: number): string {
  return `${timecode(milliseconds)}.${String(Math.floor((milliseconds % 1000) / 10)).padStart(2, "0")}`;
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** `14:03`, `yesterday 14:03`, `3 Nov 2026` */
export function moment(at: number, now: number): string {
  const then = new Date(at);
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (at >= midnight) return clock.format(then);
  if (at >= midnight - 86_400_000) return `yesterday ${clock.format(then)}`;
  return day.format(then);
}

/** The same within a sentence: `at 14:03`, `yesterday at 14:03`, `on 3 Nov 2026` */
export function momentIn(at: number, now: number): string {
  const then = new Date(at);
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (at >= midnight) return `at ${clock.format(then)}`;
  if (at >= midnight - 86_400_000) return `yesterday at ${clock.format(then)}`;
  return `on ${day.format(then)}`;
}

export function date(at: number): string {
  return day.format(new Date(at));
}

/** `in 12 days`, `today`, `3 days ago` */
export function daysFrom(at: number, now: number): string {
  const days = Math.floor((at - now) / 86_400_000);
  if (days === 0) return "within a day";
  if (days > 0) return `in ${countOf(days, "day")}`;
  return `${countOf(-days, "day")} ago`;
}
