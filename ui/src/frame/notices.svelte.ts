import type { DraftId, Problem } from "../host/contract";
import { frame as words } from "../words/frame";
import { asProblem, whatNow } from "../words/problems";

export interface Notice {
  id: number;
  text: string;
  /** what to do now, after a problem */
  detail?: string;
  look: "plain" | "problem";
  undo?: () => void;
  /** where it belongs, null for everywhere */
  at: Place | null;
}

interface Place {
  readonly screen: string;
  /** where a draft is written, the one that lies there; null elsewhere, and before one does */
  readonly draft: DraftId | null;
}

/** How long a notice stays, in milliseconds. One with an undo stays longer, a problem until it is dismissed or one goes on elsewhere. */
const stay = { plain: 4000, undo: 12_000 };

/**
 * More than these are not looked at and cover too much. A plain one makes room for the later ones; one that can still undo
 * something, or tells of a problem, waits behind them.
 */
const most = 2;

interface Clock {
  /** milliseconds that remain */
  left: number;
  since: number;
  timer: ReturnType<typeof setTimeout>;
}

/** Short messages at the foot of the window, and the words read out to those who do not see it. */
export class Notices {
  list = $state.raw<readonly Notice[]>([]);
  /** What can be undone is undone where it was done; elsewhere it covers nothing and answers to no key. */
  readonly #here: readonly Notice[] = $derived.by(() => this.list.filter(({ at }) => this.#isHere(at)));
  readonly shown: readonly Notice[] = $derived.by(() => this.#here.slice(-most));
  /** the one whose undo the key presses */
  readonly last: Notice | null = $derived.by(() => this.#here.findLast((notice) => notice.undo) ?? null);
  spoken = $state("");
  #next = 0;
  #held = false;
  #clocks = new Map<number, Clock>();

  #draft = $state.raw<() => DraftId | null>(() => null);

  /** `screen`: the one that is shown */
  constructor(private readonly screen: () => string = () => "") {}

  /** Says which draft lies on the bench, from now on: what is said there belongs to it. */
  follow(draft: () => DraftId | null): void {
    this.#draft = draft;
  }

  /** Problems of another screen or draft have been left behind. */
  leave(): void {
    for (const { id, look, at } of this.list) if (look === "problem" && !this.#isHere(at)) this.dismiss(id);
  }

  say(text: string): void {
    // A zero-width mark makes the same words a change, so that they are read out again.
    this.spoken = this.spoken === text ? `${text}\u200b` : text;
  }

  show(text: string, undo?: () => void): void {
    this.#add({ text, look: "plain", undo }, undo ? stay.undo : stay.plain);
  }

  problem(thrown: unknown): Problem {
    const problem = asProblem(thrown);
    this.#add({ text: problem.message, detail: whatNow(problem), look: "problem" });
    return problem;
  }

  undo(notice: Notice): void {
    this.dismiss(notice.id);
    notice.undo?.();
  }

  undoLast(): void {
    if (this.last) this.undo(this.last);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
    clearTimeout(this.#clocks.get(id)?.timer);
    this.#clocks.delete(id);
    // What is no longer there cannot be left.
    if (!this.shown.length) this.letGo();
  }

  /** Nothing goes away while somebody reads it or is about to press it. */
  hold(): void {
    if (this.#held) return;
    this.#held = true;
    for (const clock of this.#clocks.values()) {
      clearTimeout(clock.timer);
      clock.left -= Date.now() - clock.since;
    }
  }

  letGo(): void {
    if (!this.#held) return;
    this.#held = false;
    for (const [id, { left }] of this.#clocks) this.#start(id, Math.max(0, left));
  }

  #place(): Place {
    const screen = this.screen();
    return { screen, draft: screen === "compose" ? this.#draft() : null };
  }

  #isHere(at: Place | null): boolean {
    if (!at) return true;
    const { screen, draft } = this.#place();
    return at.screen === screen && (at.draft === null || at.draft === draft);
  }

  #add(notice: Omit<Notice, "id" | "at">, milliseconds?: number): void {
    const id = this.#next++;
    const at = notice.undo || notice.look === "problem" ? this.#place() : null;
    for (const other of this.list) if (!other.undo && other.text === notice.text) this.dismiss(other.id);
    this.list = [...this.list, { ...notice, id, at }];
    const plain = this.#here.find((other) => !other.undo && other.look === "plain" && other.id !== id);
    if (this.#here.length > most && plain) this.dismiss(plain.id);
    if (milliseconds) this.#start(id, milliseconds);
    this.say([notice.text, notice.detail, notice.undo && words.undoSpoken].filter(Boolean).join(" "));
  }

  #start(id: number, left: number): void {
    const timer = setTimeout(() => this.dismiss(id), left);
    this.#clocks.set(id, { left, since: Date.now(), timer });
    if (this.#held) clearTimeout(timer);
  }
}
