import type { Composition } from "../compose/composition.svelte";
import type { Place } from "../host/contract";
import { findings as words } from "../words/findings";

/** Which of the files a finding is about, "" where there is but one that it can be about. */
export function whose(place: Place, { images, media }: Pick<Composition, "images" | "media">): string {
  if (place.at === "thumbnail" || place.at === "captions") return words[place.at];
  if (place.at !== "image") return "";
  const position = images.findIndex((image) => image.media === place.media) + 1;
  return words.image(position, media.get(place.media)?.name ?? "");
}
