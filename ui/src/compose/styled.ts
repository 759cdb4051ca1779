import type { Node } from "@tiptap/pm/model";
import { TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";

export type Style = "bold" | "italic";

type Look = Record<Style, boolean>;

/** Where the letters of a look begin in Unicode's Mathematical Alphanumeric Symbols; the ones without serifs have no gaps. */
const looks: readonly { look: Look; upper: number; lower: number; digits?: number }[] = [
  { look: { bold: true, italic: false }, upper: 0x1d5d4, lower: 0x1d5ee, digits: 0x1d7ec },
  { look: { bold: false, italic: true }, upper: 0x1d608, lower: 0x1d622 },
  // There are no slanted digits.
  { look: { bold: true, italic: true }, upper: 0x1d63c, lower: 0x1d656, digits: 0x1d7ec },
];

const none: Look = { bold: false, italic: false };

/** Hashtags, handles and addresses are no longer what they are in other letters. */
const kept = /[#@][\p{L}\p{N}_]\S*|(?:https?:\/\/|www\.)\S+/giu;

const mathematical = /[\u{1d400}-\u{1d7ff}]/gu;

/** Every styled letter and digit as an ordinary one, whoever styled it. */
export function plain(text: string): string {
  return text.replace(mathematical, (letter) => letter.normalize("NFKC"));
}

/** Gives letters and digits a style, or takes it from them where all of them have it. What has no such form stays. */
export function restyle(texts: readonly string[], style: Style): string[] {
  const on = texts.some((text) => [...text].some((letter) => given(letter, style, true) !== letter));
  return texts.map((text) => [...text].map((letter) => given(letter, style, on)).join(""));
}

function given(letter: string, style: Style, on: boolean): string {
  const { base, look } = read(letter);
  return isLetter(base) ? write(base, { ...look, [style]: on }) : letter;
}

/** The selected words in another style, and still selected; null where there are none. */
export function styleSelection(state: EditorState, style: Style): Transaction | null {
  const { from, to } = state.selection;
  const runs = runsOf(state.doc, from, to);
  const wanted = restyle(
    runs.map(({ text }) => text),
    style,
  );
  return exchange(state, runs, wanted);
}

/** The whole text in plain letters. */
export function plainText(state: EditorState): Transaction | null {
  const runs: Run[] = [];
  state.doc.descendants((node, position) => {
    if (node.isText) runs.push({ from: position, text: node.text ?? "" });
  });
  return exchange(
    state,
    runs,
    runs.map(({ text }) => plain(text)),
  );
}

interface Run {
  from: number;
  text: string;
}

function exchange(state: EditorState, runs: readonly Run[], wanted: readonly string[]): Transaction | null {
  const { tr, selection } = state;
  runs.forEach(({ from, text }, index) => {
    const by = wanted[index] ?? text;
    const start = tr.mapping.map(from, 1);
    if (by !== text) tr.insertText(by, start, start + text.length);
  });
  if (!tr.docChanged) return null;
  const [from, to] = [tr.mapping.map(selection.from, -1), tr.mapping.map(selection.to, 1)];
  return tr.setSelection(TextSelection.between(tr.doc.resolve(from), tr.doc.resolve(to)));
}

/** The words between two places, without mentions and without what must stay as it is. */
function runsOf(document: Node, from: number, to: number): Run[] {
  const runs: Run[] = [];
  document.nodesBetween(from, to, (paragraph, position) => {
    if (!paragraph.isTextblock) return;
    const start = position + 1;
    const text = paragraph.textBetween(0, paragraph.content.size, undefined, "\ufffc");
    const stays = [...text.matchAll(kept)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
    for (const match of text.matchAll(/[^\ufffc]+/gu)) {
      let at = Math.max(match.index, from - start);
      const end = Math.min(match.index + match[0].length, to - start);
      for (const stay of [...stays, { from: end, to: end }]) {
        const until = Math.min(stay.from, end);
        if (at < until) runs.push({ from: start + at, text: text.slice(at, until) });
        at = Math.max(at, stay.to);
      }
    }
  });
  return runs;
}

function isLetter(base: string): boolean {
  return /^[A-Za-z0-9]$/u.test(base);
}

function read(letter: string): { base: string; look: Look } {
  const code = letter.codePointAt(0) ?? 0;
  for (const { look, upper, lower, digits } of looks) {
    const base = from(code, upper, "A", 26) ?? from(code, lower, "a", 26) ?? from(code, digits, "0", 10);
    if (base) return { base, look };
  }
  return { base: plain(letter), look: none };
}

function from(code: number, start: number | undefined, first: string, many: number): string | null {
  const place = code - (start ?? Infinity);
  return place >= 0 && place < many ? String.fromCodePoint(place + (first.codePointAt(0) ?? 0)) : null;
}

function write(base: string, wanted: Look): string {
  const form = looks.find(({ look }) => look.bold === wanted.bold && look.italic === wanted.italic);
  if (!form || !isLetter(base)) return base;
  const code = base.codePointAt(0) ?? 0;
  if (/[A-Z]/u.test(base)) return String.fromCodePoint(form.upper + code - 65);
  if (/[a-z]/u.test(base)) return String.fromCodePoint(form.lower + code - 97);
  return form.digits === undefined ? base : String.fromCodePoint(form.digits + code - 48);
}
