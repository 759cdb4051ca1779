// What makes a post an advertisement, and what becomes of images that are shown as one. Pure.

import type { Attachment, CarouselCard, Sponsored } from "../host/contract";
import { itemsOf } from "./images";

export const unsaid: Sponsored = { ad_account: "", name: "", landing_page: "", call_to_action: null };

/** Nothing of it was written. */
export function isUnsaid({ ad_account, name, landing_page, call_to_action }: Sponsored): boolean {
  return !ad_account.trim() && !name.trim() && !landing_page.trim() && call_to_action === null;
}

/** The ad account as LinkedIn names it, of its number or its URN; null where none is named. */
export function accountOf(said: string): string | null {
  const number = /^\s*(?:urn:li:sponsoredAccount:)?(\d+)\s*$/u.exec(said)?.[1];
  return number === undefined ? null : `urn:li:sponsoredAccount:${number}`;
}

/** The same pictures as cards, with all that was written about them. */
export function asCards(now: Attachment): Attachment {
  const cards = itemsOf(now).map((item): CarouselCard => ({ landing_page: "", ...item }));
  return { kind: "carousel", cards };
}

/** The same pictures as images of a post; the pages behind them have no place there. */
export function asImages(now: Attachment): Attachment {
  const images = itemsOf(now).map(({ media, alt_text, title }) => ({ media, alt_text, title }));
  return images.length ? { kind: "images", images } : { kind: "none" };
}
