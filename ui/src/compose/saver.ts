/** Waits between attempts after a rejected save, in milliseconds; the last one repeats. */
const waits = [250, 1000, 2000, 5000];

interface Report<Value, Answer> {
  saved(answer: Answer, value: Value): void;
  failed(problem: unknown): void;
}

/**
 * Saves the latest value: one save under way at a time, those in between are skipped, the last one never is.
 * A rejected save is kept and tried again until it succeeds or a newer value takes its place.
 */
export class Saver<Value, Answer> {
  #waiting: { value: Value } | null = null;
  #underWay: Promise<void> | null = null;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly save: (value: Value) => Promise<Answer>,
    private readonly report: Report<Value, Answer>,
  ) {}

  /** Nothing waits and nothing is under way. */
  get settled(): boolean {
    return !this.#waiting && !this.#underWay;
  }

  submit(value: Value): void {
    this.#waiting = { value };
    if (!this.#timer) void this.#go();
  }

  /** Tries at once; resolves when nothing is unsaved, rejects with the reason when the attempt fails. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    while (!this.settled) {
      const attempt = this.#attempt;
      await this.#go();
      if (this.#attempt > attempt && this.#waiting) throw this.#reason;
    }
  }

  #reason: unknown = null;

  #go(): Promise<void> {
    if (this.#underWay) return this.#underWay;
    const next = this.#waiting;
    if (!next) return Promise.resolve();
    this.#waiting = null;
    this.#underWay = this.#send(next.value).finally(() => {
      this.#underWay = null;
      if (this.#waiting && !this.#timer) void this.#go();
    });
    return this.#underWay;
  }

  async #send(value: Value): Promise<void> {
    try {
      const answer = await this.save(value);
      this.#attempt = 0;
      this.report.saved(answer, value);
    } catch (reason) {
      this.#reason = reason;
      this.#waiting ??= { value };
      const wait = waits[Math.min(this.#attempt, waits.length - 1)] ?? 5000;
      this.#attempt += 1;
      this.#timer = setTimeout(() => {
        this.#timer = null;
        void this.#go();
      }, wait);
      this.report.failed(reason);
    }
  }
}
