import { visibleText, writeMention } from "../../compose/pieces";
import { lines } from "../../compose/seen";
import { fileName } from "../../words/names";
import type { Assessment, Draft, Finding, MediaId, MediaView, PollField, Severity } from "../contract";

const source = "LinkedIn Posts API, text limit";

function finding(rule: string, severity: Severity, place: Finding["place"], message: string): Finding {
  return { rule, severity, place, message, measured: null, limit: null, source, remedy: null };
}

/** Enough of the real checks for the screen to be looked at; the real ones are in Rust. */
export function assess(draft: Draft, media: ReadonlyMap<MediaId, MediaView>): Assessment {
  const text = visibleText(draft.commentary);
  const wire = draft.commentary
    .map((piece) =>
      piece.kind === "text" ? piece.text.replace(/[|{}@[\]()<>#\\*_~]/g, "\\$&") : writeMention(piece.name, piece.urn),
    )
    .join("");
  const findings = [
    ...aboutText(text, draft),
    ...aboutSigns(text),
    ...aboutImages(draft, media),
    ...aboutVideo(draft),
    ...aboutDocument(draft, media),
    ...aboutLink(draft),
    ...aboutCards(draft, media),
    ...aboutAdvertisement(draft),
    ...aboutPoll(draft),
    ...aboutReshare(draft),
    ...aboutComments(draft),
  ];
  return {
    counts: { visible: text.length, wire: wire.length, characters: [...text].length, limit: 3000 },
    intro: {
      first: text.length > 128 ? 128 : null,
      last: text.length > 130 ? 130 : null,
      min: 128,
      max: 130,
      source: "LinkedIn Rich Media Shares",
    },
    hashtags: [...text.matchAll(/#[\p{L}\p{N}_]+/gu)].map((tag) => ({
      from: tag.index,
      to: tag.index + tag[0].length,
    })),
    findings,
    publishable: !findings.some((one) => one.severity === "block"),
  };
}

function aboutText(text: string, draft: Draft): Finding[] {
  const found: Finding[] = [];
  if (!draft.author)
    found.push(finding("author.missing", "block", { at: "author" }, "Nobody is chosen to post as. Choose an author."));
  if (!text && draft.attachment.kind === "none") {
    found.push(
      finding("text.empty", "block", { at: "text", from: null }, "The post is empty. Write a text or add a file."),
    );
  }
  if (text.length > 3000) {
    const message = `The text has ${text.length} characters; LinkedIn takes 3,000. Shorten it by ${text.length - 3000}.`;
    found.push({
      ...finding("text.length", "block", { at: "text", from: 3000 }, message),
      measured: text.length,
      limit: 3000,
    });
  }
  return found;
}

/** Enough of them for what can be done about them. */
function aboutSigns(text: string): Finding[] {
  const found: Finding[] = [];
  const told = (rule: string, message: string, from: number) =>
    found.push(finding(rule, "warn", { at: "text", from }, message));
  for (const { 1: handle, index } of text.matchAll(/(?<![\p{L}\p{N}/])@([\p{L}\p{N}_-]*)/gu)) {
    if (handle) told("text.handle", `“@${handle}” mentions nobody and will be plain text.`, index);
    else told("text.lone_at", "An @ stands alone. It will be plain text.", index);
  }
  const styled = [...text.matchAll(/[\u{1d400}-\u{1d7ff}]/gu)];
  if (styled[0]) told("text.styled", `${styled.length} letters are bold or italic by Unicode signs.`, styled[0].index);
  return found;
}

function aboutImages(draft: Draft, media: ReadonlyMap<MediaId, MediaView>): Finding[] {
  if (draft.attachment.kind !== "images") return [];
  const found: Finding[] = [];
  const { images } = draft.attachment;
  if (images.length > 20) {
    const message = `There are ${images.length} images; LinkedIn takes 20. Remove ${images.length - 20}.`;
    found.push(finding("images.count", "block", { at: "images" }, message));
  }
  for (const image of images) {
    const view = media.get(image.media);
    const at = (field: "file" | "alt_text" | "title"): Finding["place"] => ({ at: "image", media: image.media, field });
    if (view?.state.status === "gone") {
      found.push(
        finding("file.gone", "block", at("file"), `${fileName(view)} is no longer there. Put it back or remove it.`),
      );
    }
    if (!image.alt_text) {
      found.push(
        finding(
          "image.alt_text_missing",
          "warn",
          at("alt_text"),
          `${fileName(view)} has no alt text. Say what it shows.`,
        ),
      );
    }
    if (image.title.length > 46) {
      found.push(finding("image.title", "advise", at("title"), "Phones cut the title after 38 to 46 characters."));
    }
    const facts = view?.state.status === "present" ? view.state.facts : null;
    if (view && facts?.kind === "image" && (facts.width ?? 0) > 6012) {
      const message = `${fileName(view)} has 38.7 megapixels; LinkedIn takes 36.15. Make it smaller.`;
      found.push({ ...finding("image.pixels", "block", at("file"), message), remedy: "resize" });
    }
  }
  return found;
}

function aboutVideo({ attachment }: Draft): Finding[] {
  if (attachment.kind !== "video") return [];
  const { media, title, thumbnail, captions } = attachment.video;
  const found: Finding[] = [];
  if (title.length > 46)
    found.push(finding("title.length", "advise", { at: "video", media, field: "title" }, "Phones cut the title."));
  if (!thumbnail) {
    const message = "LinkedIn takes a frame of its own choice. Pick one.";
    found.push(finding("video.thumbnail_missing", "advise", { at: "thumbnail", media }, message));
  }
  if (captions) {
    const message = "2 captions are hard to read, the first on line 5.";
    found.push(finding("captions.flaws", "warn", { at: "captions", media: captions.media }, message));
  }
  return found;
}

function aboutDocument({ attachment }: Draft, views: ReadonlyMap<MediaId, MediaView>): Finding[] {
  if (attachment.kind !== "document") return [];
  const { media, title } = attachment.document;
  const state = views.get(media)?.state;
  const found: Finding[] = [];
  if (state?.status === "present" && state.facts.kind === "document" && state.facts.counted === "by_its_writer") {
    const message = `${state.facts.pages} pages, as the program that saved it noted. Export it as PDF to be sure.`;
    found.push(finding("document.pages_noted", "advise", { at: "document", media, field: "file" }, message));
  }
  if (!title.trim()) {
    const message = "The document has no title; LinkedIn requires one.";
    found.push(finding("document.title_missing", "block", { at: "document", media, field: "title" }, message));
  }
  return found;
}

function aboutLink({ attachment }: Draft): Finding[] {
  if (attachment.kind !== "link") return [];
  const { url, title, thumbnail } = attachment.link;
  const found: Finding[] = [];
  if (!url.trim()) {
    const message = "The link card has no address. Paste that of the page it stands for, or remove the card.";
    found.push(finding("link.address_missing", "block", { at: "link", field: "url" }, message));
  }
  if (!title.trim()) {
    const message = "No title: LinkedIn reads nothing from the page. Read the page, or write a few words.";
    found.push(finding("link.title_missing", "warn", { at: "link", field: "title" }, message));
  }
  if (!thumbnail) {
    const message = "No picture: the card is a small one of words alone. Add one of 1,200 × 627.";
    found.push(finding("link.picture_missing", "warn", { at: "link", field: "thumbnail" }, message));
  } else if (!thumbnail.alt_text) {
    const place: Finding["place"] = { at: "link_thumbnail", media: thumbnail.media, field: "alt_text" };
    found.push(finding("image.alt_text_missing", "warn", place, "No alt text. One sentence is enough."));
  }
  return found;
}

function aboutCards({ attachment }: Draft, media: ReadonlyMap<MediaId, MediaView>): Finding[] {
  if (attachment.kind !== "carousel") return [];
  const found: Finding[] = [];
  const { cards } = attachment;
  if (cards.length < 2 || cards.length > 10) {
    const message = `The carousel has ${cards.length} cards; LinkedIn takes 2 to 10.`;
    found.push(finding("cards.count", "block", { at: "cards" }, message));
  }
  for (const card of cards) {
    const at = { at: "card", media: card.media } as const;
    const facts = media.get(card.media)?.state;
    const square = facts?.status === "present" && facts.facts.kind === "image" ? facts.facts : null;
    if (square && square.width !== square.height) {
      const message = `${square.width} × ${square.height} is not square: a carousel shows it between bars.`;
      found.push({ ...finding("card.shape", "warn", { ...at, field: "file" }, message), remedy: "crop" });
    }
    if (!card.landing_page.trim()) {
      const message =
        "The card leads nowhere; LinkedIn takes no card without a landing page. Write the address of one.";
      found.push(finding("card.landing_page", "block", { ...at, field: "landing_page" }, message));
    }
    if (!card.alt_text.trim()) {
      const message = "No alt text: people who cannot see the picture learn nothing of it.";
      found.push(finding("image.alt_text_missing", "warn", { ...at, field: "alt_text" }, message));
    }
  }
  return found;
}

function aboutAdvertisement({ attachment, sponsored }: Draft): Finding[] {
  const at = (field: "distribution" | "ad_account"): Finding["place"] => ({ at: "sponsored", field });
  if (!sponsored) {
    if (attachment.kind !== "carousel") return [];
    const message = "LinkedIn shows cards only as an advertisement, never in the feed.";
    return [finding("sponsored.missing", "block", at("distribution"), message)];
  }
  if (sponsored.ad_account.trim()) return [];
  return [finding("sponsored.account", "block", at("ad_account"), "No ad account is named; write its number.")];
}

function aboutPoll({ attachment }: Draft): Finding[] {
  if (attachment.kind !== "poll") return [];
  const { question, options } = attachment.poll;
  const found: Finding[] = [];
  const at = (field: PollField) => ({ at: "poll", field }) as const;
  if (!question.trim())
    found.push(finding("poll.question_missing", "block", at("question"), "The poll asks nothing yet."));
  if (options.filter((option) => option.trim()).length < 2)
    found.push(finding("poll.options", "block", at("options"), "The poll has too few options; write two."));
  for (const [index, option] of options.entries()) {
    if (option.trim().length <= 30) continue;
    const message = `Option ${index + 1} has ${option.trim().length} characters; LinkedIn takes 30.`;
    found.push(finding("poll.option", "block", at({ option: index }), message));
  }
  return found;
}

function aboutReshare({ attachment }: Draft): Finding[] {
  if (attachment.kind !== "reshare") return [];
  const of = attachment.reshare.of.trim();
  if (!of) return [finding("reshare.missing", "block", { at: "reshare" }, "There is no post to share yet.")];
  if (of.includes("urn:li:")) return [];
  return [finding("reshare.address", "block", { at: "reshare" }, `“${of}” names no post on LinkedIn.`)];
}

function aboutComments({ comments_closed, first_comment }: Draft): Finding[] {
  if (!comments_closed || !lines(first_comment)) return [];
  const message = "Closing the comments takes away the first comment too. Leave them open, or empty it.";
  return [finding("comment.closed", "block", { at: "comments_closed" }, message)];
}
