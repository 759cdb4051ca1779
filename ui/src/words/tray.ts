import type { Why } from "../compose/attachment";
import { known, type Attachment, type AttachmentKind, type Facts, type LeftOut } from "../host/contract";
import { bytes, count, countOf, outOf } from "./figures";
import { short } from "./library";
import { factsLine } from "./media";
import { legible } from "./names";

/** `report.pdf`, `a.jpg and b.jpg`, `the 3 images`, `the 3 files` */
function these(names: readonly string[], plural: string): string {
  return names.length === 1 ? (names[0] ?? "") : `the ${count(names.length)} ${plural}`;
}

const were = (names: readonly string[]) => (names.length === 1 ? "was" : "were");

const single: Record<Exclude<AttachmentKind, "images">, string> = {
  none: "nothing attached",
  video: "a video",
  document: "a document",
  link: "a link card",
  poll: "a poll",
  reshare: "a shared post",
  carousel: "carousel cards",
};

/** `a.jpg, b.jpg and 3 more`; `of` is null where nobody counted them all */
function named(first: readonly string[], of: number | null): string {
  const rest = of === null ? "others" : of > first.length ? `${count(of - first.length)} more` : null;
  const all = [...first, ...(rest ? [rest] : [])];
  const last = all.length > 1 ? all.pop() : null;
  return `${all.join(", ")}${last ? ` and ${last}` : ""}`;
}

const listed = (first: readonly string[], of: number | null) =>
  first.length ? `: ${named(first.map(legible), of)}` : "";

/** The first of them by name, and how many more. */
const few = (names: readonly string[]) => named(names.slice(0, 3), names.length);

/** What a post had, to be said after “this one had”. */
function what(had: Attachment): string {
  if (had.kind === "images") return had.images.length === 1 ? "an image" : `${count(had.images.length)} images`;
  return single[had.kind];
}

const isWritten = ({ kind }: Attachment) => ["link", "poll", "reshare", "carousel"].includes(kind);

/** The same, after “took”. */
function theWhat(had: Attachment): string {
  if (had.kind !== "images") return `the ${had.kind}`;
  return had.images.length === 1 ? "the image" : `the ${count(had.images.length)} images`;
}

/** What would have to go. */
function instead(now: Attachment, name: string): string {
  if (now.kind === "none") return "";
  if (isWritten(now)) return ` instead of the ${heading[now.kind].toLowerCase()}`;
  if (now.kind !== "images") return ` instead of ${name}`;
  return now.images.length === 1 ? ` instead of ${name}` : ` instead of the ${count(now.images.length)} images`;
}

/** What has no place in the post. */
export interface Stray {
  why: Why;
  names: readonly string[];
  /** `images`, `videos`, `documents`, `files` */
  plural: string;
  /** it came at once with what the post has */
  together: boolean;
}

/** All of it stays true when the post changes: it is said of what was. */
const reasons: Record<Why, (stray: Stray, had: Attachment) => string> = {
  kind: ({ names, together }, had) =>
    `A post carries one kind of attachment. This one ${together ? `took ${theWhat(had)} that came along` : `had ${what(had)}`}, so ${few(names)} ${were(names)} not added.`,
  second: ({ names }, had) => `A post has one ${had.kind}, so ${few(names)} ${were(names)} not added.`,
  thumbnail: ({ names }) => `The video had a thumbnail already, so ${names[0]} was not added.`,
  captions: ({ names }) => `A video has captions from one file, so ${few(names)} ${were(names)} not added.`,
  picture: ({ names }) => `The link card had a picture already, so ${names[0]} was not added.`,
  "no-video": ({ names }) =>
    `${few(names)} ${were(names)} not added: captions belong to a video. Add the video first, or both together.`,
  unknown: ({ names }) =>
    `${few(names)} ${were(names)} not added: no image, video, document or captions that Galley knows.`,
};

const heading: Record<AttachmentKind, string> = {
  none: "Attachment",
  images: "Images",
  video: "Video",
  document: "Document",
  link: "Link card",
  poll: "Poll",
  reshare: "Shared post",
  carousel: "Carousel cards",
};

