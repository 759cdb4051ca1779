import type {
  Assessment,
  Draft,
  DraftId,
  Edited,
  Host,
  LaidAside,
  OpenDraft,
  Piece,
  Problem,
  Run,
} from "../host/contract";
import type { Folded } from "../proof/folded";
import { asProblem } from "../words/problems";
import { isBlank } from "./blank";
import { Saver } from "./saver";

type SaveState = "saved" | "saving" | "failing";

/** A draft, and what was taken out of it. */
interface Kept {
  readonly draft: Draft;
  readonly aside: LaidAside;
}

/** The draft on the bench, what was found in it, what became of it, and whether it is saved. */
export abstract class KeptDraft {
  draft = $state.raw<Draft | null>(null);
  assessment = $state.raw<Assessment | null>(null);
  /** the commentary the assessment speaks of */
  assessed = $state.raw<readonly Piece[] | null>(null);
  /** where the proof folds the text, and which text that was */
  folded = $state.raw<Folded | null>(null);
  lastRun = $state.raw<Run | null>(null);
  /** it was being published when it was laid on the bench */
  publishing = false;
  /** changed by hand since it was laid on the bench, or since its last run ended */
  edited = $state(false);
  saving = $state<SaveState>("saved");
  problem = $state.raw<Problem | null>(null);
  /** counts up when another draft is laid on the bench, so that the editor starts anew */
  opened = $state(0);

  /** as good as a new one, and not sent */
  readonly blank = $derived(this.draft !== null && isBlank(this.draft) && !this.lastRun);
  /** its last run published just what lies here */
  readonly published = $derived(this.lastRun?.outcome?.outcome === "published" && !this.edited);
  readonly findings = $derived(this.assessment?.findings ?? []);
  readonly #saver: Saver<Kept, Edited>;
  /** what the library has */
  #aside: LaidAside | null = null;

  constructor(protected readonly host: Host) {
    this.#saver = new Saver(
      (kept) => this.#save(kept),
      {
        saved: (_, kept) => this.#saved(kept),
        failed: (reason) => {
          this.saving = "failing";
          this.problem = asProblem(reason);
        },
      },
      ({ draft }) => draft.id,
    );
  }

  /**
   * Lays another draft on the bench; the one before it is saved first, with what was typed into it meanwhile. One that
   * is no longer wanted when it comes is left; whether it was laid.
   */
  async open(next: () => Promise<OpenDraft>, isWanted: () => boolean = () => true): Promise<boolean> {
    await this.flush();
    const open = await next();
    const { draft, assessment, last_run } = open;
    await this.flush();
    if (!isWanted()) return false;
    this.draft = draft;
    this.assessment = assessment;
    this.assessed = draft.commentary;
    this.lastRun = last_run;
    this.publishing = open.publishing;
    this.#aside = open.aside;
    this.laid(open);
    this.edited = false;
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

  /** What else is known of a draft that is laid on the bench takes the place of what was known of the one before. */
  protected abstract laid(open: OpenDraft): void;

  /** What was taken out of the draft: another value at every change. */
  protected abstract get aside(): LaidAside;

  #submit(draft: Draft): void {
    if (this.saving !== "failing") this.saving = "saving";
    this.#saver.submit({ draft, aside: this.aside });
  }

  /** What was found is shown also when the disk refuses the draft. */
  async #save({ draft, aside }: Kept): Promise<Edited> {
    const edited = await this.host.edit(draft, aside === this.#aside ? null : aside);
    if (this.isOnBench(draft.id)) {
      this.assessment = edited.assessment;
      this.assessed = draft.commentary;
    }
    // Rejected, so that it is tried again.
    if (edited.unsaved) throw edited.unsaved;
    return edited;
  }

  #saved({ draft, aside }: Kept): void {
    if (!this.isOnBench(draft.id)) return;
    this.#aside = aside;
    this.problem = null;
    this.saving = draft === this.draft ? "saved" : "saving";
  }
}
