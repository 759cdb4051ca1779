import type {
  Draft,
  FileState,
  Finding,
  FollowedUp,
  FollowUp,
  Host,
  MediaId,
  Outcome,
  Problem,
  Progress,
  Published,
  Review,
  Run,
  RunId,
  TakenUp,
} from "../host/contract";
import { asProblem } from "../words/problems";
import type { Composition } from "../compose/composition.svelte";
import { publish as words } from "../words/publish";
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
  /** `of` is the draft that was reviewed; `note` says why it is looked at once more */
  | {
      at: "review";
      of: Draft;
      review: Review | null;
      problem: Problem | null;
      from: "review" | "publish";
      note: string;
    }
  | { at: "run" }
  | { at: "outcome"; run: Run; outcome: Outcome; notes: readonly string[] };

/** What is told within this time of asking was told before, in milliseconds. */
const atOnce = 200;

/** Nothing is sent while such a finding stands. */
export const blocks = ({ severity }: Finding): boolean => severity === "block";

/** Publishing the draft on the bench: review, run, outcome. */
export class Press {
  stage = $state.raw<Stage>({ at: "rest" });
  files = $state.raw<readonly FileOnItsWay[]>([]);
  step = $state<"starting" | "uploading" | "creating" | "following">("starting");
  /** what is done below the post, once it is there */
  following = $state.raw<FollowedUp["what"] | null>(null);
  waiting = $state.raw<Extract<Progress, { kind: "waiting" }> | null>(null);
  cancelling = $state(false);
  rate = $state<number | null>(null);
  left = $state<number | null>(null);
  /** when bytes were last sent, in milliseconds since 1970 */
  movedAt = $state(0);

  readonly sent = $derived(this.files.reduce((sum, file) => sum + file.sent, 0));
  readonly total = $derived(this.files.reduce((sum, file) => sum + file.bytes, 0));
  /** whether there is something to cancel: not while it is open whether the post is there */
  readonly cancellable = $derived(this.waiting?.cancellable ?? (this.step !== "creating" && this.step !== "following"));
  /** the latest review that was asked for, counted from 1 */
  #asked = 0;
  /** what was reviewed last: only that is sent */
  #seal: string | null = null;
  #pace = new Pace();

  /** `onend` is told when a run ended or was refused: the sign-in may have ended with it. */
  constructor(
    private readonly host: Host,
    private readonly composition: Composition,
    private readonly onend: () => void = () => {},
    private readonly clock: () => number = Date.now,
  ) {}

  async review(note = ""): Promise<void> {
    const of = this.composition.draft;
    if (!of || this.stage.at === "run") return;
    const mine = ++this.#asked;
    const isLatest = () => mine === this.#asked && this.stage.at === "review";
    const stage = { at: "review", of, review: null, problem: null, from: "review", note } as const;
    this.#seal = null;
    this.stage = stage;
    try {
      await this.composition.flush();
      const review = await this.host.review(of.id);
      if (!isLatest()) return;
      this.#seal = review.seal;
      this.stage = { ...stage, review };
      if (review.findings.some(blocks)) this.#lookAgain();
    } catch (thrown) {
      if (isLatest()) this.stage = { ...stage, problem: asProblem(thrown) };
      this.#lookAgain();
    }
  }

