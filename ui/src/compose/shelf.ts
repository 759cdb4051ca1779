// What was taken out of a draft, laid aside in case it comes back and kept with it. Pure but for what a shelf holds.

import type {
  Attachment,
  CarouselCard,
  LaidAside,
  LinkItem,
  MediaId,
  MediaView,
  Poll,
  Reshare,
  SaidOfFile,
  Sponsored,
} from "../host/contract";
import { filesOf, titleFrom } from "./attachment";

/** What a post can carry that does not begin with a file. */
export type Begun = "link" | "carousel" | "poll" | "reshare";

interface Blank {
  readonly link: { readonly kind: "link"; readonly link: LinkItem };
  readonly carousel: { readonly kind: "carousel"; readonly cards: CarouselCard[] };
  readonly poll: { readonly kind: "poll"; readonly poll: Poll };
  readonly reshare: { readonly kind: "reshare"; readonly reshare: Reshare };
}

/** Each as it begins. */
export const blank: Blank = {
  link: { kind: "link", link: { url: "", title: "", description: "", thumbnail: null } },
  carousel: { kind: "carousel", cards: [] },
  poll: { kind: "poll", poll: { question: "", options: ["", ""], duration: "SEVEN_DAYS" } },
  reshare: { kind: "reshare", reshare: { of: "" } },
};

export type Field = Exclude<keyof SaidOfFile, "file">;
const fields: readonly Field[] = ["alt_text", "title", "landing_page", "thumbnail", "captions"];
const unsaid = { alt_text: null, title: null, landing_page: null, thumbnail: null, captions: null };

/** What can be said of one file, whichever kind it is of. */
type Said = Partial<Pick<SaidOfFile, Field>>;

/** An attachment with what was laid aside about its files, and which files that were. */
export interface Filled {
  readonly attachment: Attachment;
  readonly media: readonly MediaId[];
}

/** The oldest makes room: every opening of a draft looks at the files of what lies there. */
const most = 400;

type Views = ReadonlyMap<MediaId, MediaView>;

export class Shelf {
  /** `aside`: what lies there, another value at every change; of attachments one of a kind, of links one of an address */
  constructor(public aside: LaidAside = { attachments: [], files: [], sponsored: null }) {}

  get empty(): boolean {
    const { attachments, files, sponsored } = this.aside;
    return !attachments.length && !files.length && !sponsored;
  }

  /** Lays aside what one attachment says and the next has no place for; what that says again lies here no more. */
  lay(before: Attachment, after: Attachment, media: Views): void {
    if (before.kind !== after.kind && isBegun(before) && isWritten(before)) {
      const others = this.aside.attachments.filter((one) => aboutOf(one) !== aboutOf(before));
      this.#put({ attachments: [...others, before].slice(-most) });
    }
    const stays = saidIn(after, media);
    for (const [file, said] of saidIn(before, media)) this.#laySaid(nameOf(file, media), said, stays.get(file) ?? {});
    this.#drop(after, media);
  }

  laySponsored(sponsored: Sponsored): void {
    this.#put({ sponsored });
  }

  /** What was last laid aside of a kind. */
  latest(kind: Begun): Attachment | null {
    return this.aside.attachments.findLast((one) => one.kind === kind) ?? null;
  }

  /** The card of this very address. */
  linkTo(url: string): Attachment | null {
    return this.aside.attachments.find((one) => one.kind === "link" && one.link.url === url) ?? null;
  }

  /** Takes what made it an advertisement. */
  advertisement(): Sponsored | null {
    const { sponsored } = this.aside;
    if (sponsored) this.#put({ sponsored: null });
    return sponsored;
  }

  /** Gives files of an attachment what was laid aside about them, where nothing is said of them yet. */
  fill(attachment: Attachment, of: readonly MediaId[], media: Views, what: readonly Field[] = fields): Filled {
    const filled: MediaId[] = [];
    const now = saidIn(attachment, media);
    const gaps = (file: MediaId): Said => {
      const kept = this.#saidOf(nameOf(file, media));
      if (!kept || !of.includes(file)) return {};
      const has = now.get(file) ?? {};
      const missing = what.filter((field) => field in has && !has[field] && kept[field]);
      if (missing.length) filled.push(file);
      return Object.fromEntries(missing.map((field) => [field, kept[field]]));
    };
    return { attachment: eachFile(attachment, gaps), media: filled };
  }

