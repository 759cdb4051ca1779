import type { JSONContent } from "@tiptap/core";

import type { Piece } from "../host/contract";

/** The one spelling of a commentary: neighbouring texts joined, no empty text. */
export function canonical(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.kind === "mention") joined.push({ ...piece });
    else if (last?.kind === "text") last.text += piece.text;
    else if (piece.text) joined.push({ ...piece });
  }
  return joined;
}

/** The text as readers see it; its UTF-16 offsets are the ones an assessment speaks of. */
export function visibleText(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (piece.kind === "text" ? piece.text : piece.name)).join("");
}

/** One line of text is one paragraph, so that a newline is never more and never less than a newline. */
export function toDocument(pieces: readonly Piece[]): JSONContent {
  const lines: JSONContent[][] = [[]];
  for (const piece of canonical(pieces)) {
    if (piece.kind === "mention") {
      lines.at(-1)?.push({ type: "mention", attrs: { name: piece.name, urn: piece.urn } });
      continue;
    }
    piece.text.split("\n").forEach((line, index) => {
      if (index > 0) lines.push([]);
      if (line) lines.at(-1)?.push({ type: "text", text: line });
    });
  }
  return {
    type: "doc",
    content: lines.map((content) => (content.length ? { type: "paragraph", content } : { type: "paragraph" })),
  };
}

/** The exact inverse of `toDocument`. */
export function toPieces(document: JSONContent): Piece[] {
  const pieces: Piece[] = [];
  (document.content ?? []).forEach((paragraph, index) => {
    if (index > 0) pieces.push({ kind: "text", text: "\n" });
    for (const node of paragraph.content ?? []) {
      if (node.type === "mention") pieces.push({ kind: "mention", name: node.attrs?.name, urn: node.attrs?.urn });
      else pieces.push({ kind: "text", text: node.text ?? "" });
    }
  });
  return canonical(pieces);
}

const written = /@\[([^\]\n]+)\]\((urn:li:(?:organization|person):[A-Za-z0-9_-]+)\)/g;

/** What ends a line beside a newline; Word and PowerPoint copy the second where no paragraph ends. */
const lineEnds = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
const controls = /[^\P{Cc}\n\t]/gu;

/**
 * Text from outside as pieces: `@[Name](urn:li:organization:1)` becomes a mention, any line end a newline; other control
 * characters are left out.
 */
export function parsePieces(text: string): Piece[] {
  const clean = text.replace(lineEnds, "\n").replace(controls, "");
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of clean.matchAll(written)) {
    pieces.push({ kind: "text", text: clean.slice(done, match.index) });
    pieces.push({ kind: "mention", name: match[1] ?? "", urn: match[2] ?? "" });
    done = match.index + match[0].length;
  }
  pieces.push({ kind: "text", text: clean.slice(done) });
  return canonical(pieces);
}

export function writeMention(name: string, urn: string): string {
  return `@[${name}](${urn})`;
}
