/** An emoji, and what it is found by. */
export interface Emoji {
  sign: string;
  label: string;
  /** label and keywords in small letters */
  words: string;
  /** light to dark; empty where it has no skin */
  tones: readonly string[];
}

export interface Group {
  name: string;
  emoji: readonly Emoji[];
}

/** 0 is the sign without a tone; 1 is light and 5 dark. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;

export const tones: readonly Tone[] = [0, 1, 2, 3, 4, 5];

let read: Promise<readonly Group[]> | null = null;

/** All emoji, in groups; read from the disk when they are first asked for. */
export function load(): Promise<readonly Group[]> {
  read ??= import("virtual:emoji").then(({ default: groups }) =>
    groups.map(({ name, rows }) => ({ name, emoji: rows.map(emojiOf) })),
  );
  return read;
}

function emojiOf([sign = "", label = "", tags = "", tones = ""]: readonly string[]): Emoji {
  return { sign, label, words: `${label} ${tags}`.toLowerCase(), tones: tones ? tones.split(" ") : [] };
}

export function toned({ sign, tones }: Emoji, tone: Tone): string {
  return (tone && tones[tone - 1]) || sign;
}

/** Those in whose label or keywords every typed word begins one; those whose label begins so come first. */
export function search(groups: readonly Group[], typed: string): Emoji[] {
  const wanted = typed.toLowerCase().split(/\s+/u).filter(Boolean);
  if (!wanted.length) return [];
  const found = groups
    .flatMap(({ emoji }) => emoji)
    .filter(({ words, sign }) => sign === typed || wanted.every((word) => begins(words, word)));
  const rank = ({ label }: Emoji) => (label.toLowerCase().startsWith(wanted.join(" ")) ? 0 : 1);
  return found
    .map((emoji, order) => ({ emoji, order }))
    .sort(byRank)
    .map(({ emoji }) => emoji);

  function byRank(one: { emoji: Emoji; order: number }, other: { emoji: Emoji; order: number }): number {
    return rank(one.emoji) - rank(other.emoji) || one.order - other.order;
  }
}

function begins(words: string, typed: string): boolean {
  return words.startsWith(typed) || words.includes(` ${typed}`) || words.includes(`-${typed}`);
}

/** The place that an arrow key leads to in rows of places; what stands past the end of a row is its last. */
export function step(rows: readonly (readonly number[])[], from: number, key: string): number {
  const row = rows.findIndex((places) => places.includes(from));
  const column = rows[row]?.indexOf(from) ?? 0;
  const last = (rows.at(-1)?.at(-1) ?? 0) + 1;
  if (key === "ArrowRight") return Math.min(from + 1, last - 1);
  if (key === "ArrowLeft") return Math.max(from - 1, 0);
  const to = rows[row + (key === "ArrowDown" ? 1 : -1)];
  return to ? (to[Math.min(column, to.length - 1)] ?? from) : from;
}

/** `many` places side by side, section by section. */
export function rowsOf(sections: readonly number[], many: number): number[][] {
  const rows: number[][] = [];
  let at = 0;
  for (const count of sections) {
    for (let done = 0; done < count; done += many) {
      rows.push(Array.from({ length: Math.min(many, count - done) }, (_, index) => at + done + index));
    }
    at += count;
  }
  return rows;
}
