// What of an advertisement's addresses and titles readers see. Pure.

import { hostOf as hostIn } from "../compose/addresses";

/** The host of a page as people read it, without `www.`; "" where there is none. */
export const hostOf = (page: string): string => hostIn(page) ?? "";

const graphemes = new Intl.Segmenter("en");

/** A title as a phone shows it: what stands for sure, what may be cut, and whether anything more is. */
export function cutTitle(title: string, min: number, max: number): { sure: string; doubtful: string; more: boolean } {
  const characters = [...graphemes.segment(title.trim())].map(({ segment }) => segment);
  return {
    sure: characters.slice(0, min).join(""),
    doubtful: characters.slice(min, max).join(""),
    more: characters.length > max,
  };
}
