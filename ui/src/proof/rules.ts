// Every figure of the feed's appearance, once, each with where it comes from. LinkedIn publishes almost none of them,
// so most are observations: correct one here and the whole proof follows.

/** official: LinkedIn says so · observed: one outside source · uncertain: sources differ, or nobody says */
export type Standing = "official" | "observed" | "uncertain";

export interface Rule<T> {
  readonly value: T;
  readonly standing: Standing;
  readonly source: string;
}

export type Device = "phone" | "desktop";

const rule = <const T>(value: T, standing: Standing, source: string): Rule<T> => ({ value, standing, source });

export const rules = {
  /** rendered lines of text before "…more" */
  visibleLines: rule(3, "observed", "J. Espirian, since September 2024, organic posts, whatever the media"),
  /** the same of what is only shown as an advertisement */
  sponsoredLines: rule(2, "observed", "J. Espirian, since September 2024, sponsored posts"),
  /** what a blank line in the last place does: it takes its place, or it is dropped together with its place */
  blankLastLine: rule(
    { phone: "kept", desktop: "dropped" },
    "observed",
    "J. Espirian, for the desktop; nothing is known of phones",
  ),
  /** CSS px at a text size of 100 % */
  type: rule({ size: 14, line: 20 }, "uncertain", "Open-source previewers; one has a line height of 1.6"),
  /** CSS px, the whole post */
  desktopColumn: rule(555, "uncertain", "Open-source previewers, 552 to 555"),
  /** CSS px */
  phoneWidths: rule([320, 360, 375, 390, 430], "official", "The makers’ viewport widths of current phones"),
  /** CSS px from the post's edge to its text */
  textInset: rule(16, "uncertain", "Estimated; published nowhere"),
  /** CSS px between the last words and "…more" */
  moreGap: rule(8, "uncertain", "Estimated; published nowhere"),
  /** width : height between which a single picture is shown whole; beyond, centred and cropped */
  singlePicture: rule({ widest: 3, tallest: 4 / 5 }, "observed", "Previewers that quote LinkedIn’s help"),
  /** CSS px; a smaller picture is enlarged */
  leastPicture: rule({ width: 552, height: 276 }, "observed", "Previewers that quote LinkedIn’s help"),
  /** width : height of the frame that LinkedIn's own guide has an image padded to */
  paddedFrame: rule(
    1200 / 627,
    "official",
    "LinkedIn, Rich Media Shares: white padding on phones, nothing cropped; older than the sources above",
  ),
  /** device pixels that readers’ screens have for one CSS px */
  pixelRatio: rule({ phone: 3, desktop: 2 }, "official", "The makers’ figures for most current phones and laptops"),
  /** how much a picture is enlarged before it looks soft */
  softFrom: rule(1.25, "uncertain", "Estimated; published nowhere"),
  /** width : height between which a video fills its frame; beyond, black bars stand beside or above it */
  filmFrame: rule(
    { widest: 1.91, tallest: 4 / 5 },
    "uncertain",
    "Guides of 2023 to 2026 name 1.91:1 to 4:5; some see bars on the desktop for anything tall",
  ),
  /** width : height between which the first page of a document fills its frame */
  paperFrame: rule(
    { widest: 16 / 9, tallest: 4 / 5 },
    "observed",
    "4:5 and 1:1 pages fill a phone’s width; guides of 2026",
  ),
  /** what stands around the pages */
  paperViewer: rule(
    "title bar, arrows, page of pages",
    "observed",
    "Document posts as others describe them, 2024 to 2026",
  ),
  /** width : height of the picture on a link's card */
  linkFrame: rule(
    { two_to_one: 2, wide: 1.91 },
    "uncertain",
    "LinkedIn, Rich Media Shares, older: 2:1; previewers and guides of today: 1.91:1",
  ),
  /** CSS px of the square that some cards have beside their words instead */
  linkSquare: rule({ phone: 96, desktop: 128 }, "uncertain", "Previewers; nobody says when a card gets it"),
  /** rendered lines of the title on a link's card */
  linkTitle: rule(2, "observed", "An open-source previewer"),
  /** a question over pills to choose from, before anybody has voted */
  pollCard: rule(
    "question, options, votes and time left",
    "uncertain",
    "Polls as others describe them; LinkedIn shows none",
  ),
  /** the frame in which a shared post stands */
  sharedFrame: rule(
    "below the words, in a frame",
    "uncertain",
    "Observed posts; nothing of the post itself is known here",
  ),
  /** pictures a collage shows before it counts the rest */
  collageTiles: rule(5, "uncertain", "Observed posts; sources differ"),
  /** the arrangement itself is in collage.ts */
  collageLayout: rule("first-picture", "uncertain", "Observed posts; sources differ"),
  /** how much of the post's width a card of a carousel takes, and CSS px between two */
  carousel: rule(
    { share: { phone: 0.76, desktop: 0.58 }, gap: 8 },
    "uncertain",
    "Advertisements as others describe them; LinkedIn publishes no layout",
  ),
  /** what stands around a card that is not square */
  cardFrame: rule(1, "official", "LinkedIn, Rich Media Shares: 1,080 × 1,080; others may run with grey letterboxing"),
  /** where the page and the button stand under anything else */
  button: rule("below the picture", "uncertain", "Advertisements as others describe them"),
  /** part of the width and of the height, from each edge */
  titleSafeInset: rule(0.1, "uncertain", "LinkedIn, Rich Media Shares, asks for it and gives no figure"),
} as const;

export type RuleName = keyof typeof rules;

/** The largest text size readers can set, and the step, in parts of the ordinary one. */
export const TEXT_SCALE = { min: 1, max: 2, step: 0.1 } as const;

/** The widest and narrowest title-safe inset worth drawing, in parts of the picture. */
export const TITLE_SAFE = { min: 0, max: 0.3, step: 0.01 } as const;

/** Width of the whole post, in CSS px. An unknown phone width becomes the nearest known one. */
export function postWidth(device: Device, phoneWidth: number): number {
  return device === "desktop" ? rules.desktopColumn.value : nearestPhone(phoneWidth);
}

export function nearestPhone(width: number): number {
  const off = (known: number): number => Math.abs(known - width);
  return rules.phoneWidths.value.reduce<number>((best, known) => (off(known) < off(best) ? known : best), 375);
}
