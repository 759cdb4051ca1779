import type {
  Added,
  Assessment,
  Attachment,
  CarouselCard,
  DocumentItem,
  Draft,
  DraftId,
  Edited,
  Host,
  ImageItem,
  LinkItem,
  Locale,
  MediaId,
  MediaView,
  OpenDraft,
  Piece,
  Poll,
  Problem,
  Run,
  Sponsored,
  VideoItem,
} from "../host/contract";
import type { Folded } from "../proof/folded";
import { asProblem } from "../words/problems";
import { systemLocale } from "../words/locales";
import { accept, exchanged, filesOf, join, sameFiles, type Offer, type Swap } from "./attachment";
import { asCards, asImages, isUnsaid, unsaid } from "./advertisement";
import { isBlank } from "./blank";
import { itemsOf, moved, placeIn, withItems, withRemoved, type Item } from "./images";
import { Saver } from "./saver";
import { Strays } from "./strays.svelte";
import type { Undo } from "./undone";

export type SaveState = "saved" | "saving" | "failing";

/** The draft on the bench: what it says, what is attached, what was found, and whether it is saved. */
export class Composition {
  draft = $state.raw<Draft | null>(null);
  media = $state.raw<ReadonlyMap<MediaId, MediaView>>(new Map());
  assessment = $state.raw<Assessment | null>(null);
  /** the commentary the assessment speaks of */
  assessed = $state.raw<readonly Piece[] | null>(null);
  /** where the proof folds the text, and which text that was */
  folded = $state.raw<Folded | null>(null);
  lastRun = $state.raw<Run | null>(null);
  /** changed by hand since it was laid on the bench, or since its last run ended */
  edited = $state(false);
  saving = $state<SaveState>("saved");
  problem = $state.raw<Problem | null>(null);
  /** counts up when another draft is laid on the bench, so that the editor starts anew */
  opened = $state(0);

  /** what of the files that were added is not in the post */
  readonly strays = new Strays();
  readonly attachment = $derived<Attachment>(this.draft?.attachment ?? { kind: "none" });
  readonly images = $derived<readonly ImageItem[]>(this.attachment.kind === "images" ? this.attachment.images : []);
  /** the images or the cards, in their order */
  readonly items = $derived<readonly Item[]>(itemsOf(this.attachment));
  /** what makes it an advertisement; null for a post in the feed */
  readonly sponsored = $derived<Sponsored | null>(this.draft?.sponsored ?? null);
  /** as good as a new one, and not sent */
  readonly blank = $derived(this.draft !== null && isBlank(this.draft) && !this.lastRun);
  /** its last run published just what lies here */
  readonly published = $derived(this.lastRun?.outcome?.outcome === "published" && !this.edited);
  readonly findings = $derived(this.assessment?.findings ?? []);
  readonly #saver: Saver<Draft, Edited>;
  /** the images in order, each that was removed still in its place */
  #row: readonly MediaId[] = [];
  /** what made it an advertisement before it was put in the feed */
  #laidAside: Sponsored = unsaid;

