import { visibleText } from "../../compose/pieces";
import type { Piece, PostDetail, Run } from "../contract";

/** All that the pretend host knows of a post. */
export function detailOf(run: Run, text?: Piece[], unsent?: Piece[]): PostDetail {
  const outcome = run.outcome?.outcome === "published" ? run.outcome : null;
  const rest = "\n\nThe rest of the text stands here, as it was published (with signs), and names ";
  return {
    commentary: text ?? [
      { kind: "text", text: `${run.excerpt}${rest}` },
      { kind: "mention", name: "Example Press", urn: "urn:li:organization:1001" },
      { kind: "text", text: "." },
    ],
    unsent: unsent ?? null,
    url: outcome?.url ?? null,
    urn: outcome?.urn ?? null,
    visibility: "PUBLIC",
    reshare_disabled: false,
    member: run.author_name.endsWith("Member"),
    figures_requests: run.author_name.endsWith("Member") ? 5 : 1,
  };
}

export function withChange(run: Run, text: Piece[]): Run {
  return { ...run, excerpt: visibleText(text).slice(0, 160) };
}
