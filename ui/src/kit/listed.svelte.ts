import type { Problem } from "../host/contract";
import { asProblem } from "../words/problems";

/** A list that is searched: always the answer to the latest question, never an earlier one that came late. */
export class Listed<Row> {
  rows = $state.raw<readonly Row[] | null>(null);
  problem = $state.raw<Problem | null>(null);
  #asked = 0;

  constructor(private readonly ask: (search: string) => Promise<Row[]>) {}

  async load(search: string): Promise<void> {
    const mine = ++this.#asked;
    try {
      const rows = await this.ask(search);
      if (mine !== this.#asked) return;
      this.rows = rows;
      this.problem = null;
    } catch (thrown) {
      if (mine === this.#asked) this.problem = asProblem(thrown);
    }
  }
}
