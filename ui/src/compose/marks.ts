import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

import type { Assessment } from "../host/contract";
import type { Folded } from "../proof/folded";
import { characterAt } from "../proof/lines";
import { compose } from "../words/compose";
import { Positions } from "./positions";

const key = new PluginKey<DecorationSet>("proof-marks");

/** Draws into the text what was found in it: hashtags, where it is cut, what is too long. Changes no text. */
export const ProofMarks = Extension.create({ name: "proofMarks", addProseMirrorPlugins: () => [proofMarks()] });

export function proofMarks(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      // Between two assessments the marks move along with the text.
      apply: (transaction, marks) =>
        transaction.getMeta(key) ?? (transaction.docChanged ? marks.map(transaction.mapping, transaction.doc) : marks),
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/**
 * The transaction that redraws the marks, or null when they stand right already; then the text need not be laid out a
 * second time for one key. Both findings must be of this very text.
 */
export function mark(state: EditorState, assessment: Assessment, folded: Folded): Transaction | null {
  const marks = draw(state.doc, assessment, folded);
  const standing = key.getState(state)?.find() ?? [];
  if (places(marks) === places(standing)) return null;
  const drawn = DecorationSet.create(state.doc, marks);
  return state.tr.setMeta(key, drawn).setMeta("addToHistory", false);
}

function places(marks: readonly Decoration[]): string {
  const all = marks.map(({ from, to, spec }) => `${from} ${to} ${spec.class}`);
  return all.sort().join();
}

export function draw(document: Node, { hashtags, intro, findings }: Assessment, { cut, copy }: Folded): Decoration[] {
  const positions = new Positions(document);
  const text = document.textBetween(0, document.content.size, "\n", (node) => String(node.attrs.name));
  const drawn: Decoration[] = [];
  const span = (from: number, to: number, attributes: Record<string, string>) => {
    const [start, end] = [positions.at(from), positions.at(to, "end")];
    if (start < end) drawn.push(Decoration.inline(start, end, attributes, { class: attributes.class }));
  };
  // A mark that begins or ends within an emoji would tear it apart.
  const whole = (from: number, to: number, attributes: Record<string, string>) =>
    span(characterAt(text, from)?.from ?? from, characterAt(text, to - 1)?.to ?? to, attributes);
  for (const { from, to } of hashtags) span(from, to, { class: "hashtag" });
  if (cut.rule !== "whole") {
    // A line break cannot be seen: the cut is drawn at the first character behind it. A mention there is marked whole.
    const first = cut.offset + (/^\s*/u.exec(text.slice(cut.offset))?.[0].length ?? 0);
    if (first < text.length) {
      whole(first, first + 1, {
        // At the beginning of a line all of it is cut off.
        class: text[first - 1] === "\n" ? "fold above" : "fold",
        "data-testid": "fold-marker",
        "data-label": compose.cut[copy.device],
        "data-short": compose.cutShort,
      });
    }
  }
  if (intro.first !== null) {
    whole(intro.first, intro.last ?? text.length, { class: "fold-band", title: compose.band(intro.min, intro.max) });
  }
  for (const { rule, place } of findings) {
    if (rule === "text.length" && place.at === "text" && place.from !== null) {
      whole(place.from, text.length, { class: "too-long" });
    }
  }
  return drawn;
}
