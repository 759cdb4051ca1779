import { canonical, visibleText } from "../compose/pieces";
import type { Assessment, Host, Piece, Problem, Run, RunId } from "../host/contract";
import type { Folded } from "../proof/folded";
import { asProblem } from "../words/problems";
import type { Unsent } from "./unsent.svelte";

/** Another text for a post: what is written, what is found in it, and whether it is on its way. */
export class Change {
  text = $state.raw<readonly Piece[]>([]);
  assessment = $state.raw<Assessment | null>(null);
  /** the text the assessment speaks of */
  assessed = $state.raw<readonly Piece[] | null>(null);
  /** where the feed folds the text, and which text that was */
  folded = $state.raw<Folded | null>(null);
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);
  /** counts up when the editor begins anew */
  begun = $state(0);
  /** begun with what was written before and not sent */
  resumed = $state(false);
  readonly #published: string;
  readonly same = $derived.by(() => spelled(this.text) === this.#published);
  readonly findings = $derived(this.assessed === this.text ? (this.assessment?.findings ?? []) : []);
  readonly sendable = $derived.by(
    () => !this.same && !this.unsent.refused && this.assessed === this.text && this.assessment?.publishable === true,
  );
  #asked = 0;

  /** `from`: what the post says; `before`: what was written for it in an earlier window and not sent. */
  constructor(
    private readonly host: Pick<Host, "assessChange" | "changeText">,
    private readonly unsent: Unsent,
    private readonly run: RunId,
    private readonly from: readonly Piece[],
    before: readonly Piece[] | null = null,
  ) {
    this.#published = spelled(from);
    const kept = unsent.of(run, before);
    this.resumed = kept !== null && spelled(kept) !== this.#published;
    this.text = kept ?? from;
    void this.#assess();
  }

  write(text: readonly Piece[]): void {
    this.text = text;
    this.unsent.keep(this.run, this.same ? null : text);
    void this.#assess();
  }

  startOver(): void {
    this.resumed = false;
    this.write(this.from);
    this.begun += 1;
  }

  /** The run with its new text; null where it was refused, which stays to be seen. */
  async send(): Promise<Run | null> {
    if (!this.sendable || this.busy) return null;
    this.busy = true;
    this.problem = null;
    try {
      await this.unsent.flush();
      const run = await this.host.changeText(this.run, [...this.text]);
      this.unsent.sent(this.run);
      return run;
    } catch (thrown) {
      this.problem = asProblem(thrown);
      return null;
    } finally {
      this.busy = false;
    }
  }

  /** Always the answer about the latest text. */
  async #assess(): Promise<void> {
    const mine = ++this.#asked;
    const text = this.text;
    try {
      const assessment = await this.host.assessChange(this.run, [...text]);
      if (mine !== this.#asked) return;
      this.assessment = assessment;
      this.assessed = text;
    } catch (thrown) {
      if (mine === this.#asked) this.problem = asProblem(thrown);
    }
  }
}

function spelled(text: readonly Piece[]): string {
  return JSON.stringify(canonical(text).map((piece) => (piece.kind === "text" ? piece.text : [piece.name, piece.urn])));
}

export function lengthOf(text: readonly Piece[]): number {
  return visibleText(text).length;
}
