import type { Problem } from "../host/contract";
import { asProblem, whatNow } from "../words/problems";

export interface Notice {
  id: number;
  text: string;
  /** what to do now, after a problem */
  detail?: string;
  look: "plain" | "problem";
  undo?: () => void;
}

/** How long a notice stays, in milliseconds. One with an undo stays longer, a problem until it is dismissed. */
const stay = { plain: 4000, undo: 12_000 };

/** Short messages at the foot of the window, and the words read out to those who do not see it. */
export class Notices {
  list = $state.raw<readonly Notice[]>([]);
  spoken = $state("");
  #next = 0;

  say(text: string): void {
    // A zero-width mark makes the same words a change, so that they are read out again.
    this.spoken = this.spoken === text ? `${text}\u200b` : text;
  }

  show(text: string, undo?: () => void): void {
    this.#add({ text, look: "plain", undo }, undo ? stay.undo : stay.plain);
  }

  problem(thrown: unknown): Problem {
    const problem = asProblem(thrown);
    this.#add({ text: problem.message, detail: whatNow[problem.code], look: "problem" });
    return problem;
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  #add(notice: Omit<Notice, "id">, milliseconds?: number): void {
    const id = this.#next++;
    const others = this.list.filter((other) => other.text !== notice.text).slice(-2);
    this.list = [...others, { ...notice, id }];
    if (milliseconds) setTimeout(() => this.dismiss(id), milliseconds);
  }
}
