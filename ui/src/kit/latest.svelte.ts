/**
 * Pictures that are wished for faster than they can be drawn: one is on its way at a time, and of those wished for
 * meanwhile only the last is asked for. So a slider that is dragged waits for no more than one that is no longer wanted.
 */
export class Latest {
  shown = $state<string | null>(null);
  coming = $state<string | null>(null);
  /** the one wished for last could not be drawn */
  failed = $state(false);
  #wanted: string | null = null;

  want(address: string): void {
    if (address === this.#wanted) return;
    this.#wanted = address;
    this.failed = false;
    if (!this.coming) this.#ask();
  }

  /** The one on its way is there. */
  came(): void {
    this.shown = this.coming;
    this.#goOn();
  }

  /** The one on its way cannot be drawn. */
  missed(): void {
    this.failed = this.coming === this.#wanted;
    // What was seen before would be taken for the one that was wished for.
    if (this.failed) this.shown = null;
    this.#goOn();
  }

  #goOn(): void {
    const was = this.coming;
    this.coming = null;
    if (this.#wanted !== was) this.#ask();
  }

  #ask(): void {
    if (this.#wanted !== this.shown) this.coming = this.#wanted;
  }
}
