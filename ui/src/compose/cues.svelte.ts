import type { Cue, Host, MediaId, Problem } from "../host/contract";
import { asProblem } from "../words/problems";

/** The captions of the video on the bench, and the moment that is looked at: in the tray and in the proof alike. */
export class Cues {
  list = $state.raw<readonly Cue[] | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** milliseconds from the film's start */
  moment = $state(0);
  /** the caption that is shown at that moment, counted from 0; -1 where there is none */
  readonly at = $derived(this.list ? cueAt(this.list, this.moment) : -1);
  readonly text = $derived(this.list?.[this.at]?.text ?? "");
  #asked = "";

  constructor(private readonly host: Pick<Host, "captions">) {}

  /** Reads them once for each state of the file. */
  async load(media: MediaId, stamp: string): Promise<void> {
    const mine = `${media} ${stamp}`;
    if (mine === this.#asked) return;
    this.clear();
    this.#asked = mine;
    try {
      const list = await this.host.captions(media);
      if (mine !== this.#asked) return;
      this.list = list;
      this.moment = list[0]?.start_ms ?? 0;
    } catch (thrown) {
      if (mine === this.#asked) this.problem = asProblem(thrown);
    }
  }

  clear(): void {
    this.#asked = "";
    this.list = null;
    this.problem = null;
    this.moment = 0;
  }

  /** Goes to the caption before or after the moment. */
  step(by: 1 | -1): void {
    const next = stepFrom(this.list ?? [], this.moment, by);
    if (next) this.moment = next.start_ms;
  }
}

/** Of those that are shown at a moment the last in the file, as players have it. */
export function cueAt(cues: readonly Cue[], moment: number): number {
  return cues.findLastIndex(({ start_ms, end_ms }) => start_ms <= moment && moment < end_ms);
}

/** The next caption in time, whatever the order of the file. */
export function stepFrom(cues: readonly Cue[], moment: number, by: 1 | -1): Cue | null {
  let best: Cue | null = null;
  for (const cue of cues) {
    const ahead = (cue.start_ms - moment) * by;
    if (ahead > 0 && (!best || ahead < (best.start_ms - moment) * by)) best = cue;
  }
  return best;
}