  /** Sends what was reviewed last, and only that. */
  async publish(): Promise<void> {
    const of = this.composition.draft;
    const seal = this.#seal;
    if (!of || this.stage.at === "run") return;
    if (seal === null) return this.review();
    this.#begin();
    await this.#toItsEnd(of, async () => {
      await this.composition.flush();
      // Cancelled before there was anything to cancel.
      return this.cancelling ? null : this.host.publish(of.id, seal, (progress) => this.follow(progress));
    });
  }

  /** Shows how a run goes on that the page before this one began; false where it is over and was told of. */
  async watch(): Promise<boolean> {
    const of = this.composition.draft;
    if (!of || this.stage.at === "run") return true;
    this.#begin();
    const begun = this.clock();
    return this.#toItsEnd(of, () =>
      this.host.watchPublishing(of.id, (progress) => {
        this.follow(progress);
        // What comes at once was sent before, and tells no rate.
        if (this.clock() - begun < atOnce) this.#pace = new Pace();
      }),
    );
  }

  /** Shows what comes of a run; false, and back to the draft, where there is none. */
  async #toItsEnd(of: Draft, run: () => Promise<Published | null>): Promise<boolean> {
    try {
      const ended = await run();
      if (!ended) {
        this.stage = { at: "rest" };
        return false;
      }
      const { run: made, outcome, notes } = ended;
      this.composition.ended({ ...made, outcome });
      this.stage = { at: "outcome", run: made, outcome, notes };
      // What LinkedIn named is then found at its place.
      if (outcome.outcome === "stopped" && outcome.refused?.length) this.composition.reassess();
    } catch (thrown) {
      const problem = asProblem(thrown);
      this.stage = { at: "review", of, review: null, problem, from: "publish", note: "" };
      this.#lookAgain();
      if (problem.code === "changed") await this.review(words.changed);
    } finally {
      this.onend();
    }
    return true;
  }

  /** The wish counts from the first moment: a run that has not begun does not begin. */
  async cancel(): Promise<void> {
    const draft = this.composition.draft;
    if (!draft || this.cancelling) return;
    this.cancelling = true;
    try {
      await this.host.cancel(draft.id);
    } catch (thrown) {
      this.cancelling = false;
      throw thrown;
    }
  }

  /** What became of a run of unknown outcome: asked of LinkedIn, or told by the user. */
  async settle(run: RunId, how: "look up" | "there" | "not there", address = ""): Promise<TakenUp> {
    if (how === "look up") return this.#took(run, await this.host.reconcile(run));
    const named = how === "there" && address.trim() !== "";
    const outcome = await (named ? this.host.settleAt(run, address) : this.host.settle(run, how === "there"));
    return this.#took(run, { outcome, notes: [] });
  }

  /** Does what is still to be done below a published post. */
  async followUp(run: RunId, onprogress: (progress: Progress) => void): Promise<TakenUp> {
    const takenUp = this.#took(run, await this.host.followUp(run, onprogress));
    this.onend();
    return takenUp;
  }

  /** The user looked: what was to follow a post is done, or it is not. */
  async settleBelow(run: RunId, what: FollowUp, done: boolean): Promise<Outcome> {
    const outcome = await this.host.settleBelow(run, what, done);
    const takenUp = this.#took(run, { outcome, notes: [] });
    this.onend();
    return takenUp.outcome;
  }

  rest(): void {
    if (this.stage.at !== "run") this.stage = { at: "rest" };
  }

  follow(progress: Progress): void {
    if (progress.kind === "started") {
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
    } else if (progress.kind === "following_up") {
      this.step = "following";
      this.following = progress.what;
      this.waiting = null;
    } else {
      this.waiting = progress;
    }
  }

  #took(run: RunId, takenUp: TakenUp): TakenUp {
    const { outcome } = takenUp;
    const last = this.composition.lastRun;
    if (last?.id === run) this.composition.ended({ ...last, outcome });
    if (this.stage.at === "outcome" && this.stage.run.id === run) this.stage = { ...this.stage, outcome };
    return takenUp;
  }

  #begin(): void {
    this.#pace = new Pace();
    this.files = [];
    this.step = "starting";
    this.following = null;
    this.waiting = null;
    this.cancelling = false;
    this.rate = null;
    this.left = null;
    this.stage = { at: "run" };
  }

  /** A file may be gone, or the author barred since the draft was judged: the composer then says so. */
  #lookAgain(): void {
    this.composition.reassess();
    void this.composition.reexamine().catch(() => {});
  }

  #measure(): void {
    this.movedAt = this.clock();
    this.#pace.note(this.sent, this.movedAt);
    this.rate = this.#pace.perSecond();
    this.left = this.#pace.left(this.total);
  }
}
