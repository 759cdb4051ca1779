/** Waits between attempts after a rejected save, in milliseconds; the last one repeats. */
const waits = [250, 1000, 2000, 5000];

interface Report<Value, Answer> {
  saved(answer: Answer, value: Value): void;
  failed(problem: unknown, value: Value): void;
}

/**
 * Saves the latest value: one save under way at a time, those in between are skipped, the last one never is.
 * A rejected save is kept and tried again until it succeeds or a newer value of the same name takes its place.
 */
export class Saver<Value, Answer> {
  /** by name, in the order in which they came */
  #waiting = new Map<string, Value>();
  #underWay: Promise<void> | null = null;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #reason: unknown = null;

  constructor(
    private readonly save: (value: Value) => Promise<Answer>,
    private readonly report: Report<Value, Answer>,
    private readonly nameOf: (value: Value) => string = () => "",
  ) {}

  /** Nothing waits and nothing is under way. */
  get settled(): boolean {
    return !this.#waiting.size && !this.#underWay;
  }

  /** A new value is tried at once, also while a rejected one waits for its turn. */
  submit(value: Value): void {
    this.#waiting.set(this.nameOf(value), value);
    void this.#go();
  }

  /** Tries at once; resolves when nothing is unsaved, rejects with the reason when the attempt fails. */
  async flush(): Promise<void> {
    while (!this.settled) {
      const attempt = this.#attempt;
      await this.#go();
      if (this.#attempt > attempt && this.#waiting.size) throw this.#reason;
    }
  }

  #go(): Promise<void> {
    if (this.#underWay) return this.#underWay;
    const [next] = this.#waiting;
    if (!next) return Promise.resolve();
    const [name, value] = next;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting.delete(name);
    this.#underWay = this.#send(name, value).finally(() => {
      this.#underWay = null;
      if (this.#waiting.size && !this.#timer) void this.#go();
    });
    return this.#underWay;
  }

  async #send(name: string, value: Value): Promise<void> {
    try {
      const answer = await this.save(value);
      this.#attempt = 0;
      this.report.saved(answer, value);
    } catch (reason) {
      this.#reason = reason;
      const isNewest = !this.#waiting.has(name);
      if (isNewest) this.#waiting.set(name, value);
      const wait = waits[Math.min(this.#attempt, waits.length - 1)] ?? 5000;
      this.#attempt += 1;
      // A newer value is tried at once; the same one only after a while.
      if (isNewest) {
        this.#timer = setTimeout(() => {
          this.#timer = null;
          void this.#go();
        }, wait);
      }
      this.report.failed(reason, value);
    }
  }
}
