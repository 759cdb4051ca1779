import type { Node } from "@tiptap/pm/model";

interface Stretch {
  /** UTF-16 offset into the visible text */
  offset: number;
  length: number;
  /** where it begins in the document */
  position: number;
  /** a mention: many letters, one step in the document */
  whole: boolean;
  text: string;
}

/** Finds the place in the editor's document that an offset into the visible text means. */
export class Positions {
  readonly #stretches: Stretch[] = [];
  readonly length: number;

  constructor(document: Node) {
    let offset = 0;
    document.forEach((paragraph, start, index) => {
      if (index > 0) offset += 1;
      // An empty stretch at the start of each line lets an empty line be found.
      this.#stretches.push({ offset, length: 0, position: start + 1, whole: false, text: "" });
      paragraph.forEach((node, inside) => {
        const whole = !node.isText;
        const text = whole ? String(node.attrs.name) : (node.text ?? "");
        this.#stretches.push({ offset, length: text.length, position: start + 1 + inside, whole, text });
        offset += text.length;
      });
    });
    this.length = offset;
  }

  /** `side` says which edge is meant when the offset falls inside a mention's name or inside a surrogate pair. */
  at(offset: number, side: "start" | "end" = "start"): number {
    let low = 0;
    let high = this.#stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#stretches[middle]?.offset ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const stretch = this.#stretches[low];
    if (!stretch) return 1;
    const into = Math.max(0, Math.min(offset - stretch.offset, stretch.length));
    if (!stretch.whole) {
      const torn = (stretch.text.codePointAt(into - 1) ?? 0) > 0xffff && into > 0;
      return stretch.position + into + (torn ? (side === "end" ? 1 : -1) : 0);
    }
    return stretch.position + (into > 0 && (side === "end" || into === stretch.length) ? 1 : 0);
  }
}
