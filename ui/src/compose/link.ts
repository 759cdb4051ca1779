// What becomes of a link's card when its page was read: what a person wrote stays. Pure.

import type { LinkItem, LinkPage } from "../host/contract";

/** What readings put into a card. What still stands there as it was put may be put anew. */
export interface Put {
  /** the address that was read */
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly media: string | null;
  readonly altText: string;
}

/** A field in which a person's words stand and the page says something else. */
export type Differing = "title" | "description" | "thumbnail";

export const nothingPut: Put = { url: "", title: "", description: "", media: null, altText: "" };

/** The card with what its page says, wherever nobody wrote something else; and what was put there. */
export function filled(link: LinkItem, page: LinkPage, put: Put): { link: LinkItem; put: Put } {
  const elsewhere = put.url !== link.url;
  const words = (field: "title" | "description") => {
    const ours = !link[field].trim() || link[field] === put[field];
    // Of another page, nothing is better than what stood here.
    return ours && (page[field] || elsewhere) ? page[field] : link[field];
  };
  const { thumbnail } = link;
  const ours = !thumbnail || (thumbnail.media === put.media && thumbnail.alt_text === put.altText);
  const picture = page.picture && { media: page.picture.id, alt_text: page.picture_alt_text };
  const next = {
    ...link,
    title: words("title"),
    description: words("description"),
    thumbnail: ours && (picture || elsewhere) ? picture : thumbnail,
  };
  return {
    link: next,
    put: {
      url: link.url,
      title: page.title,
      description: page.description,
      media: picture?.media ?? null,
      altText: picture?.alt_text ?? "",
    },
  };
}

/** Where the page says something that is not in the card. */
export function differing(link: LinkItem, page: LinkPage): Differing[] {
  const differs: Differing[] = [];
  if (page.title && link.title.trim() !== page.title) differs.push("title");
  if (page.description && link.description.trim() !== page.description) differs.push("description");
  if (page.picture && link.thumbnail?.media !== page.picture.id) differs.push("thumbnail");
  return differs;
}

/** The card with what the page says in one field. */
export function taken(link: LinkItem, page: LinkPage, field: Differing): LinkItem {
  if (field !== "thumbnail") return { ...link, [field]: page[field] };
  if (!page.picture) return link;
  return { ...link, thumbnail: { media: page.picture.id, alt_text: page.picture_alt_text } };
}
