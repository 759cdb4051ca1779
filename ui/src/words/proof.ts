import type { CutRule } from "../proof/cut";
import type { Shape } from "../proof/collage";
import type { Crop, Size } from "../proof/frame";
import type { Device, RuleName, Standing } from "../proof/rules";
import { count, countOf, outOf } from "./figures";
import { sentences } from "./spelling";

const ratio = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const share = new Intl.NumberFormat("en", { style: "percent" });

/** What the proof says. */
export const proof = {
  post: "The post as readers see it",

  device: "Device",
  phone: "Phone",
  desktop: "Desktop",
  phoneWidth: "Phone width",
  pixels: (width: number): string => `${width} px`,
  appearance: "Appearance of the feed",
  light: "Light",
  dark: "Dark",
  textSize: "Text size",
  percent: (part: number): string => share.format(part),
  titleSafe: "Title-safe area",
  titleSafeInset: "Inset of the title-safe area",
  crops: "Crops",
  padding: "White padding",

  nothingYet: "Nothing to proof yet",
  nothingYetTeaches:
    "Write a few words, or add images, a video or a document. The post appears here as readers will see it: folded where the feed folds it, each image cropped the way the feed crops it, each page in its place.",
  noAuthor: "No author yet",
  noAuthorTeaches: "Choose who posts, above the text.",
  page: "Page",
  followers: (followers: number): string => countOf(followers, "follower"),
  now: "now",
  promoted: "Promoted",
  visibleTo: { PUBLIC: "Visible to anyone", CONNECTIONS: "Visible to connections only" },

  more: "…more",
  fold: "Fold again",

  wholeText: (lines: number): string => `The whole text shows, on ${countOf(lines, "line")}.`,
  cut: (rule: Exclude<CutRule, "whole">, lines: number, characters: number): string => {
    const at = `at ${countOf(characters, "character")}`;
    if (rule === "characters") return `Cut ${at}, by count: the lines could not be measured.`;
    if (rule === "blank-line") return `Cut after ${countOf(lines, "line")}, ${at}: line ${lines + 1} is blank.`;
    return `Cut after ${countOf(lines, "line")}, ${at}.`;
  },
  /** how the older count compares with the measured cut */
  olderRule: (min: number, max: number, verdict: "none" | "earlier" | "same" | "later", marked: boolean): string => {
    const rule = `The older ${min}–${max} character rule`;
    if (verdict === "none") return `${rule} does not cut.`;
    if (verdict === "same") return `${rule} cuts here too.`;
    return `${rule} cuts ${verdict}${marked ? ", at the mark" : ""}.`;
  },

  open: (index: number, count: number, described: boolean): string =>
    `Open image ${index} of ${count}${described ? ":" : ". It has no alt text."}`,
  openRest: (index: number, count: number, more: number): string =>
    `Open image ${index} of ${count}, with ${more} more behind it:`,
  rest: (more: number): string => `+${more}`,
  alt: "ALT",
  noAlt: "no ALT",
  gif: "GIF",
  cropMark: ({ sides, topAndBottom }: Crop): string => {
    if (sides > 0) return `↔ −${share.format(2 * sides)}`;
    if (topAndBottom > 0) return `↕ −${share.format(2 * topAndBottom)}`;
    return "whole";
  },

  gone: (name: string): string => `${name} is gone. It was moved or deleted after it was added.`,
  notAnImage: (name: string): string => `${name} is not an image, so there is nothing to show.`,
  undrawable: (name: string): string => `${name} could not be drawn.`,
  unknown: "This image is not known here any more.",

  single: ({ width, height }: Size, { sides, topAndBottom }: Crop): string => {
    const size = `${count(width)} × ${count(height)}`;
    if (sides > 0) return `${size}, wider than 3:1: the left and the right lose ${share.format(sides)} each.`;
    if (topAndBottom > 0)
      return `${size}, taller than 4:5: the top and the bottom lose ${share.format(topAndBottom)} each.`;
    return `${size}, shown whole.`;
  },
  enlarged: (least: Size): string =>
    `It is smaller than ${least.width} × ${least.height}, so it is enlarged and looks soft.`,
  padded: ({ sides, topAndBottom }: Crop): string => {
    const bars =
      sides > 0 ? `left and right, ${share.format(sides)} each` : `above and below, ${share.format(topAndBottom)} each`;
    const where = sides > 0 || topAndBottom > 0 ? `white bars ${bars}` : "no bars, it fits";
    return `In a frame of 1.91:1, as LinkedIn’s Rich Media Shares has it: ${where}. Others see images cropped instead.`;
  },
  soft: (device: Device, times: number): string =>
    `On a ${device} it is enlarged ${ratio.format(times)} times, so it looks soft. A larger one stays sharp.`,

  film: ({ width, height }: Size, { sides, topAndBottom }: Crop): string => {
    const size = `${count(width)} × ${count(height)}`;
    if (sides > 0) return `${size}, taller than 4:5: black bars left and right take ${share.format(sides)} each.`;
    if (topAndBottom > 0)
      return `${size}, wider than 1.91:1: black bars above and below take ${share.format(topAndBottom)} each.`;
    return `${size}, fills its frame.`;
  },
  filmWithoutSize: "The file does not say how large its frames are, so a frame of 16:9 is drawn.",
  ownFrame: "Without a thumbnail LinkedIn shows a frame of its own choice, not this one.",
  otherShape: (still: Size, film: Size): string =>
    `The thumbnail has another shape than the video (${count(still.width)} × ${count(still.height)} and ${count(film.width)} × ${count(film.height)}), so it gets bars too.`,
  openInPlayer: (name: string): string => `Open ${name} in your player`,
  playFilm: (name: string): string => `Video: ${name}`,
  filmUndrawn: (why: string | null): string => sentences("No picture of the video can be drawn here.", why),
  captioned: "CC",

  paper: ({ sides, topAndBottom }: Crop): string => {
    if (sides > 0)
      return `The pages are taller than 4:5: the viewer leaves ${share.format(sides)} empty left and right.`;
    if (topAndBottom > 0)
      return `The pages are wider than 16:9: the viewer leaves ${share.format(topAndBottom)} empty above and below.`;
    return "The first page fills the viewer.";
  },
  mixedPages: "The pages are of different sizes; each is shown whole in the frame of the first.",
  untitled: "No title yet",
  pageOf: outOf,
  uncounted: "How many pages it has is not known.",
  pages: (pages: number | null): string => (pages === null ? "" : countOf(pages, "page")),
  document: (title: string): string => `Document: ${title}`,
  paperLocked: "The document opens only with a password, so nobody sees its pages. Save it without one.",
  paperEmpty: "The document has no pages.",
  paperUndrawn: "LinkedIn makes the pages of this file itself, so they cannot be shown before it is sent.",
  nextPage: "Next page",
  previousPage: "Previous page",

  linkCard: "Picture of the link card",
  linkLooks: { two_to_one: "2:1", wide: "1.91:1", square: "Square" },
  link: (title: string): string => `Link: ${title}`,
  linkPicture: ({ width, height }: Size, { sides, topAndBottom }: Crop): string => {
    const size = `${count(width)} × ${count(height)}`;
    if (sides > 0) return `${size}: the left and the right lose ${share.format(sides)} each.`;
    if (topAndBottom > 0) return `${size}: the top and the bottom lose ${share.format(topAndBottom)} each.`;
    return `${size}, shown whole.`;
  },
  linkUnsure:
    "LinkedIn names a frame of 2:1; others see 1.91:1, or a square beside the words. Look at each of them above.",
  linkWithoutPicture: "Without a picture the card is its title and its host.",
  linkWithoutTitle: "Without a title the card says its host twice.",
  linkWithoutAddress: "The card leads nowhere yet.",

  carousel: (cards: number): string => `Carousel of ${countOf(cards, "card")}`,
  cardOf: (at: number, of: number, title: string): string => `Card ${at} of ${of}${title ? `: ${title}` : ""}`,
  nextCard: "Next card",
  previousCard: "Previous card",
  noTitle: "No title",
  noPage: "No landing page yet",
  leadsTo: (page: string): string => `Leads to ${page}`,
  cards: (cards: number): string =>
    `${countOf(cards, "card")} side by side, as others see advertisements. LinkedIn publishes no layout: take this as likely, not as sure.`,
  barredCards: (barred: number, of: number): string =>
    `${barred} of ${of} cards ${barred === 1 ? "is" : "are"} not square and may stand between grey bars.`,
  longTitles: (long: number, of: number, min: number, max: number): string =>
    `Phones cut titles after ${min} to ${max} characters: ${long} of ${of} ${long === 1 ? "is" : "are"} longer. What may be cut is marked.`,
  missingAltOfCards: (missing: number): string => `${countOf(missing, "card has", "cards have")} no alt text.`,
  noQuestion: "No question yet",
  votesSeen: "The author can see how you vote.",
  votesLeft: (duration: string): string => `0 votes · ${duration} left`,
  pollVotes: "The poll as it begins. Whoever voted, or wrote it, sees shares in the place of buttons.",
  sharedHere: "The shared post stands here.",
  nothingShared: "No post to share yet",
  sharedUnseen: "Galley knows the shared post by its name alone: open it to see what readers will see.",
  firstComment: "The first comment",

  collage: (count: number, shape: Shape): string =>
    `${count} images, laid out for a ${shape} first one. LinkedIn publishes no layouts and observers differ: take this as likely, not as sure.`,
  beyond: (shown: number, beyond: number): string =>
    `The first ${count(shown)} images are shown here: LinkedIn takes no more in one post. ${count(beyond)} more ${beyond === 1 ? "is" : "are"} not shown.`,
  missingAlt: (missing: number, count: number): string =>
    count === 1 ? "The image has no alt text." : `${countOf(missing, "image has", "images have")} no alt text.`,
  stillGif: "An animation stands still here, at its first frame. In the feed it plays.",
  transparent:
    "Transparent parts show this proof’s background; LinkedIn may put white or another colour there. Fix can save the image as JPEG, on white.",
  fitted: (part: number): string => `Drawn at ${share.format(part)} of its size, to fit.`,
  ownFont:
    "Measured in this window’s font. Phones and browsers use their own, so a cut can fall a word earlier or later.",

  viewer: "Images of the post",
  position: (index: number, count: number): string => `${index} of ${count}`,
  next: "Next image",
  previous: "Previous image",
  close: "Close",
  readAloud: "Read aloud",
  nothingReadAloud: "A screen reader says only “image”: there is no alt text.",

  basis: "Where the figures come from",
  standing: {
    official: "stated by LinkedIn or the maker",
    observed: "observed by others",
    uncertain: "uncertain",
  } satisfies Record<Standing, string>,
  rules: {
    visibleLines: "Three lines of text show before “…more”.",
    blankLastLine: "On the desktop a blank third line is dropped, and only two show.",
    sponsoredLines: "In an advertisement two lines of text show before “…more”.",
    type: "Text is 14 px high on lines of 20 px.",
    desktopColumn: "A post is 555 px wide on the desktop.",
    phoneWidths: "Phones are 320 to 430 px wide.",
    textInset: "Text stands 16 px from the edge.",
    moreGap: "“…more” covers the end of the last line.",
    singlePicture: "A single image shows whole between 3:1 and 4:5.",
    leastPicture: "An image should have at least 552 × 276 pixels.",
    paddedFrame: "A single image may get white padding in a frame of 1.91:1.",
    pixelRatio: "A phone draws three pixels for one of these, a desktop two.",
    softFrom: "An image looks soft when it is enlarged 1.25 times or more.",
    filmFrame: "A video fills its frame between 1.91:1 and 4:5.",
    paperFrame: "The first page decides the frame of all, between 16:9 and 4:5.",
    paperViewer: "A document stands under its title, with arrows and a count of pages.",
    linkFrame: "A link’s picture fills a frame of 2:1, or of 1.91:1.",
    linkSquare: "Some links have a square of 96 or 128 px beside their words instead.",
    linkTitle: "Two lines of a link’s title show.",
    pollCard: "A poll shows its question, its options as buttons, and how long it takes votes.",
    sharedFrame: "A shared post stands in a frame below the words.",
    collageTiles: "Up to five images show; the last counts the rest.",
    collageLayout: "The first image’s shape decides the layout.",
    carousel: "A card takes three quarters of a phone’s width, and the next one peeps in.",
    cardFrame: "Cards are square; other pictures get grey bars.",
    button: "The button of an advertisement stands below what it shows.",
    titleSafeInset: "Text in an image is safe 10 % from its edges.",
  } satisfies Record<RuleName, string>,
};
