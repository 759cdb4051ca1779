import { asksNothing } from "../fix/series.svelte";
import type { Finding } from "../host/contract";

/** The findings at which a remedy is offered: each way to mend a file once, at the first that it mends. */
export function offering(findings: readonly Finding[]): ReadonlySet<Finding> {
  const first = new Map<string, Finding>();
  for (const finding of findings) {
    const way = wayOf(finding);
    if (way && !first.has(way)) first.set(way, finding);
  }
  return new Set(first.values());
}

/** The same of findings whose remedies come to the same. */
function wayOf({ place, remedy }: Finding): string | null {
  if (remedy === null || !("media" in place)) return null;
  // Captions have one way only; and for whatever asks nothing, *Fix* opens with the same choices.
  const way = place.at === "captions" || asksNothing.has(remedy) ? "" : remedy;
  return `${place.media} ${way}`;
}