  #laySaid(file: string, said: Said, stays: Said): void {
    const lost = fields.filter((field) => said[field] && !(field in stays));
    if (!lost.length) return;
    const before = this.#saidOf(file) ?? { file, ...unsaid };
    const now = { ...before, ...Object.fromEntries(lost.map((field) => [field, said[field]])) };
    this.#put({ files: [...this.aside.files.filter((one) => one.file !== file), now].slice(-most) });
  }

  /** What is in the post again lies here no more. */
  #drop(there: Attachment, media: Views): void {
    if (this.empty) return;
    const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
    const said = new Map([...saidIn(there, media)].map(([file, said]) => [nameOf(file, media), said] as const));
    const rest = (one: SaidOfFile): SaidOfFile => {
      const now = said.get(one.file) ?? {};
      const back = fields.filter((field) => one[field] && same(one[field], now[field]));
      return back.length ? { ...one, ...Object.fromEntries(back.map((field) => [field, null])) } : one;
    };
    const attachments = this.aside.attachments.filter((one) => !same(one, there));
    const files = this.aside.files.map(rest).filter((one) => fields.some((field) => one[field]));
    if (!same([attachments, files], [this.aside.attachments, this.aside.files])) this.#put({ attachments, files });
  }

  #saidOf(file: string): SaidOfFile | undefined {
    return this.aside.files.find((one) => one.file === file);
  }

  #put(part: Partial<LaidAside>): void {
    this.aside = { ...this.aside, ...part };
  }
}

/** Every file that would come back. */
export function filesAside({ attachments, files }: LaidAside): MediaId[] {
  const parts = files.flatMap(({ thumbnail, captions }) => [thumbnail?.media, captions?.media]);
  return [...attachments.flatMap(filesOf), ...parts.filter((file) => file !== undefined)];
}

/** Something of it would be lost: a file, or what was typed. */
export function isWritten(attachment: Attachment): boolean {
  if (filesOf(attachment).length) return true;
  if (!isBegun(attachment)) return false;
  return JSON.stringify(attachment) !== JSON.stringify(blank[attachment.kind]);
}

/** The same files, with nothing of what is said about some of them. */
export function unsaidOf(attachment: Attachment, of: readonly MediaId[], media: Views, what = fields): Attachment {
  const now = saidIn(attachment, media);
  return eachFile(attachment, (file) => {
    if (!of.includes(file)) return {};
    const title = attachment.kind === "document" ? titleFrom(media.get(file)?.name ?? "") : "";
    const bare: Required<Said> = { alt_text: "", title, landing_page: "", thumbnail: null, captions: null };
    const said = now.get(file) ?? {};
    return Object.fromEntries(what.filter((field) => field in said).map((field) => [field, bare[field]]));
  });
}

export function isBegun(attachment: Attachment): attachment is Extract<Attachment, { kind: Begun }> {
  return attachment.kind in blank;
}

const aboutOf = (one: Attachment) => (one.kind === "link" ? `link ${one.link.url}` : one.kind);

/** The same for the same file, however often it is added: by its name and its state on the disk. */
function nameOf(file: MediaId, media: Views): string {
  const view = media.get(file);
  return view?.state.status === "present" ? `${view.state.facts.stamp} ${view.name}` : file;
}

/** What an attachment says of each of its files; a field that it has no place for is left out. */
function saidIn(attachment: Attachment, media: Views): Map<MediaId, Said> {
  const said = new Map<MediaId, Said>();
  if (attachment.kind === "images")
    for (const { media: file, alt_text, title } of attachment.images) said.set(file, { alt_text, title });
  if (attachment.kind === "carousel") for (const { media: file, ...rest } of attachment.cards) said.set(file, rest);
  if (attachment.kind === "video") {
    const { media: file, ...rest } = attachment.video;
    said.set(file, rest);
  }
  if (attachment.kind === "document") {
    const { media: file, title } = attachment.document;
    // What its file is called nobody typed.
    said.set(file, { title: title === titleFrom(media.get(file)?.name ?? "") ? "" : title });
  }
  if (attachment.kind === "link" && attachment.link.thumbnail) {
    const { media: file, alt_text } = attachment.link.thumbnail;
    said.set(file, { alt_text });
  }
  return said;
}

/** The same attachment with more said of its files. `more` names only what the kind has a place for. */
function eachFile(attachment: Attachment, more: (file: MediaId) => Said): Attachment {
  const say = <Item extends { media: MediaId }>(item: Item): Item => ({ ...item, ...more(item.media) });
  if (attachment.kind === "images") return { kind: "images", images: attachment.images.map(say) };
  if (attachment.kind === "carousel") return { kind: "carousel", cards: attachment.cards.map(say) };
  if (attachment.kind === "video") return { kind: "video", video: say(attachment.video) };
  if (attachment.kind === "document") return { kind: "document", document: say(attachment.document) };
  if (attachment.kind !== "link") return attachment;
  const { thumbnail } = attachment.link;
  return { kind: "link", link: { ...attachment.link, thumbnail: thumbnail && say(thumbnail) } };
}