/** How what was laid aside comes back; said after “then”. */
const wayBack: Record<Exclude<AttachmentKind, "none">, string> = {
  images: "add the images again",
  video: "add the video again",
  document: "add the document again",
  link: "begin with “Link card” again",
  carousel: "begin with “Carousel cards” again",
  poll: "begin with “Poll” again",
  reshare: "begin with “Shared post” again",
};

export const tray = {
  heading,
  these,
  add: "Add files…",
  adding: "Reading…",
  reading: (done: number, of: number) => `Reading ${count(done)} of ${count(of)}…`,
  empty: "Drop, paste or add images, a video or a document",
  emptyDetail: [
    `Up to ${known.images} images: JPEG, PNG or GIF, each with its own alt text.`,
    "One video: MP4, with a thumbnail and captions of your own.",
    "One document: PDF, Word or PowerPoint, shown page by page.",
  ],
  oneKind: "A post carries one kind of attachment.",
  others: "Or begin with",
  makeDocument: "Make a document of these…",
  makeDocumentOfAll: "Make a document of them…",
  tooMany: (images: number, limit: number) =>
    `A post on LinkedIn has ${count(limit)} images at most; here are ${count(images)}.${images > known.pages.end ? ` A document made of them would have ${count(known.pages.end)} pages at most.` : ""}`,
  keepFirst: (limit: number) => `Keep the first ${count(limit)}`,
  keptFirst: (limit: number) => `The post keeps the first ${count(limit)} images`,
  removeAll: "Remove all",
  removedAll: (images: number) => `Removed ${countOf(images, "image")}`,
  makeDocumentDetail: "As a document they are swiped through, each at its full size.",
  makeCards: "Make cards of these",
  makeCardsDetail: "As cards each leads to a page; shown only as an advertisement.",
  makeImages: "Make images of these",
  turned: {
    cards: (cards: number) => `The post has ${countOf(cards, "card")} in place of the images`,
    images: (images: number) => `The post has ${countOf(images, "image")} in place of the cards`,
  },
  total: (images: number, all: number, one = "image") =>
    [countOf(images, one), all && bytes(all)].filter(Boolean).join(" · "),
  facts: factsLine,
  format: (facts: Facts) => facts.format?.toUpperCase() ?? "?",
  missing: "missing",

  card: {
    image: (position: number, name: string) => `Image ${position}: ${name}`,
    card: (position: number, name: string) => `Card ${position}: ${name}`,
  },
  landingPage: "Landing page",
  landingPagePlaceholder: "https://example.com/offer",
  samePage: "Same as the post’s",
  samePageForAll: (cards: number) => `The post’s landing page for ${countOf(cards, "card")} without one`,
  noCards: `Drop, paste or add ${known.cards.start} to ${known.cards.end} images, one for each card`,
  noCardsDetail: [
    "Square, 1,080 × 1,080 or larger.",
    "Each card has a title, an alt text and a landing page of its own.",
  ],
  addImages: "Add images…",
  otherKind: "Attach something else",
  detached: "Removed the carousel",
  onlyAds: "LinkedIn shows cards only as an advertisement of a page.",
  onlyAdsMember: "You post as yourself: choose a page to make it one.",
  choosePage: "Choose a page",
  organic: "For the feed, a document of the same pictures is swiped through in the same way.",
  advertise: "Only as an advertisement",
  alt: "Alt text",
  altPlaceholder: "What the image shows, for those who cannot see it",
  altCount: outOf,
  altAdvice: `about ${known.alt_text_advised} is easy to listen to`,
  title: "Title",
  titleNote: {
    image: "not shown on images; kept with the draft",
    card: "stands under the picture",
    video: "",
    document: "LinkedIn requires one; it stands above the pages",
  },
  titleCount: (length: number) => `${count(length)}, cut at ${known.title.min}–${known.title.max}`,
  titleCountSpoken: (length: number) =>
    `${countOf(length, "character")}; phones cut titles after ${known.title.min} to ${known.title.max}`,

  handle: (position: number, of: number, name: string) => `Move ${name}, ${position} of ${of}. Use the arrow keys.`,
  earlier: "Move earlier",
  later: "Move later",
  remove: "Remove",
  moved: (name: string, position: number, of: number) => `${name} is now ${position} of ${of}`,
  removed: (name: string) => `Removed ${name}`,
  restored: (name: string) => `${name} is back`,
  notRestored: (name: string) =>
    `${name} is not back: another draft, or another attachment, is here by now. Add the file again to its draft: what you wrote about it comes back.`,
  tooLate: (files: number) => `${countOf(files, "file")} came when another draft lay here already. Add them again.`,
  notBehind: "Nothing was added: the post stays as it is while a dialog is open. Close it, and add the files again.",
  notYet: "Nothing was added: no draft is open yet. Add the files again when one is.",
  added: (files: number) => `Added ${countOf(files, "file")}`,

  gone: "The file cannot be read.",
  goneNow: "Put it back where it was and look again, or remove it and add it from its new place.",
  lookAgain: "Look again",
  noThumbnail: "No preview",
  overLimit: {
    image: (limit: number) => `Beyond the ${limit} images a post can hold`,
    card: (limit: number) => `Beyond the ${limit} cards a carousel can hold`,
  },
  changed: (at: string) => `Changed on the disk ${at}, after you added it. The post has the new version.`,
  changedAltText: "Its alt text stayed as it was.",
  changedRest: "What you wrote about it stayed as it was.",
  acknowledge: "Mark as seen",
  acknowledgeFile: (name: string) => `Mark as seen: ${name}`,

  notAdded: (files: number) => `${countOf(files, "file")} could not be added`,
  whichRefused: "Which, and why",
  refused: (name: string, why: string) => `${name}: ${why}`,
  leftOut: ({ count: beyond, first, limit, more, unknown, unknown_first, folders, folders_first }: LeftOut) =>
    [
      beyond === 0 &&
        more &&
        "The folders hold too much to be looked through whole. Drop the files you want by themselves.",
      beyond > 0 &&
        `Galley takes ${count(limit)} files of folders at a time; ${more ? "more than " : ""}${countOf(beyond, "file")} ${beyond === 1 && !more ? "was" : "were"} left out${listed(first, more ? null : beyond)}. Drop the ones you want by themselves.`,
      unknown > 0 &&
        `${countOf(unknown, "file")} in the folder ${unknown === 1 ? "is" : "are"} of no kind that Galley knows, and ${unknown === 1 ? "was" : "were"} left out${listed(unknown_first, unknown)}.`,
      folders > 0 &&
        `${countOf(folders, "folder")} in it ${folders === 1 ? "lies" : "lie"} too deep, ${folders === 1 ? "is a link" : "are links"}, or cannot be opened, and Galley did not look into ${folders === 1 ? "it" : "them"}${listed(folders_first, folders)}. Drop ${folders === 1 ? "it by itself" : "them by themselves"}.`,
    ]
      .filter(Boolean)
      .join(" "),
  unplaced: (stray: Stray, had: Attachment) => reasons[stray.why](stray, had),
  useInstead: ({ names, plural }: Stray, now: Attachment, present: string) =>
    `Use ${names.length > 1 && plural === "images" ? these(names, plural) : short(names[0] ?? "")}${instead(now, short(present))}`,
  useAsThumbnail: (name: string) => `Use ${short(name)} as the thumbnail`,
  useAsPicture: (name: string) => `Use ${short(name)} as the card’s picture`,
  useAsCaptions: (name: string) => `Use ${short(name)} as the captions`,
  replaced: (name: string) => `The post now has ${name}`,
  putBack: "What was there is back",
  putBackAgain: "What was there is back, without what you wrote about what replaced it.",
  /** `kind`: what was there */
  putBackAside: (kind: keyof typeof wayBack) =>
    `What was there is not back: the post has something else in its place by now. What you wrote is kept: remove that, then ${wayBack[kind]}.`,
  broughtBack: {
    link: "The words of your link card are back.",
    carousel: "Your cards are back, with all that you wrote about them.",
    poll: "The question and the options of your poll are back.",
    reshare: "The post that you shared here is back.",
    files: (names: readonly string[]) => `What you wrote about ${few(names)} is back.`,
    landing_pages: (names: readonly string[]) =>
      names.length === 1
        ? `The landing page of ${names[0]} is back.`
        : `The landing pages of ${countOf(names.length, "card")} are back.`,
  },
  beginEmpty: "Begin empty",
  begunEmpty: "Begun empty",
  putBackNot: {
    elsewhere: "That was in another draft. What was written there is kept with it.",
    changed: "What was there is not back: the post has something else in its place by now. Add the file again.",
  },
};
