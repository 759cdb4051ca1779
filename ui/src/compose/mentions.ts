import { Extension } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";

/** What stands before the caret and may become a mention: `@acme`, or the address of a page. */
export interface Asked {
  kind: "sign" | "address";
  /** places in the document */
  from: number;
  to: number;
  /** without the sign */
  typed: string;
}

/** A place that is waited for; it moves along with the text. */
export interface Held {
  from: number;
  to: number;
  text: string;
}

/** So far before the caret a sign is looked for, in UTF-16 units: no page has a longer name in its address. */
const reach = 160;

/** Stands for a mention, which is one step in the document. */
const atom = "\ufffc";

/** A name has several words; one that ends with a space is being left. */
const sign = /(?:^|[^\p{L}\p{N}_@/])@((?:[^\s@\ufffc]+(?: [^\s@\ufffc]+){0,3})?)$/u;
const address =
  /(?:^|\s)((?:https?:\/\/)?(?:[a-z]{2,3}\.)?linkedin\.com\/(?:company|showcase|school)\/[^\s\ufffc]+)$/iu;

/** The handle that a text begins with, behind its sign: letters, digits and hyphens. */
const handle = /^[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?/u;

export function isHandle(typed: string): boolean {
  return handle.exec(typed)?.[0] === typed;
}

/** What is asked for at the caret, if anything. */
export function askedAt({ selection }: EditorState): Asked | null {
  const { $from, empty } = selection;
  if (!empty || !$from.parent.isTextblock) return null;
  const { parent, parentOffset: end, pos: to } = $from;
  const before = parent.textBetween(Math.max(0, end - reach), end, undefined, atom);
  if (!before.includes("@") && !before.includes("linkedin")) return null;
  const found = address.exec(before);
  if (found?.[1]) return { kind: "address", from: to - found[1].length, to, typed: found[1] };
  const typed = sign.exec(before)?.[1];
  return typed === undefined ? null : { kind: "sign", from: to - typed.length - 1, to, typed };
}

/** The handle behind the sign at a place in the document, sign included. */
export function handleAt({ doc }: EditorState, from: number): Asked | null {
  const $from = doc.resolve(from);
  const rest = $from.parent.textBetween($from.parentOffset, $from.parent.content.size, undefined, atom);
  const typed = rest.startsWith("@") ? handle.exec(rest.slice(1))?.[0] : undefined;
  return typed ? { kind: "sign", from, to: from + 1 + typed.length, typed } : null;
}

const key = new PluginKey<Held | null>("held-mention");

/** Remembers one place in the text while somebody is looked for. */
export const HeldMention = Extension.create({
  name: "heldMention",
  addProseMirrorPlugins: () => [
    new Plugin<Held | null>({
      key,
      state: {
        init: () => null,
        apply: (transaction, held) => {
          const set: Held | null | undefined = transaction.getMeta(key);
          if (set !== undefined || !held || !transaction.docChanged) return set === undefined ? held : set;
          const { mapping } = transaction;
          return { ...held, from: mapping.map(held.from, 1), to: mapping.map(held.to, -1) };
        },
      },
    }),
  ],
});

export function hold(state: EditorState, { from, to }: Pick<Asked, "from" | "to">): Transaction {
  const text = state.doc.textBetween(from, to, "\n", atom);
  return state.tr.setMeta(key, { from, to, text } satisfies Held).setMeta("addToHistory", false);
}

/** The place that is waited for, while the same words stand there. */
export function held(state: EditorState): Held | null {
  const now = key.getState(state);
  if (!now || now.from >= now.to || now.to > state.doc.content.size) return null;
  return state.doc.textBetween(now.from, now.to, "\n", atom) === now.text ? now : null;
}

/** Puts a mention in the place of words, with a space behind it where the text goes on without one. */
export function mention(
  state: EditorState,
  { from, to }: Pick<Asked, "from" | "to">,
  who: { name: string; urn: string },
): Transaction {
  const node = state.schema.nodes.mention?.create({ name: who.name, urn: who.urn });
  if (!node) return state.tr;
  const $to = state.doc.resolve(to);
  const next = $to.parent.textBetween($to.parentOffset, Math.min($to.parentOffset + 1, $to.parent.content.size));
  const space = /^[\s.,;:!?)\]}’”»…]/u.test(next) ? [] : [state.schema.text(" ")];
  return state.tr
    .replaceWith(from, to, [node, ...space])
    .setMeta(key, null)
    .scrollIntoView();
}
