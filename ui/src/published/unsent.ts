import type { Piece, RunId } from "../host/contract";

/** What was written for posts and not sent, for as long as the window lives: a refused or closed change loses nothing. */
const texts = new Map<RunId, readonly Piece[]>();

export const unsent = {
  of: (run: RunId): readonly Piece[] | null => texts.get(run) ?? null,
  keep: (run: RunId, text: readonly Piece[]): void => void texts.set(run, text),
  forget: (run: RunId): void => void texts.delete(run),
};
