/** How words are put together to sentences, whatever they say. */

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Sentences one after the other, without those that are not there. */
export function sentences(...all: readonly (string | null | false)[]): string {
  return all.filter(Boolean).join(" ");
}
