/** How far back the rate looks, in milliseconds: long enough to be calm, short enough to follow the line. */
const windowLength = 3000;

/** Bytes per second over the last moments, and the time the rest will take at that rate. */
export class Pace {
  #samples: { at: number; sent: number }[] = [];

  note(sent: number, at: number): void {
    this.#samples.push({ at, sent });
    while (this.#samples.length > 2 && (this.#samples[1]?.at ?? at) < at - windowLength) this.#samples.shift();
  }

  /** null until there is something to measure */
  perSecond(): number | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || last.at - first.at < 200 || last.sent <= first.sent) return null;
    return ((last.sent - first.sent) * 1000) / (last.at - first.at);
  }

  /** milliseconds */
  left(total: number): number | null {
    const rate = this.perSecond();
    const sent = this.#samples.at(-1)?.sent ?? 0;
    return rate === null ? null : (Math.max(0, total - sent) * 1000) / rate;
  }
}
