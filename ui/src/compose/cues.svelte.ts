import type { Cue, Host, MediaId, Problem } from "../host/contract";
import { asProblem } from "../words/problems";

/** The captions of the video on the bench, the moment of it that was chosen, and the one at which it plays. */
export class Cues {
  list = $state.raw<readonly Cue[] | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** chosen to be looked at, in milliseconds from the film's start */
  moment = $state(0);
  /** what the film that plays shows, null where none was played since a moment was chosen */
  playing = $state<number | null>(null);
  /** a moment that was chosen by hand, so that the film goes there; another one each time */
  sought = $state.raw<{ readonly to: number } | null>(null);
  /** the caption that is shown at that moment, counted from 0; -1 where there is none */
  readonly at = $derived(this.list ? cueAt(this.list, this.moment) : -1);
  readonly text = $derived(textAt(this.list ?? [], this.moment));
  /** what lies over the film in the proof */
  readonly over = $derived(textAt(this.list ?? [], this.playing ?? this.moment));
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
    this.playing = null;
    this.sought = null;
  }

  /** Chooses a moment, and takes the film in the proof there. */
  seek(to: number): void {
    this.moment = to;
    this.playing = null;
    this.sought = { to };
  }

  /** Goes to the caption before or after the moment. */
  step(by: 1 | -1): void {
    const next = stepFrom(this.list ?? [], this.moment, by);
    if (next) this.seek(next.start_ms);
  }
}

/** Of those that are shown at a moment the last in the file, as players have it. */
export function cueAt(cues: readonly Cue[], moment: number): number {
  return cues.findLastIndex(({ start_ms, end_ms }) => start_ms <= moment && moment < end_ms);
}

function textAt(cues: readonly Cue[], moment: number): string {
  return cues[cueAt(cues, moment)]?.text ?? "";
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
