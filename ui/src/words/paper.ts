import { count } from "./figures";

/** The card of a document and its pages. */
export const paper = {
  card: (name: string) => `Document: ${name}`,
  openInViewer: "Open in viewer",
  writersCount:
    "The number of pages is a note of the program that saved it. LinkedIn counts them anew, and may come to another.",
  pages: (name: string) => `Pages of ${name}`,
  page: (page: number, of: number | null) => (of ? `Page ${count(page)} of ${count(of)}` : `Page ${count(page)}`),
  pageField: "Page",
  ofPages: (of: number) => `of ${count(of)}`,
  previous: "Previous page",
  next: "Next page",
  undrawn: "This page cannot be shown here. The document itself is not affected.",
  notPreviewed: "Only PDF pages can be shown before they are sent. LinkedIn draws the pages of this one itself.",
  removed: (name: string) => `Removed ${name}`,
};
