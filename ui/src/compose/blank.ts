// Whether a draft is as good as a new one. Pure.

import type { Draft } from "../host/contract";

/** Nothing of it was written or chosen but who posts. */
export function isBlank(draft: Draft): boolean {
  return (
    !draft.commentary.length &&
    draft.attachment.kind === "none" &&
    draft.visibility === "PUBLIC" &&
    !draft.reshare_disabled &&
    !draft.first_comment &&
    !draft.comments_closed &&
    draft.sponsored === null
  );
}
