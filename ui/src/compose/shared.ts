// Which post is meant by what was pasted to share it. Pure. `Reshare::named` in core says the same.

/** The kinds of URN that name a post. */
const posts = ["share", "ugcPost", "activity"];

/** The URN in an address, in the code that embeds the post, or by itself; null where no post is named. */
export function postNamed(of: string): string | null {
  const said = of.replaceAll(/%3a/giu, ":");
  for (const [, kind = "", number = ""] of said.matchAll(/urn:li:([A-Za-z]+):(\d+)/gu)) {
    const urn = urnOf(kind, number);
    if (urn) return urn;
  }
  return byAddress(said);
}

function urnOf(kind: string, number: string): string | null {
  const known = posts.find((post) => post.toLowerCase() === kind.toLowerCase());
  return known && number ? `urn:li:${known}:${number}` : null;
}

/** “Copy link to post” gives `/posts/…-activity-7…-AbCd`; the words before may be the post's own, so the last pair counts. */
function byAddress(said: string): string | null {
  const [, title = ""] = /linkedin\.com\/posts\/([^/?#]*)/u.exec(said) ?? [];
  const words = title.split("-");
  for (let at = words.length - 1; at > 0; at -= 1) {
    const number = words[at] ?? "";
    const urn = /^\d+$/u.test(number) ? urnOf(words[at - 1] ?? "", number) : null;
    if (urn) return urn;
  }
  return null;
}
