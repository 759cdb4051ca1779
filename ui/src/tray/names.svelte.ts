/** Names for the things of a list that have none of their own, so that each can be followed while it is reordered. */
export class Names {
  #given = $state.raw<readonly string[]>([]);
  #next = 1;

  /** A name for each of so many things. Where the list was changed from elsewhere, the last ones are taken for new. */
  for(length: number): readonly string[] {
    const spare = (_: unknown, at: number) => this.#given[at] ?? `begun-${at}`;
    return this.#given.length === length ? this.#given : Array.from({ length }, spare);
  }

  /** Adds one behind `names`, and says which. */
  add(names: readonly string[]): string {
    const name = `added-${this.#next++}`;
    this.#given = [...names, name];
    return name;
  }

  remove(names: readonly string[], at: number): void {
    this.#given = names.toSpliced(at, 1);
  }

  move(names: readonly string[], from: number, to: number): void {
    const name = names[from];
    if (name !== undefined) this.#given = names.toSpliced(from, 1).toSpliced(to, 0, name);
  }
}
