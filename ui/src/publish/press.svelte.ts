import type { FileState, Host, MediaId, Outcome, Problem, Progress, Review, RunId } from "../host/contract";
import { asProblem } from "../words/problems";
import type { Composition } from "../compose/composition.svelte";
import { Pace } from "./pace";

export interface FileOnItsWay {
  media: MediaId;
  name: string;
  bytes: number;
  sent: number;
  state: FileState;
}

export type Stage =
  | { at: "rest" }
  | { at: "review"; review: Review | null; problem: Problem | null }
  | { at: "run" }
  | { at: "outcome"; run: RunId; outcome: Outcome };

/** Publishing the draft on the bench: review, run, outcome. */
export class Press {
  stage = $state.raw<Stage>({ at: "rest" });
  files = $state.raw<readonly FileOnItsWay[]>([]);
  step = $state<"starting" | "uploading" | "creating">("starting");
  waiting = $state.raw<{ why: string; until: number } | null>(null);
  cancelling = $state(false);
  rate = $state<number | null>(null);
  left = $state<number | null>(null);

  readonly sent = $derived(this.files.reduce((sum, file) => sum + file.sent, 0));
  readonly total = $derived(this.files.reduce((sum, file) => sum + file.bytes, 0));
  #run: RunId | null = null;
  #pace = new Pace();

  constructor(
    private readonly host: Host,
    private readonly composition: Composition,
    private readonly clock: () => number = Date.now,
  ) {}

  async review(): Promise<void> {
    const draft = this.composition.draft;
    if (!draft || this.stage.at === "run") return;
    this.stage = { at: "review", review: null, problem: null };
    try {
      await this.composition.flush();
      const review = await this.host.review(draft.id);
      if (this.stage.at === "review") this.stage = { at: "review", review, problem: null };
    } catch (thrown) {
      if (this.stage.at === "review") this.stage = { at: "review", review: null, problem: asProblem(thrown) };
      this.#lookAgain();
    }
  }

  async publish(): Promise<void> {
    const draft = this.composition.draft;
    if (!draft || this.stage.at === "run") return;
    this.#begin();
    try {
      await this.composition.flush();
      const { run, outcome } = await this.host.publish(draft.id, (progress) => this.follow(progress));
      this.composition.lastRun = { ...run, outcome };
      this.stage = { at: "outcome", run: run.id, outcome };
    } catch (thrown) {
      this.stage = { at: "review", review: null, problem: asProblem(thrown) };
      this.#lookAgain();
    }
  }

  async cancel(): Promise<void> {
    if (!this.#run) return;
    this.cancelling = true;
    await this.host.cancel(this.#run);
  }

  /** What became of a run of unknown outcome: asked of LinkedIn, or told by the user. */
  async settle(run: RunId, how: "look up" | "there" | "not there"): Promise<Outcome> {
    const outcome = how === "look up" ? await this.host.reconcile(run) : await this.host.settle(run, how === "there");
    const last = this.composition.lastRun;
    if (last?.id === run) this.composition.lastRun = { ...last, outcome };
    if (this.stage.at === "outcome") this.stage = { at: "outcome", run, outcome };
    return outcome;
  }

  rest(): void {
    if (this.stage.at !== "run") this.stage = { at: "rest" };
  }

  follow(progress: Progress): void {
    if (progress.kind === "started") {
      this.#run = progress.run;
      this.files = progress.files.map((file) => ({ ...file, sent: 0, state: "waiting" }));
      this.step = progress.files.length ? "uploading" : "starting";
    } else if (progress.kind === "file") {
      const { media, state, sent } = progress;
      this.files = this.files.map((file) => (file.media === media ? { ...file, state, sent } : file));
      this.#measure();
      this.waiting = null;
    } else if (progress.kind === "creating") {
      this.step = "creating";
      this.waiting = null;
    } else {
      this.waiting = { why: progress.why, until: progress.until };
    }
  }

  #begin(): void {
    this.#run = null;
    this.#pace = new Pace();
    this.files = [];
    this.step = "starting";
    this.waiting = null;
    this.cancelling = false;
    this.rate = null;
    this.left = null;
    this.stage = { at: "run" };
  }

  /** What failed may have failed for a file that is gone; the tray then says which. */
  #lookAgain(): void {
    void this.composition.reexamine().catch(() => {});
  }

  #measure(): void {
    this.#pace.note(this.sent, this.clock());
    this.rate = this.#pace.perSecond();
    this.left = this.#pace.left(this.total);
  }
}