  /** `usualLocale`: what captions are taken to be in until somebody says otherwise */
  constructor(
    private readonly host: Host,
    readonly usualLocale: () => Locale = () => systemLocale(),
  ) {
    this.#saver = new Saver(
      (draft) => this.#save(draft),
      {
        saved: (_, draft) => this.#saved(draft),
        failed: (reason) => {
          this.saving = "failing";
          this.problem = asProblem(reason);
        },
      },
      (draft) => draft.id,
    );
  }

  /**
   * Lays another draft on the bench; the one before it is saved first, with what was typed into it meanwhile. One that
   * is no longer wanted when it comes is left; whether it was laid.
   */
  async open(next: () => Promise<OpenDraft>, isWanted: () => boolean = () => true): Promise<boolean> {
    await this.flush();
    const { draft, media, assessment, last_run } = await next();
    await this.flush();
    if (!isWanted()) return false;
    this.draft = draft;
    this.media = new Map(media.map((view) => [view.id, view]));
    this.assessment = assessment;
    this.assessed = draft.commentary;
    this.lastRun = last_run;
    this.#row = [];
    this.#laidAside = unsaid;
    this.edited = false;
    this.strays.clear();
    this.problem = null;
    this.saving = "saved";
    this.opened += 1;
    return true;
  }

  change(part: Partial<Omit<Draft, "id">>): void {
    if (!this.draft) return;
    this.draft = { ...this.draft, ...part };
    this.edited = true;
    this.#submit(this.draft);
  }

  /** Asks anew what is found: what it depends on beside the draft has changed. */
  reassess(): void {
    if (this.draft && !this.blank && !this.published) this.#submit(this.draft);
  }

  /** A run of this draft came to an end, or it was found out how it ended. */
  ended(run: Run): void {
    if (run.draft !== this.draft?.id) return;
    if (this.lastRun?.id !== run.id) this.edited = false;
    this.lastRun = run;
  }

  forget(run: Run): void {
    if (this.lastRun?.id === run.id) this.lastRun = null;
  }

  isOnBench(id: DraftId): boolean {
    return this.draft?.id === id;
  }

  /** Resolves when everything is saved; rejects with the reason when it cannot be. */
  flush(): Promise<void> {
    return this.#saver.flush();
  }

  /** Takes what was dropped, pasted or picked; says how many files found a place. */
  take(added: Added): number {
    this.know(added.media);
    this.strays.refuse(added.refused);
    this.strays.leave(added.left_out);
    if (!added.media.length) return 0;
    const { attachment, placed, unplaced } = join(this.attachment, added.media, this.usualLocale());
    this.strays.misplace(added.media, unplaced, { from: this.attachment, to: attachment });
    if (placed.length) this.change({ attachment });
    return placed.length;
  }

  /** Files that the attachment is about to name. */
  know(views: readonly MediaView[]): void {
    this.media = new Map([...this.media, ...views.map((view) => [view.id, view] as const)]);
  }

  /** Puts another attachment in the place of this one; that is undone while no other file is attached. */
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
    const undo = this.#accepted(offer, attachment);
    return () => {
      const undone = undo?.() ?? "changed";
      if (undone !== "elsewhere" && undone !== "changed") bringBack();
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

  describe(media: MediaId, part: Partial<Omit<CarouselCard, "media">>): void {
    this.#put(this.items.map((item) => (item.media === media ? { ...item, ...part } : item)));
  }

  /** Gives every card without a landing page this one. */
  leadTo(page: string): void {
    if (this.attachment.kind !== "carousel") return;
    const { cards } = this.attachment;
    this.#put(cards.map((card) => (card.landing_page.trim() ? card : { ...card, landing_page: page })));
  }

  /** Makes it an advertisement, with what was said of it before, or puts it in the feed. */
  advertise(on: boolean): void {
    if (on === (this.sponsored !== null)) return;
    if (this.sponsored) this.#laidAside = this.sponsored;
    this.change({ sponsored: on ? this.#laidAside : null });
  }

  changeSponsored(part: Partial<Sponsored>): void {
    if (this.sponsored) this.change({ sponsored: { ...this.sponsored, ...part } });
  }

  /** Makes cards of the images, which are an advertisement then; undoing that takes back both. */
  makeCards(): Undo {
    const was = this.sponsored;
    const undo = this.replace(asCards(this.attachment));
    this.advertise(true);
    return () => {
      const undone = undo();
      const isBack = undone !== "elsewhere" && undone !== "changed";
      if (isBack && !was && this.sponsored && isUnsaid(this.sponsored)) this.advertise(false);
      return undone;
    };
  }

  /** Makes images of the cards. */
  makeImages(): Undo {
    return this.replace(asImages(this.attachment));
  }

  /** Moves an image or a card to a place counted from 0; says the place it got. */
  move(media: MediaId, to: number): number {
    const order = moved(this.items, media, to);
    this.#put(order);
    return order.findIndex((image) => image.media === media);
  }

  /** Removes an image or a card; the answer puts it back between its neighbours, and says whether it is there again. */
  remove(media: MediaId): () => boolean {
    const image = this.items.find((one) => one.media === media);
    const home = this.attachment.kind;
    const from = this.draft?.id;
    if (!image) return () => false;
    const row = withRemoved(this.#present(), this.#row);
    this.#row = row;
    this.#put(this.items.filter((other) => other !== image));
    return () => {
      // A video or a document that was added meanwhile is not pushed out.
      const now = this.attachment.kind;
      if (this.draft?.id !== from || (now !== home && now !== "none")) return false;
      const present = this.#present();
      const back = this.items.toSpliced(placeIn(present, media, row), 0, image);
      if (!present.includes(media)) this.#put(back);
      return true;
    };
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

  /** What is but a part of the attachment leaves the rest to whoever changes it meanwhile. */
  #accepted(offer: Offer, attachment: Attachment): Undo | null {
    if (offer.to === "picture" && attachment.kind === "link") return this.setPicture(attachment.link.thumbnail);
    const isPart = (offer.to === "thumbnail" || offer.to === "captions") && attachment.kind === "video";
    return isPart ? this.setPart(offer.to, attachment.video[offer.to]) : this.replace(attachment);
  }

  #backTo(before: Attachment, put: Attachment): Undo {
    return this.#undo(() => {
      const now = this.attachment;
      if (!sameFiles(now, put)) return "changed";
      this.change({ attachment: before });
      return JSON.stringify(now) === JSON.stringify(put) ? "back" : { again: this.#backTo(now, before) };
    });
  }

  /** Nothing is brought back into another draft. */
  #undo(undo: Undo): Undo {
    const from = this.draft?.id;
    return () => (this.draft?.id === from ? undo() : "elsewhere");
  }

  #present(): MediaId[] {
    return this.items.map((item) => item.media);
  }

  #put(items: readonly Item[]): void {
    this.change({ attachment: withItems(this.attachment, items) });
  }

  #submit(draft: Draft): void {
    if (this.saving !== "failing") this.saving = "saving";
    this.#saver.submit(draft);
  }

  /** What was found is shown also when the disk refuses the draft. */
  async #save(draft: Draft): Promise<Edited> {
    const edited = await this.host.edit(draft);
    if (this.isOnBench(draft.id)) {
      this.assessment = edited.assessment;
      this.assessed = draft.commentary;
    }
    // Rejected, so that it is tried again.
    if (edited.unsaved) throw edited.unsaved;
    return edited;
  }

  #saved(draft: Draft): void {
    if (!this.isOnBench(draft.id)) return;
    this.problem = null;
    this.saving = draft === this.draft ? "saved" : "saving";
  }
}
