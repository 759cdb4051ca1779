import { count } from "./figures";
import { sentences } from "./spelling";

/** The card of a document and its pages. */
export const paper = {
  card: (name: string) => `Document: ${name}`,
  openInViewer: "Open in viewer",
  pages: (name: string) => `Pages of ${name}`,
  page: (page: number, of: number | null) => (of ? `Page ${count(page)} of ${count(of)}` : `Page ${count(page)}`),
  pageField: "Page",
  ofPages: (of: number) => `of ${count(of)}`,
  uncounted: "How many pages it has is not known; the first is shown.",
  previous: "Previous page",
  next: "Next page",
  /** `refused`: something is wrong with the file itself, as its findings say */
  undrawn: (refused: boolean) => (why: string | null) =>
    sentences("This page cannot be shown here.", why, !refused && "The document itself is not affected."),
  drawing: (page: number) => `Drawing page ${count(page)}…`,
  locked: "Its pages cannot be shown: the document opens only with a password. Save it without one.",
  notPreviewed: "Only PDF pages can be shown before they are sent. LinkedIn draws the pages of this one itself.",
};
