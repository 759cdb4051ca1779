import type { Composition } from "../compose/composition.svelte";
import type { Finding, Place } from "../host/contract";
import { findings as words } from "../words/findings";
import { fileName } from "../words/names";

type Files = Pick<Composition, "items" | "media">;

/** The same of what is found of several images in the same words. */
export function whoseLine(line: readonly [Finding, ...Finding[]], composition: Files): string {
  return line.length > 1 ? words.images(line.length, line[0].place.at) : whose(line[0].place, composition);
}

/** Which of the files a finding is about, "" where there is but one that it can be about. */
function whose(place: Place, { items, media }: Files): string {
  if (place.at === "thumbnail" || place.at === "captions") return words[place.at];
  if (place.at === "link_thumbnail") return words.cardPicture;
  if (place.at !== "image" && place.at !== "card") return "";
  const position = items.findIndex((image) => image.media === place.media) + 1;
  return words.image(position, fileName(media.get(place.media)));
}
