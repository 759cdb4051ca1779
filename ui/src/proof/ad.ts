// What of an advertisement's addresses and titles readers see. Pure.

/** The host of a page as people read it, without `www.`; "" where there is none. */
export function hostOf(page: string): string {
  const said = page.trim();
  try {
    return new URL(said.includes("://") ? said : `https://${said}`).hostname.replace(/^www\./u, "");
  } catch {
    return "";
  }
}

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
