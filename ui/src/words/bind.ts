import { count, countOf } from "./figures";
import { sentences } from "./spelling";

/** What becomes of the pictures' data: that of a JPEG or a PNG is copied, and the first frame of a GIF kept whole. */
function how(pages: number, converted: number): string {
  if (!converted) return "They go into the PDF without loss.";
  if (converted === pages) return "They are converted to JPEG or PNG first.";
  return `${countOf(converted, "image is", "images are")} converted to JPEG or PNG first; the others go into the PDF without loss.`;
}

export const bind = {
  title: "Make a document of the images",
  titleOfCards: "Make a document of the cards",
  explain: (pages: number, converted: number, moving: boolean) =>
    sentences(
      `${countOf(pages, "page")}, in the order of the images.`,
      pages > 0 && how(pages, converted),
      moving && "Of an animation the first frame alone goes in.",
      "The files themselves stay as they are.",
    ),
  why: "On LinkedIn a document is swiped through page by page. It has no alt text, so say in the post what the pages show.",
  named: (name: string) =>
    `The file and the title are named after the first image, ${name}. Write another title on the document’s card.`,
  inks: (images: number) =>
    `${images === 1 ? "1 image is" : `${count(images)} images are`} in printing inks (CMYK), and ${images === 1 ? "stays" : "stay"} so in the document: screens show such colours shifted. Fix ${images === 1 ? "it" : "them"} first, or have the colours as they come.`,
  page: "Pages",
  rules: {
    first: "All like the first",
    own: "Each like its image",
    square: "Square, 1:1",
    portrait: "Upright, 4:5",
  },
  details: {
    first: "Other shapes get white margins.",
    own: "Pages of different sizes; LinkedIn may show them with margins.",
    square: "Other shapes get white margins.",
    portrait: "The tallest that the feed shows whole. Other shapes get white margins.",
  },
  flatten: "Put transparent images on white",
  flattenDetail: "Some viewers show transparent parts as black.",
  strip: "Leave out place, camera and other private data",
  stripDetail:
    "Readers can download a document. Otherwise its photos say where and when they were taken, and with what.",
  order: "Order",
  handle: (page: number, of: number, name: string) =>
    `Move ${name}, page ${page} of ${of}. Use the arrow keys, Page Up, Page Down, Home and End.`,
  leaveOut: "Leave out",
  leaveOutSome: (files: number) => `Leave ${countOf(files, "file")} out`,
  isLeftOut: (name: string, pages: number) => `${name} is left out: ${countOf(pages, "page")}`,
  leftOut: (files: number) =>
    files === 1
      ? "1 image is left out, and leaves the post too."
      : `${count(files)} images are left out, and leave the post too.`,
  takeAll: "Take all of them",
  goes: (described: number) =>
    described
      ? `The images leave the post, and the alt texts of ${count(described)} with them. Undo brings both back.`
      : "The images leave the post. Undo brings them back.",
  cardsGo:
    "The cards leave the post, and their titles, alt texts and landing pages with them. Undo brings everything back.",
  goneFile: "cannot be read any more",
  noPicture: "is no picture",
  unfit: (files: number) =>
    files === 1
      ? "1 file cannot be a page. Leave it out, or close this and mend it."
      : `${count(files)} files cannot be pages. Leave them out, or close this and mend them.`,
  tooMany: (pages: number, most: number) =>
    `There are ${count(pages)} pages; a document on LinkedIn has ${count(most)} at most. Leave out ${count(pages - most)}.`,
  tooFew: (pages: number, least: number) =>
    `There ${pages === 1 ? "is" : "are"} ${countOf(pages, "page")}; a document to leaf through has ${count(least)} at least.`,
  make: "Make the document",
  making: "Making the document…",
  progress: (done: number, of: number) => `Making page ${count(done + 1)} of ${count(of)}…`,
  stop: "Stop",
  cancel: "Keep the images",
  keepCards: "Keep the cards",
  cannot: "There is no document",
  made: (pages: number) => `The post has a document of ${countOf(pages, "page")} in place of the images`,
};
