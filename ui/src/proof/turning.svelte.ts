import { heldWithin, swiped, turned } from "./pages";

/** Which of several is looked at, counted from 1: turned by key, by swipe, and by whoever says where to. */
export class Turning {
  #wanted = $state(1);
  #pressedAt: number | null = null;
  readonly at = $derived.by(() => heldWithin(this.#wanted, this.of));

  constructor(private readonly count: () => number) {}

  get of(): number {
    return this.count();
  }

  to(at: number): void {
    this.#wanted = heldWithin(at, this.of);
  }

  readonly key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = turned(event.key, this.at, this.of);
    if (to === null) return;
    event.preventDefault();
    this.to(to);
  };

  /** for what is swiped */
  readonly swipe = {
    onpointerdown: (event: PointerEvent): void => {
      this.#pressedAt = event.clientX;
    },
    onpointerup: (event: PointerEvent): void => {
      if (this.#pressedAt !== null) this.to(this.at + swiped(this.#pressedAt, event.clientX));
      this.#pressedAt = null;
    },
    onpointercancel: (): void => {
      this.#pressedAt = null;
    },
  };
}
