import { createRequire } from "node:module";
import type { Plugin } from "vite";

/** What emojibase says of an emoji, as far as the picker needs it. */
interface Told {
  emoji: string;
  label: string;
  tags?: string[];
  group?: number;
  version: number;
  skins?: { emoji: string; tone: number | number[] }[];
}

/** Parts of emoji and no emoji: skin tones, hair. */
const components = 2;

/**
 * The newest that phones three years old and Debian's font can draw; a newer one is a blank to them. Source: Unicode
 * Emoji 15.1, September 2023.
 */
const newest = 15.1;

const name = "virtual:emoji";

/**
 * Only what the picker needs of emojibase's data (MIT; names and keywords from Unicode CLDR), some 190 KB of its 775: for
 * each group its name and rows of sign, label, keywords and the five skin tones.
 */
export function emoji(): Plugin {
  return {
    name: "emoji",
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load(id) {
      if (id !== `\0${name}`) return null;
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(groups()))})`;
    },
  };
}

function groups(): { name: string; rows: string[][] }[] {
  const read = createRequire(import.meta.url);
  const all: Told[] = read("emojibase-data/en/data.json");
  const messages: { groups: { order: number; message: string }[] } = read("emojibase-data/en/messages.json");
  return messages.groups
    .filter(({ order }) => order !== components)
    .map(({ order, message }) => ({
      name: message,
      rows: all.filter(({ group, version }) => group === order && version <= newest).map(row),
    }));
}

function row({ emoji, label, tags = [], skins = [] }: Told): string[] {
  const tones = skins.filter(({ tone }) => typeof tone === "number").map((skin) => sign(skin.emoji));
  return [sign(emoji), label, tags.join(" "), ...(tones.length ? [tones.join(" ")] : [])];
}

/** As Unicode recommends it: what is coloured anyway has no selector that says so. */
function sign(emoji: string): string {
  return /^\p{Emoji_Presentation}\uFE0F$/u.test(emoji) ? emoji.slice(0, -1) : emoji;
}
