import { kindOf } from "../compose/attachment";
import type { Composition } from "../compose/composition.svelte";
import type { Remaking } from "../fix/remaking.svelte";
import type { Host, MediaId, Mentionable, Remedy } from "../host/contract";
import type { Press } from "../publish/press.svelte";
import type { Notices } from "./notices.svelte";

/** Something that is done in a dialog over the bench; `frame/Tasks.svelte` shows it. */
export type Task =
  | { at: "frame"; video: MediaId }
  /** `remedy`: what it is opened for, null for whatever one likes; `from`: what a copy is made of again */
  | { at: "fix"; media: MediaId; remedy: Remedy | null; from?: MediaId }
  /** the same found of several, and mended without a question */
  | { at: "fix-all"; images: readonly MediaId[]; remedy: Remedy }
  | { at: "bind"; images: readonly MediaId[] }
  /** `choose`: somebody is mentioned */
  | { at: "address-book"; choose: (who: Mentionable) => void };

/** What is worked at over the bench, one thing at a time. */
export abstract class Workbench {
  task = $state.raw<Task | null>(null);

  abstract readonly host: Host;
  abstract readonly composition: Composition;
  abstract readonly notices: Notices;
  abstract readonly press: Press;
  abstract readonly remaking: Remaking;

  pickFrame(video: MediaId): void {
    this.task = { at: "frame", video };
  }

  /** Opens what mends a picture. What has one way only to be mended is, without a question. */
  fix(media: MediaId, remedy: Remedy | null): void {
    const view = this.composition.media.get(media);
    if (remedy === "take_again") void this.remaking.retake(media);
    else if (view && kindOf(view) === "captions") void this.remaking.respell(media);
    else if (view?.copy_of?.wish) void this.#fixAgain(media, remedy, view.copy_of.original);
    else this.task = { at: "fix", media, remedy };
  }

  fixAll(images: readonly MediaId[], remedy: Remedy): void {
    this.task = { at: "fix-all", images, remedy };
  }

  /** Opens what makes a document of the images. */
  bindImages(): void {
    this.task = { at: "bind", images: this.composition.items.map(({ media }) => media) };
  }

  endTask(): void {
    this.task = null;
  }

  /**
   * Asks whether what is waited for from now on still has its place when it comes: the same draft lies here, nothing of
   * it is reviewed or sent, and what it was asked for in is still open, with no other dialog over it.
   */
  waiting(): () => boolean {
    const { task } = this;
    const draft = this.composition.draft?.id;
    return () =>
      draft !== undefined && this.composition.isOnBench(draft) && this.press.stage.at === "rest" && this.task === task;
  }

  /** A copy is fixed again from its original, so that nothing is lost twice, where that can still be read. */
  async #fixAgain(media: MediaId, remedy: Remedy | null, original: MediaId): Promise<void> {
    const isWanted = this.waiting();
    try {
      const [view] = await this.host.reexamine([original]);
      if (!isWanted()) return;
      if (view) this.composition.know([view]);
      const from = view?.state.status === "present" ? original : media;
      this.task = { at: "fix", media, remedy, from };
    } catch (thrown) {
      if (isWanted()) this.notices.problem(thrown);
    }
  }
}
