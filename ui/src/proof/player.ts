import type { MediaId } from "../host/contract";

/** How a film is looked at: which moment, and where it plays. */
export interface Player {
  /** what is said at the moment that is looked at */
  readonly caption: string;
  /** a moment that was chosen elsewhere, in milliseconds; another one each time */
  readonly sought: { readonly to: number } | null;
  /** this window can play it; else the system's player can */
  readonly plays: boolean;
  readonly onmoment: (milliseconds: number) => void;
  readonly onopen: (media: MediaId) => void;
}
