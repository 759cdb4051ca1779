// What the proof has to say about a post, beside showing it. Pure.

import { known as limits, type Band } from "../host/contract";
import { characters } from "../words/figures";
import { proof as words } from "../words/proof";
import type { Attached, Shown } from "./attached";
import { shapeOf } from "./collage";
import type { Folded } from "./folded";
import {
  barsIn,
  cropInto,
  enlargement,
  filmFrame,
  known,
  linkFrame,
  paperFrame,
  singleFrame,
  type Size,
} from "./frame";
import { countCharacters } from "./lines";
import type { LinkLook } from "./overlays";
import type { Picture } from "./pictures";
import { rules, type Device } from "./rules";

export interface Verdict {
  readonly cut: string;
  /** the same place by the older count of characters */
  readonly older: string;
  /** whether the older count's place is in the text that shows, and marked there */
  readonly marked: boolean;
}

export function verdictOf({ copy, cut }: Folded, intro: Band, unfolded: boolean): Verdict {
  const { text, band } = copy.marks;
  const shown = countCharacters(text.slice(0, cut.offset));
  const verdict = compare(cut.offset, band);
  const marked = band !== null && (unfolded || verdict !== "later");
  return {
    cut: cut.rule === "whole" ? words.wholeText(cut.lines.length) : words.cut(cut.rule, cut.lines.length, shown),
    older: words.olderRule(intro.min, intro.max, verdict, marked),
    marked,
  };
}

function compare(offset: number, band: { from: number; to: number } | null): "none" | "earlier" | "same" | "later" {
  if (!band) return "none";
  if (offset < band.from) return "later";
  return offset > band.to ? "earlier" : "same";
}

/** How the post is looked at. */
export interface Look {
  readonly device: Device;
  /** CSS px */
  readonly width: number;
  readonly padded: boolean;
  readonly link: LinkLook;
}

export function notesOn(attached: Attached, look: Look): string[] {
  if (attached.kind === "video") return notesOnFilm(attached);
  if (attached.kind === "document") return notesOnPaper(attached);
  if (attached.kind === "poll") return [words.pollVotes];
  if (attached.kind === "reshare") return attached.of ? [words.sharedUnseen] : [];
  if (attached.kind === "carousel") return notesOnCards(attached.cards);
  if (attached.kind === "link") return notesOnLink(attached, look.link);
  if (attached.kind === "none") return [];
  const { pictures, beyond } = attached;
  const notes = notesOnPictures(pictures, look);
  return beyond > 0 ? [words.beyond(pictures.length, beyond), ...notes] : notes;
}

function notesOnPictures(pictures: readonly Picture[], look: Look): string[] {
  const notes: string[] = [];
  const [first] = pictures;
  if (pictures.length === 1 && first?.shown && first.size) notes.push(...notesOnSingle(first.size, look));
  if (pictures.length > 1) notes.push(words.collage(pictures.length, first?.size ? shapeOf(first.size) : "square"));
  const images = pictures.filter(({ describable }) => describable);
  const missing = images.filter(({ item }) => item.alt_text.trim() === "").length;
  if (missing > 0) notes.push(words.missingAlt(missing, images.length));
  const shown = pictures.filter((picture) => picture.shown);
  if (shown.some(({ plays }) => plays)) notes.push(words.stillGif);
  if (shown.some(({ transparent }) => transparent)) notes.push(words.transparent);
  return notes;
}

function notesOnCards(cards: readonly Shown[]): string[] {
  const shown = cards.filter(({ picture }) => picture.shown);
  const sizes = shown.flatMap(({ picture }) => picture.size ?? []);
  const barred = sizes.filter((size) => {
    const { sides, topAndBottom } = barsIn(rules.cardFrame.value, size);
    return sides > 0 || topAndBottom > 0;
  }).length;
  const described = cards.filter(({ picture }) => picture.describable);
  const long = described.filter(({ card }) => characters(card.title.trim()) > limits.title.min).length;
  const missing = described.filter(({ card }) => card.alt_text.trim() === "").length;
  return [
    words.cards(cards.length),
    ...(barred ? [words.barredCards(barred, cards.length)] : []),
    ...(long ? [words.longTitles(long, cards.length, limits.title.min, limits.title.max)] : []),
    ...(missing ? [words.missingAltOfCards(missing)] : []),
    ...(shown.some(({ picture }) => picture.transparent) ? [words.transparent] : []),
  ];
}

function notesOnSingle(size: Size, { device, width, padded }: Look): string[] {
  const frame = padded ? rules.paddedFrame.value : singleFrame(size);
  const notes = [padded ? words.padded(barsIn(frame, size)) : words.single(size, cropInto(frame, size))];
  const times = enlargement(frame, width, rules.pixelRatio.value[device], size);
  if (isSmall(size)) notes.push(words.enlarged(rules.leastPicture.value));
  else if (!padded && times >= rules.softFrom.value) notes.push(words.soft(device, times));
  return notes;
}

function notesOnFilm({ film, size, poster, item, refused }: Extract<Attached, { kind: "video" }>): string[] {
  if (!film || refused) return [];
  const frame = filmFrame(size);
  const notes = size ? [words.film(size, barsIn(frame, size))] : [words.filmWithoutSize];
  if (!item.thumbnail) notes.push(words.ownFrame);
  else if (size && poster?.size && differs(size, poster.size)) notes.push(words.otherShape(poster.size, size));
  return notes;
}

function notesOnPaper({ facts, refused }: Extract<Attached, { kind: "document" }>): string[] {
  if (!facts || refused) return [];
  const first = facts.first_page && known(facts.first_page);
  const notes = first ? [words.paper(barsIn(paperFrame(first), first))] : [];
  if (facts.page_sizes === "mixed") notes.push(words.mixedPages);
  return notes;
}

function notesOnLink({ item, host, picture, refused }: Extract<Attached, { kind: "link" }>, look: LinkLook): string[] {
  const notes: string[] = [];
  if (!host) notes.push(words.linkWithoutAddress);
  if (!item.title.trim()) notes.push(words.linkWithoutTitle);
  if (!picture) return [...notes, words.linkWithoutPicture];
  if (picture.size && !refused) notes.push(words.linkPicture(picture.size, cropInto(linkFrame(look), picture.size)));
  return [...notes, words.linkUnsure];
}

function differs(one: Size, other: Size): boolean {
  return Math.abs(one.width / one.height / (other.width / other.height) - 1) > 0.01;
}

function isSmall({ width, height }: Size): boolean {
  const least = rules.leastPicture.value;
  return width < least.width || height < least.height;
}
