// What a post can carry that does not begin with a file.

import type { Attachment, AttachmentKind } from "../host/contract";

export interface Other {
  readonly kind: AttachmentKind;
  readonly begin: () => Attachment;
}

/** In the order they are offered. */
export const others: readonly Other[] = [
  {
    kind: "link",
    begin: () => ({ kind: "link", link: { url: "", title: "", description: "", thumbnail: null } }),
  },
  { kind: "carousel", begin: () => ({ kind: "carousel", cards: [] }) },
  {
    kind: "poll",
    begin: () => ({ kind: "poll", poll: { question: "", options: ["", ""], duration: "SEVEN_DAYS" } }),
  },
  { kind: "reshare", begin: () => ({ kind: "reshare", reshare: { of: "" } }) },
];
