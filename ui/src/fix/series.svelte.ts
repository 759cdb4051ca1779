import type { Swap } from "../compose/attachment";
import type { Host, MediaView, Remedy } from "../host/contract";
import { fix as words } from "../words/fix";
import { fileName } from "../words/names";
import { asProblem } from "../words/problems";
import { Fixing } from "./fixing.svelte";

/** What can be done to many pictures at once: there is nothing to choose that each would answer in its own way. */
export const asksNothing: ReadonlySet<Remedy | null> = new Set<Remedy>([
  "convert",
  "resize",
  "compress",
  "strip",
  "thin",
]);

/** Copies of several pictures, made one after the other, each as its own sheet proposes it. */
export class Series {
  /** pictures that were gone through */
  done = $state(0);
  /** its last one was gone through */
  over = $state(false);
  made = $state.raw<readonly Swap[]>([]);
  failed = $state.raw<readonly { name: string; why: string }[]>([]);
  /** private data was in some of them, and is not in the copies */
  stripped = $state(false);
  #stopped = false;

  constructor(
    private readonly host: Host,
    private readonly files: readonly MediaView[],
    private readonly remedy: Remedy,
  ) {}

  /** Ends when all were gone through, or at the one that is under way when it is stopped. */
  async run(): Promise<void> {
    for (const view of this.files) {
      await this.#mend(view);
      if (this.#stopped) return;
      this.done += 1;
    }
    this.over = true;
  }

  stop(): void {
    this.#stopped = true;
  }

  async #mend(view: MediaView): Promise<void> {
    const { id, state } = view;
    const name = fileName(view);
    if (state.status === "gone") return this.#fail(name, state.why);
    try {
      const { media, done } = await this.host.mend(
        id,
        new Fixing(view, state.facts, this.remedy).wish,
        state.facts.stamp,
      );
      if (!done.length) return this.#fail(name, words.done(done));
      this.made = [...this.made, { old: id, by: media }];
      this.stripped ||= done.some((one) => one.done === "stripped");
    } catch (thrown) {
      this.#fail(name, asProblem(thrown).message);
    }
  }

  #fail(name: string, why: string): void {
    this.failed = [...this.failed, { name, why }];
  }
}
