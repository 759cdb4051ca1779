import type { Finding, MediaId } from "../host/contract";

/** The file that would be refused for this finding, null where it is about something else or only a warning. */
export function refusedFile({ severity, place }: Finding): MediaId | null {
  const isAboutFile = "media" in place && "field" in place && place.field === "file";
  return severity === "block" && isAboutFile ? place.media : null;
}
