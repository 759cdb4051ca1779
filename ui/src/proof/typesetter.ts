// Lays the beginning of a text out in a hidden element and asks the engine where its characters stand. All reading of
// layout happens here; what it means is decided in lines.ts and cut.ts.

import type { Line } from "./lines";
import type { Look, Run } from "./runs";

export class Typesetter {
  readonly #copy: HTMLElement;
  readonly #more: HTMLElement;
  readonly #range = document.createRange();
  #nodes: { look: Look; from: number; node: Text }[] = [];
  #boundaries: readonly number[] = [];
  #next = new Map<number, number>();
  #box = new DOMRect();
  #lineHeight = 1;
  #moreWidth = 0;
  #rightToLeft = false;

  /** `copy` takes the text, `more` holds the words that cover the end of the last line. */
  constructor(copy: HTMLElement, more: HTMLElement) {
    this.#copy = copy;
    this.#more = more;
  }

  /** Lays the runs out. `boundaries` are the starts of their characters. False where nothing can be measured. */
  set(runs: readonly Run[], boundaries: readonly number[], lineHeight: number, rightToLeft: boolean): boolean {
    this.#rightToLeft = rightToLeft;
    this.#copy.dir = rightToLeft ? "rtl" : "ltr";
    this.#fill(runs);
    const end = runs.reduce((to, run) => Math.max(to, run.from + run.text.length), 0);
    this.#boundaries = boundaries;
    this.#next = new Map(boundaries.map((offset, index) => [offset, boundaries[index + 1] ?? end]));
    this.#lineHeight = lineHeight;
    this.#box = this.#copy.getBoundingClientRect();
    this.#moreWidth = this.#more.getBoundingClientRect().width;
    return this.#box.width > 0 && this.#box.height > 0;
  }

  /** Row of the character that starts at `offset`; of the next one that draws something, where it draws nothing. */
  readonly rowAt = (offset: number): number => {
    let at: number | undefined = offset;
    while (at !== undefined) {
      const rect = this.#rectOf(at);
      if (rect) return Math.floor((rect.top + rect.height / 2 - this.#box.top) / this.#lineHeight);
      const next: number | undefined = this.#next.get(at);
      at = next !== undefined && this.#next.has(next) ? next : undefined;
    }
    return Number.MAX_SAFE_INTEGER;
  };

  /** Where on this line the words begin to disappear under "…more"; the line's end where nothing does. */
  readonly coveredFrom = (line: Line, text: string): number => {
    const words = text.slice(line.from, line.to).trimEnd();
    const lastWord = line.from + words.length;
    let covered = line.to;
    for (let index = this.#boundaries.length - 1; index >= 0; index -= 1) {
      const offset = this.#boundaries[index] as number;
      if (offset >= lastWord) continue;
      if (offset < line.from) break;
      if (!this.#isCovered(offset)) break;
      covered = offset;
    }
    return covered;
  };

  /** Text that stays is left alone, so that the engine need not shape it again. */
  #fill(runs: readonly Run[]): void {
    const sameLooks =
      runs.length === this.#nodes.length && runs.every(({ look }, at) => this.#nodes[at]?.look === look);
    const nodes = runs.map(({ look, from, text }, at) => {
      const node = sameLooks ? (this.#nodes[at] as { node: Text }).node : document.createTextNode(text);
      if (node.data !== text) node.data = text;
      return { look, from, node };
    });
    this.#nodes = nodes;
    if (!sameLooks) this.#copy.replaceChildren(...nodes.map(dressed));
  }

  #isCovered(offset: number): boolean {
    const rect = this.#rectOf(offset);
    if (!rect) return false;
    return this.#rightToLeft
      ? rect.left < this.#box.left + this.#moreWidth
      : rect.right > this.#box.right - this.#moreWidth;
  }

  #rectOf(offset: number): DOMRect | null {
    const end = this.#next.get(offset);
    if (end === undefined) return null;
    this.#place("setStart", offset, false);
    this.#place("setEnd", end, true);
    const rects = this.#range.getClientRects();
    // An engine may add an empty box at the end of the line before; the last box is the character's own.
    for (let index = rects.length - 1; index >= 0; index -= 1) {
      const rect = rects[index];
      if (rect && rect.height > 0 && rect.width > 0) return rect;
    }
    return null;
  }

  #place(edge: "setStart" | "setEnd", offset: number, asEnd: boolean): void {
    for (let index = this.#nodes.length - 1; index >= 0; index -= 1) {
      const { from, node } = this.#nodes[index] as { from: number; node: Text };
      if (from < offset || (from === offset && !asEnd) || index === 0) {
        this.#range[edge](node, Math.min(offset - from, node.length));
        return;
      }
    }
  }
}

function dressed({ look, node }: { look: Look; node: Text }): Node {
  if (look === "plain") return node;
  const span = document.createElement("span");
  span.className = look;
  span.append(node);
  return span;
}
