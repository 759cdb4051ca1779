import type { Attachment, LeftOut, MediaView, Refused } from "../host/contract";
import type { Offer, Unplaced } from "./attachment";

/** Files that found no place, with what the post had then: what is said of them stays true while it changes. */
export interface Stray extends Unplaced {
  readonly had: Attachment;
  /** the post had nothing: they came at once with what it took */
  readonly together: boolean;
}

/** What of the files that were added is not in the post, until that is dismissed. */
export class Strays {
  refused = $state.raw<readonly Refused[]>([]);
  unplaced = $state.raw<readonly Stray[]>([]);
  /** what of dropped folders was left out */
  leftOut = $state.raw<LeftOut | null>(null);

  clear(): void {
    this.refused = [];
    this.unplaced = [];
    this.leftOut = null;
  }

  /** A file that is refused once more is told of once. */
  refuse(refused: readonly Refused[]): void {
    const anew = (old: Refused) => refused.some(({ name, why }) => name === old.name && why === old.why);
    if (refused.length) this.refused = [...this.refused.filter((old) => !anew(old)), ...refused];
  }

  leave(leftOut: LeftOut | null): void {
    if (leftOut) this.leftOut = this.leftOut ? both(this.leftOut, leftOut) : leftOut;
  }

  /** Of files that are added once more, what was said before no longer holds. */
  misplace(
    added: readonly MediaView[],
    unplaced: readonly Unplaced[],
    change: { readonly from: Attachment; readonly to: Attachment },
  ): void {
    const together = change.from.kind === "none";
    const had = together ? change.to : change.from;
    const ids = new Set(added.map(({ id }) => id));
    const stay = this.unplaced.filter(({ media }) => media.some(({ id }) => !ids.has(id)));
    this.unplaced = [...stay, ...unplaced.map((one) => ({ ...one, had, together }))];
  }

  dismiss(stray: Stray): void {
    this.unplaced = this.unplaced.filter((other) => other !== stray);
  }

  /** Takes away what is offered; the answer brings it back. */
  take(offer: Offer): () => void {
    const taken = this.unplaced.filter((stray) => stray.offer === offer);
    if (taken.length) this.unplaced = this.unplaced.filter((stray) => stray.offer !== offer);
    return () => {
      if (taken.length) this.unplaced = [...taken, ...this.unplaced];
    };
  }
}

/** Names that are told of files that were left out. */
const few = 3;

const both = (one: LeftOut, other: LeftOut): LeftOut => ({
  count: one.count + other.count,
  first: [...one.first, ...other.first].slice(0, few),
  limit: other.limit,
  more: one.more || other.more,
  unknown: one.unknown + other.unknown,
  unknown_first: [...one.unknown_first, ...other.unknown_first].slice(0, few),
  folders: one.folders + other.folders,
  folders_first: [...one.folders_first, ...other.folders_first].slice(0, few),
});
