import { Saver } from "../compose/saver";
import type { Host, Piece, Problem, RunId } from "../host/contract";
import { asProblem } from "../words/problems";

/** `text` is null where what was written is no longer wanted. */
interface Written {
  readonly run: RunId;
  readonly text: readonly Piece[] | null;
}

/** What is written for published posts and not sent: a refused or closed change loses nothing. It is kept as drafts are. */
export class Unsent {
  /** why what was written last is not kept; it is tried again until it is */
  refused = $state.raw<Problem | null>(null);
  /** as it was written in this window, which the library may not have yet */
  readonly #texts = new Map<RunId, readonly Piece[] | null>();
  readonly #saver: Saver<Written, void>;

  constructor(host: Pick<Host, "keepChange">) {
    this.#saver = new Saver(
      ({ run, text }) => host.keepChange(run, text && [...text]),
      {
        saved: () => (this.refused = null),
        failed: (reason) => (this.refused = asProblem(reason)),
      },
      ({ run }) => run,
    );
  }

  /** `before`: what the library had when it was asked. */
  of(run: RunId, before: readonly Piece[] | null): readonly Piece[] | null {
    const text = this.#texts.get(run);
    return text === undefined ? before : text;
  }

  keep(run: RunId, text: readonly Piece[] | null): void {
    this.#texts.set(run, text);
    this.#saver.submit({ run, text });
  }

  /** What was sent is no longer kept. */
  sent(run: RunId): void {
    this.#texts.set(run, null);
  }

  /** Resolves when everything is kept; rejects with the reason when it cannot be. */
  flush(): Promise<void> {
    return this.#saver.flush();
  }
}
