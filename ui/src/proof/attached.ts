// What hangs under the text of a draft, with what the proof needs to know to draw it. Pure.

import { hostOf } from "../compose/addresses";
import { postNamed } from "../compose/shared";
import {
  known as limits,
  type Attachment,
  type CarouselCard,
  type DocumentFacts,
  type DocumentItem,
  type LinkItem,
  type MediaId,
  type MediaView,
  type Poll,
  type VideoFacts,
  type VideoItem,
} from "../host/contract";
import { factsOf, sizeOf, type Size } from "./frame";
import { pictureOf, picturesOf, type MediaLookup, type Picture, type Reasons } from "./pictures";

/** A picture that stands for a film or a page. */
interface Poster {
  readonly media: MediaId;
  readonly stamp: string;
  readonly size: Size | null;
}

/** A card of a carousel and its picture. */
export interface Shown {
  readonly card: CarouselCard;
  readonly picture: Picture;
}

export type Attached =
  | { readonly kind: "none" }
  | { readonly kind: "poll"; readonly poll: Poll }
  /** of the post itself nothing is known but its URN; null where none is named */
  | { readonly kind: "reshare"; readonly of: string | null }
  /** `beyond`: how many more there are than a post can hold, which nobody will see */
  | { readonly kind: "images"; readonly pictures: readonly Picture[]; readonly beyond: number }
  | {
      readonly kind: "video";
      readonly item: VideoItem;
      readonly view: MediaView | undefined;
      /** null where the file is gone or is no film */
      readonly film: VideoFacts | null;
      readonly size: Size | null;
      readonly poster: Poster | null;
      /** nobody will see it as it is */
      readonly refused: boolean;
    }
  | {
      readonly kind: "document";
      readonly item: DocumentItem;
      readonly view: MediaView | undefined;
      readonly facts: DocumentFacts | null;
      readonly refused: boolean;
    }
  | {
      readonly kind: "link";
      readonly item: LinkItem;
      /** as readers see it, "" where the address names none */
      readonly host: string;
      /** the picture's file, where there is one */
      readonly view: MediaView | undefined;
      readonly picture: Poster | null;
      readonly refused: boolean;
    }
  | { readonly kind: "carousel"; readonly cards: readonly Shown[] };

export function attachedTo(attachment: Attachment, media: MediaLookup, reasons: Reasons): Attached {
  if (attachment.kind === "none") return attachment;
  if (attachment.kind === "poll") return { kind: "poll", poll: attachment.poll };
  if (attachment.kind === "reshare") return { kind: "reshare", of: postNamed(attachment.reshare.of) };
  if (attachment.kind === "images") {
    const pictures = picturesOf(attachment, media, reasons);
    return {
      kind: "images",
      pictures: pictures.slice(0, limits.images),
      beyond: Math.max(0, pictures.length - limits.images),
    };
  }
  if (attachment.kind === "document") {
    const item = attachment.document;
    const view = media.get(item.media);
    const facts = factsOf(view);
    const paper = facts?.kind === "document" ? facts : null;
    return { kind: "document", item, view, facts: paper, refused: reasons.has(item.media) };
  }
  if (attachment.kind === "link") {
    const item = attachment.link;
    const view = item.thumbnail ? media.get(item.thumbnail.media) : undefined;
    const facts = factsOf(view);
    const picture = view && facts?.kind === "image" ? { media: view.id, stamp: facts.stamp, size: sizeOf(view) } : null;
    const refused = view !== undefined && reasons.has(view.id);
    return { kind: "link", item, host: hostOf(item.url) ?? "", view, picture, refused };
  }
  if (attachment.kind === "carousel") {
    const shown = (card: CarouselCard): Shown => ({
      card,
      picture: pictureOf(card, media.get(card.media), reasons.get(card.media)),
    });
    // One that has no cards yet shows nothing.
    return attachment.cards.length ? { kind: "carousel", cards: attachment.cards.map(shown) } : { kind: "none" };
  }
  if (attachment.kind !== "video") return { kind: "none" };
  const item = attachment.video;
  const view = media.get(item.media);
  const facts = factsOf(view);
  const film = facts?.kind === "video" ? facts : null;
  const [size, poster] = [sizeOf(view), posterOf(item, view, media)];
  return { kind: "video", item, view, film, size, poster, refused: reasons.has(item.media) };
}

/** The thumbnail that was chosen, else a frame of the film. */
function posterOf({ thumbnail }: VideoItem, film: MediaView | undefined, media: MediaLookup): Poster | null {
  const view = thumbnail ? media.get(thumbnail.media) : film;
  const facts = factsOf(view);
  return view && facts ? { media: view.id, stamp: facts.stamp, size: sizeOf(view) } : null;
}
