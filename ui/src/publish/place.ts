// Where a published post is, as far as this computer knows. Pure.

import type { Outcome, Run } from "../host/contract";

/** Nobody deleted it, and LinkedIn did not say that it is gone or cannot be shown. */
export function isThere({ post }: Pick<Run, "post">): boolean {
  return post.deleted_at === null && post.seen?.sight !== "failed" && post.seen?.sight !== "gone";
}

/** The address at which it can be opened; null where it has none, as every advertisement: that has no place in the feed. */
export function addressOf({ sponsored }: Pick<Run, "sponsored">, outcome: Outcome | null): string | null {
  return outcome?.outcome === "published" && !sponsored ? outcome.url : null;
}
