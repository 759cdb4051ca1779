import type {
  Added,
  Attachment,
  DocumentItem,
  Draft,
  Host,
  LaidAside,
  LinkItem,
  Locale,
  MediaId,
  MediaView,
  OpenDraft,
  Poll,
  VideoItem,
} from "../host/contract";
import { systemLocale } from "../words/locales";
import { accept, exchanged, filesOf, join, sameFiles, type Offer, type Swap } from "./attachment";
import { KeptDraft } from "./kept.svelte";
import { blank, isBegun, isWritten, Shelf, unsaidOf, type Begun, type Field } from "./shelf";
import { Strays } from "./strays.svelte";
import { isBack, type Undo } from "./undone";

/** What was laid aside and is back in the post. */
interface BroughtBack {
  readonly what: Begun | "files" | "landing_pages";
  readonly media: readonly MediaId[];
}

/** What is attached to the draft on the bench, and how its files are by now. */
export abstract class AttachedDraft extends KeptDraft {
  media = $state.raw<ReadonlyMap<MediaId, MediaView>>(new Map());
  /** what of the files that were added is not in the post */
  readonly strays = new Strays();
  readonly attachment = $derived<Attachment>(this.draft?.attachment ?? { kind: "none" });
  /** what came back by itself, until that is dismissed or something else is attached */
  broughtBack = $state.raw<BroughtBack | null>(null);
  /** what was taken out of the draft */
  protected shelf = new Shelf();

  /** `usualLocale`: what captions are taken to be in until somebody says otherwise */
  constructor(
    host: Host,
    readonly usualLocale: () => Locale = () => systemLocale(),
  ) {
    super(host);
  }

  /** As good as a new one, also in what comes back by itself. */
  get fresh(): boolean {
    return this.blank && this.shelf.empty;
  }

  /** What the next attachment has no place for is laid aside, whatever way the one before went. */
  override change(part: Partial<Omit<Draft, "id">>): void {
    const { attachment } = part;
    if (this.draft && attachment) {
      this.shelf.lay(this.attachment, attachment, this.media);
      if (attachment.kind !== this.attachment.kind) this.broughtBack = null;
    }
    super.change(part);
  }

  /** Begins what needs no file, with what was laid aside of it; a link's card may be for one address. */
  begin(kind: Begun, url?: string): void {
    const kept = url === undefined ? this.shelf.latest(kind) : this.shelf.linkTo(url);
    const bare: Attachment = url === undefined ? blank[kind] : { kind: "link", link: { ...blank.link.link, url } };
    if (kept) this.#recall(filesOf(kept));
    this.change({ attachment: kept ?? bare });
    if (kept) this.broughtBack = { what: kind, media: [] };
  }

  /** Takes what came back out again; it stays laid aside. */
  beginEmpty(): Undo | null {
    const { attachment, broughtBack } = this;
    if (!broughtBack) return null;
    const { what, media } = broughtBack;
    const landings = what === "landing_pages" ? (["landing_page"] as const) : undefined;
    this.shelf.lay(attachment, { kind: "none" }, this.media);
    const undo = this.replace(
      isBegun(attachment) && attachment.kind === what
        ? blank[attachment.kind]
        : unsaidOf(attachment, media, this.media, landings),
    );
    this.broughtBack = null;
    return undo;
  }

  /** Takes what was dropped, pasted or picked; says how many files found a place. */
  take(added: Added): number {
    this.know(added.media);
    this.strays.refuse(added.refused);
    this.strays.leave(added.left_out);
    if (!added.media.length) return 0;
    const { attachment, placed, unplaced } = join(this.attachment, added.media, this.usualLocale());
    this.strays.misplace(added.media, unplaced, { from: this.attachment, to: attachment });
    if (placed.length) this.#fill(attachment, placed, (filled) => this.change({ attachment: filled }));
    return placed.length;
  }

  /** Files that the attachment is about to name. */
  know(views: readonly MediaView[]): void {
    this.media = new Map([...this.media, ...views.map((view) => [view.id, view] as const)]);
  }

  /** Puts another attachment in the place of this one; that is undone while nothing else is attached. */
  replace(attachment: Attachment): Undo {
    const before = this.attachment;
    this.change({ attachment });
    return this.#backTo(before, attachment);
  }

