/** Names for the things of a list that have none of their own, so that each can be followed while it is reordered. */
export class Names {
  #given = $state.raw<readonly string[]>([]);
  /** counts the changes, so that no name is given to another thing after one of them */
  #changes = 0;

  /** A name for each of so many things. Where the list was changed from elsewhere, the last ones are taken for new. */
  for(length: number): readonly string[] {
    const spare = (_: unknown, at: number) => this.#given[at] ?? `begun-${this.#changes}-${at}`;
    return this.#given.length === length ? this.#given : Array.from({ length }, spare);
  }

  /** Adds one behind `names`, and says which. */
  add(names: readonly string[]): string {
    const name = `added-${this.#changes}`;
    this.#give([...names, name]);
    return name;
  }

  remove(names: readonly string[], at: number): void {
    this.#give(names.toSpliced(at, 1));
  }

  move(names: readonly string[], from: number, to: number): void {
    const name = names[from];
    if (name !== undefined) this.#give(names.toSpliced(from, 1).toSpliced(to, 0, name));
  }

  #give(names: readonly string[]): void {
    this.#given = names;
    this.#changes += 1;
  }
}
