// Addresses of pages as they stand in a text. Pure. What exactly LinkedIn takes for one is not published.

/** `https://…`, or a bare `www.…`, up to the next space. */
const written = /(?<![\p{L}\p{N}@/.])(?:https?:\/\/|www\.)\S+/giu;

/** What stands behind an address more often than in it. */
const behind = /[.,;:!?'"”’»…\])}>]+$/u;

/** The first address of a page in a text, null where there is none. */
export function firstAddress(text: string): string | null {
  for (const [found] of text.matchAll(written)) {
    const address = trimmed(found);
    if (hostOf(address)?.match(/\.\p{L}{2,}$/u)) return address;
  }
  return null;
}

/** A closing bracket belongs to the address where it was opened in it. */
function trimmed(found: string): string {
  let address = found;
  for (;;) {
    const end = behind.exec(address)?.[0].at(-1);
    if (!end) return address;
    const opened = end === ")" && address.split("(").length === address.split(")").length;
    if (opened) return address;
    address = address.slice(0, -1);
  }
}

/** The host of an address as people type it, without `www.`; null where it is none yet. */
export function hostOf(address: string): string | null {
  const typed = address.trim();
  if (!typed || /\s/u.test(typed)) return null;
  const whole = typed.includes("://") ? typed : `https://${typed}`;
  // `URL.parse` is younger than the oldest engine.
  if (!URL.canParse(whole)) return null;
  const url = new URL(whole);
  if (!["http:", "https:"].includes(url.protocol) || url.username) return null;
  return url.hostname.replace(/^www\./u, "") || null;
}
