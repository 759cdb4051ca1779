import type {
  Added,
  Assessment,
  Draft,
  DraftId,
  Edited,
  Host,
  ImageItem,
  MediaId,
  MediaView,
  OpenDraft,
  Piece,
  Problem,
  Refused,
  Run,
} from "../host/contract";
import type { Folded } from "../proof/folded";
import { asProblem } from "../words/problems";
import { moved, placeIn, withImages, withRemoved } from "./images";
import { Saver } from "./saver";

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
  refused = $state.raw<readonly Refused[]>([]);
  /** counts up when another draft is laid on the bench, so that the editor starts anew */
  opened = $state(0);

  readonly images = $derived<readonly ImageItem[]>(
    this.draft?.attachment.kind === "images" ? this.draft.attachment.images : [],
  );
  /** nothing written, nothing attached, nothing sent */
  readonly blank = $derived(
    this.draft !== null && !this.draft.commentary.length && !this.images.length && !this.lastRun,
  );
  /** its last run published just what lies here */
  readonly published = $derived(this.lastRun?.outcome?.outcome === "published" && !this.edited);
  readonly findings = $derived(this.assessment?.findings ?? []);
  readonly #saver: Saver<Draft, Edited>;
  /** the images in order, each that was removed still in its place */
  #row: readonly MediaId[] = [];

  constructor(private readonly host: Host) {
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
    this.edited = false;
    this.refused = [];
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

  /** Takes what was dropped, pasted or picked; says how many images are new. */
  take(added: Added): number {
    const fresh = added.media.map((view): ImageItem => ({ media: view.id, alt_text: "", title: "" }));
    this.media = new Map([...this.media, ...added.media.map((view) => [view.id, view] as const)]);
    if (added.refused.length) this.refused = [...this.refused, ...added.refused];
    if (fresh.length) this.#images([...this.images, ...fresh]);
    return fresh.length;
  }

  describe(media: MediaId, part: Partial<Pick<ImageItem, "alt_text" | "title">>): void {
    this.#images(this.images.map((image) => (image.media === media ? { ...image, ...part } : image)));
  }

  /** Moves an image to a place counted from 0; says the place it got. */
  move(media: MediaId, to: number): number {
    const order = moved(this.images, media, to);
    this.#images(order);
    return order.findIndex((image) => image.media === media);
  }

  /** Removes an image; the answer puts it back between its neighbours, and says whether it is there again. */
  remove(media: MediaId): () => boolean {
    const image = this.images.find((one) => one.media === media);
    const from = this.draft?.id;
    if (!image) return () => false;
    const row = withRemoved(this.#present(), this.#row);
    this.#row = row;
    this.#images(this.images.filter((other) => other !== image));
    return () => {
      if (this.draft?.id !== from) return false;
      const present = this.#present();
      if (!present.includes(media)) this.#images(this.images.toSpliced(placeIn(present, media, row), 0, image));
      return true;
    };
  }

  /** Looks at every file again; a changed one is assessed anew. */
  async reexamine(ids: readonly MediaId[] = this.images.map((image) => image.media)): Promise<void> {
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

  #present(): MediaId[] {
    return this.images.map((image) => image.media);
  }

  #images(images: readonly ImageItem[]): void {
    this.change({ attachment: withImages(images) });
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
