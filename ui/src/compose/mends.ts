import type { EditorState, Transaction } from "@tiptap/pm/state";

import type { Finding } from "../host/contract";
import { handleAt, type Asked } from "./mentions";
import { Positions } from "./positions";

/** The sign that a finding is about, with the handle behind it; null where none stands there any more. */
export function placeOf(state: EditorState, { place }: Finding): Asked | null {
  if (place.at !== "text" || place.from === null) return null;
  const from = new Positions(state.doc).at(place.from);
  const stands = from < state.doc.content.size && state.doc.textBetween(from, from + 1) === "@";
  return stands ? (handleAt(state, from) ?? { kind: "sign", from, to: from + 1, typed: "" }) : null;
}

export function withoutSign(state: EditorState, { from, typed }: Asked): Transaction {
  const { doc } = state;
  // Of a sign between two spaces one goes with it.
  const after = doc.textBetween(from + 1, Math.min(from + 2, doc.content.size), "\n");
  const before = from > 1 ? doc.textBetween(from - 1, from, "\n") : "";
  const gap = !typed && before === " " && after === " " ? 1 : 0;
  return state.tr.delete(from, from + 1 + gap);
}
