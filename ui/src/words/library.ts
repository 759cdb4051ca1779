import type { AttachmentKind, DraftRow } from "../host/contract";
import { countOf } from "./figures";
import { legible } from "./names";

/** Enough of a draft's first words to tell it from others. */
export function short(excerpt: string): string {
  const characters = [...excerpt.trim()];
  return characters.length > 40 ? `${characters.slice(0, 39).join("").trimEnd()}…` : characters.join("");
}

/** What hangs under the text. */
const attached: Record<AttachmentKind, (images: number) => string> = {
  none: () => "Text only",
  images: (images) => countOf(images, "image"),
  video: () => "Video",
  document: () => "Document",
  link: () => "Link",
  poll: () => "Poll",
  reshare: () => "Shared post",
  carousel: (cards) => countOf(cards, "card"),
};

/** What a post is that no words tell: `3 images: harbour.jpg, …`, `Video: tour.mp4`. */
function unworded({ attachment, images, file }: Pick<DraftRow, "attachment" | "images" | "file">): string {
  if (attachment === "none") return "No text yet";
  const what = attachment === "images" && images === 1 ? "Image" : attached[attachment](images);
  return file ? `${what}: ${legible(file)}${images > 1 ? ", …" : ""}` : what;
}

/** Drafts and published posts. */
export const library = {
  drafts: "Drafts",
  searchDrafts: "Search drafts",
  noDrafts: "Every post you begin waits here",
  noDraftsDetail:
    "Galley saves as you type, on this computer only. Leave a post half-written, quit, even crash: it opens again where you stopped. Only a power cut may take the last moment with it.",
  noMatch: (search: string) => `Nothing matches “${search}”`,
  noMatchDetail: "The search looks at the text of the post, and in drafts at alt texts and titles too.",
  clearSearch: "Clear the search",
  begin: "Begin a post",
  /** what a row is known by */
  named: (row: Pick<DraftRow, "excerpt" | "attachment" | "images" | "file">) => row.excerpt.trim() || unworded(row),
  remove: "Delete",
  removeDraft: (excerpt: string) => `Delete draft: ${excerpt}`,
  deleted: (excerpt: string) => `Deleted “${short(excerpt)}”`,
  restored: (excerpt: string) => `“${short(excerpt)}” is back`,
  attached,
  opening: "Opening…",
  edited: (at: string) => `Edited ${at}`,
  noAuthor: "No author yet",
  loading: "Loading…",
  cannotLoad: "The list could not be loaded",
  found: (rows: number) => countOf(rows, "entry", "entries"),
  more: (rows: number) => `These are the latest ${rows}. Search to find older ones.`,

  published: "Published",
  searchPublished: "Search published posts",
  noRuns: "What you publish is listed here",
  noRunsDetail:
    "With its author, its link and how it ended. The list is kept on this computer; it is not a copy of your LinkedIn page.",
  unsure: "Needs your eyes",
  unsureDetail: "Sent, but no clear answer came back. Find out whether each of these is there.",
  openPost: "Open the post",
  openDraft: "Open the draft",
  rehearsed: "A rehearsal. The sandbox forgot its posts when Galley quit.",
  /** a rehearsal is no post of LinkedIn's */
  toSandbox: "Published to the sandbox",
  outcome: { published: "Published", stopped: "Stopped", unknown: "No clear answer", running: "Not finished" },
  cancelled: "Cancelled",
};
