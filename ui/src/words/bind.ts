import { count, countOf } from "./figures";

export const bind = {
  title: "Make a document of the images",
  explain: (pages: number) =>
    `${countOf(pages, "page")}, in the order of the images. The pictures go into the PDF as they are, without loss; the files themselves stay where they are.`,
  why: "On LinkedIn a document is swiped through page by page. It has no alt text, so say in the post what the pages show.",
  page: "Pages",
  rules: {
    first: "All like the first",
    own: "Each like its picture",
    square: "Square, 1:1",
    portrait: "Upright, 4:5",
  },
  details: {
    first: "Other shapes get white margins.",
    own: "Pages of different sizes; LinkedIn may show them with margins.",
    square: "Other shapes get white margins.",
    portrait: "The tallest that the feed shows whole. Other shapes get white margins.",
  },
  flatten: "Put transparent pictures on white",
  flattenDetail: "Some viewers show transparent parts as black.",
  strip: "Leave out place, camera and other private data",
  stripDetail:
    "Readers can download a document. Otherwise its photos say where and when they were taken, and with what.",
  order: "Order",
  make: "Make the document",
  making: "Making the document…",
  progress: (done: number, of: number) => `Making page ${count(done + 1)} of ${count(of)}…`,
  stop: "Stop",
  cancel: "Keep the images",
  cannot: "There is no document",
  made: (pages: number) => `The post has a document of ${countOf(pages, "page")} in place of the images`,
};
