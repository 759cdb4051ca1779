import type { Composition } from "../compose/composition.svelte";
import type { Place } from "../host/contract";
import { findings as words } from "../words/findings";

/** Which of the images a finding is about, "" where it is about none. */
export function whose(place: Place, { images, media }: Pick<Composition, "images" | "media">): string {
  if (place.at !== "image") return "";
  const position = images.findIndex((image) => image.media === place.media) + 1;
  return words.image(position, media.get(place.media)?.name ?? "");
}