  /** Gives the video another thumbnail or other captions, or none; undoing that leaves all else as it is by then. */
  setPart<Part extends "thumbnail" | "captions">(part: Part, to: VideoItem[Part]): Undo | null {
    const { attachment } = this;
    if (attachment.kind !== "video") return null;
    const { media, [part]: before } = attachment.video;
    this.changeVideo({ [part]: to });
    return this.#undo(() => {
      const now = this.attachment;
      const stands = now.kind === "video" && now.video.media === media && now.video[part]?.media === to?.media;
      if (!stands) return "changed";
      this.changeVideo({ [part]: before });
      return "back";
    });
  }

  /** Gives the link's card another picture, or none; undoing that leaves all else as it is by then. */
  setPicture(to: LinkItem["thumbnail"]): Undo | null {
    const { attachment } = this;
    if (attachment.kind !== "link") return null;
    const before = attachment.link.thumbnail;
    this.changeLink({ thumbnail: to });
    return this.#undo(() => {
      const now = this.attachment;
      if (now.kind !== "link" || now.link.thumbnail?.media !== to?.media) return "changed";
      this.changeLink({ thumbnail: before });
      return "back";
    });
  }

  /** Gives files that had no place the one that is offered; null where there is nothing left to give them to. */
  accept(offer: Offer): Undo | null {
    const bringBack = this.strays.take(offer);
    const attachment = accept(this.attachment, offer);
    if (!attachment) return null;
    const present = filesOf(this.attachment);
    const come = filesOf(attachment).filter((file) => !present.includes(file));
    const undo = this.#fill(attachment, come, (filled) => this.#accepted(offer, filled));
    return () => {
      const undone = undo?.() ?? "changed";
      if (isBack(undone)) bringBack();
      return undone;
    };
  }

  /** Puts files in the place of others, all at once; null where none of the others is attached. */
  exchange(swaps: readonly Swap[]): Undo | null {
    const done = exchanged(this.attachment, swaps);
    if (!done) return null;
    this.know(swaps.map(({ by }) => by));
    this.change({ attachment: done });
    return this.#undo(() => {
      const undone = exchanged(this.attachment, swaps, "back");
      if (!undone) return "changed";
      this.change({ attachment: undone });
      return "back";
    });
  }

  changeVideo(part: Partial<Omit<VideoItem, "media">>): void {
    if (this.attachment.kind !== "video") return;
    this.change({ attachment: { kind: "video", video: { ...this.attachment.video, ...part } } });
  }

  changeDocument(part: Partial<Omit<DocumentItem, "media">>): void {
    if (this.attachment.kind !== "document") return;
    this.change({ attachment: { kind: "document", document: { ...this.attachment.document, ...part } } });
  }

  changeLink(part: Partial<LinkItem>): void {
    if (this.attachment.kind !== "link") return;
    this.change({ attachment: { kind: "link", link: { ...this.attachment.link, ...part } } });
  }

  changePoll(part: Partial<Poll>): void {
    if (this.attachment.kind !== "poll") return;
    this.change({ attachment: { kind: "poll", poll: { ...this.attachment.poll, ...part } } });
  }

  /** Looks at every file again; a changed one is assessed anew. */
  async reexamine(ids: readonly MediaId[] = filesOf(this.attachment)): Promise<void> {
    if (!ids.length) return;
    const views = await this.host.reexamine([...ids]);
    const media = new Map(this.media);
    let changed = false;
    for (const view of views) {
      changed ||= JSON.stringify(media.get(view.id)) !== JSON.stringify(view);
      media.set(view.id, view);
    }
    if (!changed) return;
    this.media = media;
    this.reassess();
  }

  /** Files were changed on the disk; those of other drafts are looked at when they are opened. */
  async changedOnDisk(ids: readonly MediaId[]): Promise<void> {
    const original = (file: MediaId) => this.media.get(file)?.copy_of?.original;
    const concerns = (file: MediaId) => ids.some((id) => id === file || id === original(file));
    await this.reexamine(filesOf(this.attachment).filter(concerns));
  }

  /** The user has seen that a file, or what it is a copy of, was changed. */
  async acknowledge(media: MediaId): Promise<void> {
    await this.host.acknowledge([media]);
    const view = this.media.get(media);
    const copy = view?.copy_of;
    if (view) this.know([{ ...view, changed_at: null, ...(copy && { copy_of: { ...copy, now: { is: "same" } } }) }]);
  }

  protected override get aside(): LaidAside {
    return this.shelf.aside;
  }

  protected override laid({ aside, media }: OpenDraft): void {
    this.shelf = new Shelf(aside);
    this.media = new Map(media.map((view) => [view.id, view]));
    this.strays.clear();
    this.broughtBack = null;
  }

  /** Puts cards in the place of the attachment, with the landing pages that were laid aside. */
  protected leadingOn(cards: Attachment): Undo {
    return this.#fill(cards, filesOf(cards), (filled) => this.replace(filled), "landing_pages");
  }

  #fill<Done>(
    attachment: Attachment,
    of: readonly MediaId[],
    put: (filled: Attachment) => Done,
    what: "files" | "landing_pages" = "files",
  ): Done {
    const only: readonly Field[] | undefined = what === "landing_pages" ? ["landing_page"] : undefined;
    const filled = this.shelf.fill(attachment, of, this.media, only);
    if (!filled.media.length) return put(attachment);
    this.#recall(filesOf(filled.attachment).filter((file) => !of.includes(file)));
    const done = put(filled.attachment);
    this.broughtBack = { what, media: filled.media };
    return done;
  }

  /** Files that were laid aside are looked at as they are by now. */
  #recall(files: readonly MediaId[]): void {
    // A file that cannot be looked at now is looked at again before it is sent.
    void this.reexamine(files).catch(() => {});
  }

  /** What is but a part of the attachment leaves the rest to whoever changes it meanwhile. */
  #accepted(offer: Offer, attachment: Attachment): Undo | null {
    if (offer.to === "picture" && attachment.kind === "link") return this.setPicture(attachment.link.thumbnail);
    const isPart = (offer.to === "thumbnail" || offer.to === "captions") && attachment.kind === "video";
    return isPart ? this.setPart(offer.to, attachment.video[offer.to]) : this.replace(attachment);
  }

  #backTo(before: Attachment, put: Attachment): Undo {
    return this.#undo(() => {
      const now = this.attachment;
      const written = isWritten(now);
      if (written && !sameFiles(now, put)) return before.kind === "none" ? "changed" : { aside: before.kind };
      this.change({ attachment: before });
      return !written || JSON.stringify(now) === JSON.stringify(put) ? "back" : { again: this.#backTo(now, before) };
    });
  }

  /** Nothing is brought back into another draft. */
  #undo(undo: Undo): Undo {
    const from = this.draft?.id;
    return () => (this.draft?.id === from ? undo() : "elsewhere");
  }
}
