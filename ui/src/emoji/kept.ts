import { tones, type Tone } from "./emoji";

const toneKey = "emoji-tone";
const recentKey = "emoji-recent";

/** As many as two rows have. */
const most = 18;

/** What was chosen before; a window without a memory begins anew each time. */
export function keptTone(): Tone {
  return tones.find((tone) => String(tone) === read(toneKey)) ?? 0;
}

export function keepTone(tone: Tone): void {
  write(toneKey, String(tone));
}

/** Signs without tones, the last first. */
export function recent(): string[] {
  return (read(recentKey) ?? "").split(" ").filter(Boolean);
}

export function keepRecent(sign: string): string[] {
  const now = [sign, ...recent().filter((other) => other !== sign)].slice(0, most);
  write(recentKey, now.join(" "));
  return now;
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing hangs on it.
  }
}
