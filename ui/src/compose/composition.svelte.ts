import type {
  Added,
  Assessment,
  Draft,
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
import { asProblem } from "../words/problems";
import { tray as words } from "../words/tray";
import { moved, withImages } from "./images";
import { Saver } from "./saver";

export type SaveState = "saved" | "saving" | "failing";

/** The draft on the bench: what it says, what is attached, what was found, and whether it is saved. */
export class Composition {
  draft = $state.raw<Draft | null>(null);
  media = $state.raw<ReadonlyMap<MediaId, MediaView>>(new Map());
  assessment = $state.raw<Assessment | null>(null);
  /** the commentary the assessment speaks of */
  assessed = $state.raw<readonly Piece[] | null>(null);
  lastRun = $state.raw<Run | null>(null);
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
  readonly findings = $derived(this.assessment?.findings ?? []);
  readonly #saver: Saver<Draft, Assessment>;

  constructor(private readonly host: Host) {
    this.#saver = new Saver((draft) => host.edit(draft), {
      saved: (assessment, draft) => this.#saved(assessment, draft),
      failed: (reason) => {
        this.saving = "failing";
        this.problem = asProblem(reason);
      },
    });
  }

  /** Lays another draft on the bench; the one before it is saved first. */
  async open(next: () => Promise<OpenDraft>): Promise<void> {
    await this.flush();
    const { draft, media, assessment, last_run } = await next();
    this.draft = draft;
    this.media = new Map(media.map((view) => [view.id, view]));
    this.assessment = assessment;
    this.assessed = draft.commentary;
    this.lastRun = last_run;
    this.refused = [];
    this.problem = null;
    this.saving = "saved";
    this.opened += 1;
  }

  change(part: Partial<Omit<Draft, "id">>): void {
    if (!this.draft) return;
    this.draft = { ...this.draft, ...part };
    if (this.saving !== "failing") this.saving = "saving";
    this.#saver.submit(this.draft);
  }

  /** Resolves when everything is saved; rejects with the reason when it cannot be. */
  flush(): Promise<void> {
    return this.#saver.flush();
  }

  /** Takes what was dropped, pasted or picked; says how many images are new. */
  take(added: Added): number {
    const media = new Map(this.media);
    const here = new Set(this.images.map((image) => image.media));
    const fresh: ImageItem[] = [];
    const refused = [...added.refused];
    for (const view of added.media) {
      media.set(view.id, view);
      if (here.has(view.id)) refused.push({ name: view.name, why: words.already });
      else fresh.push({ media: view.id, alt_text: "", title: "" });
      here.add(view.id);
    }
    this.media = media;
    if (refused.length) this.refused = [...this.refused, ...refused];
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

  /** Removes an image; the answer puts it back where it was. */
  remove(media: MediaId): () => void {
    const place = this.images.findIndex((image) => image.media === media);
    const image = this.images[place];
    const from = this.draft?.id;
    if (!image) return () => {};
    this.#images(this.images.filter((other) => other !== image));
    return () => {
      if (this.draft?.id !== from || this.images.some((other) => other.media === media)) return;
      this.#images(this.images.toSpliced(place, 0, image));
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
    this.change({});
  }

  #images(images: readonly ImageItem[]): void {
    this.change({ attachment: withImages(images) });
  }

  #saved(assessment: Assessment, draft: Draft): void {
    if (draft.id !== this.draft?.id) return;
    this.assessment = assessment;
    this.assessed = draft.commentary;
    this.problem = null;
    this.saving = draft === this.draft ? "saved" : "saving";
  }
}
