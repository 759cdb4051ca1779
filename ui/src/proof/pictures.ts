// The pictures of a draft, each with what the proof needs to know to draw it or to say why it cannot. Pure.

import { refusedFile } from "../findings/refusal";
import type { Attachment, Finding, ImageItem, MediaId, MediaView } from "../host/contract";
import { fileName } from "../words/names";
import { proof as words } from "../words/proof";
import { factsOf, sizeOf, type Size } from "./frame";

export type MediaLookup = ReadonlyMap<MediaId, MediaView>;

export interface Picture {
  readonly item: ImageItem;
  readonly media: MediaView | undefined;
  readonly size: Size | null;
  /** changes with the file; null while there is none */
  readonly stamp: string | null;
  /** it moves in the feed: of several frames, and a GIF, the one such kind that LinkedIn names */
  readonly plays: boolean;
  /** some of it may be transparent */
  readonly transparent: boolean;
  /** it is an image, or may be one again: what is none has to go, and needs no words */
  readonly describable: boolean;
  /** it is a picture that nobody refuses, so that there is something to say of how it is shown */
  readonly shown: boolean;
  /** why nothing can be drawn; null while there is hope */
  readonly hopeless: string | null;
  /** what to say when drawing fails after all */
  readonly whenUndrawn: string;
}

export type Reasons = ReadonlyMap<MediaId, string>;

/** Why a file would be refused, by file; the very same map for as long as it says the same. */
export function keepReasons(): (findings: readonly Finding[]) => Reasons {
  let known: Reasons = new Map();
  return (findings) => {
    const now = new Map<MediaId, string>();
    for (const finding of findings) {
      const media = refusedFile(finding);
      if (media !== null && !now.has(media)) now.set(media, finding.message);
    }
    const isSame = now.size === known.size && [...now].every(([media, why]) => known.get(media) === why);
    if (!isSame) known = now;
    return known;
  };
}

export function picturesOf(attachment: Attachment, media: MediaLookup, reasons: Reasons): Picture[] {
  if (attachment.kind !== "images") return [];
  return attachment.images.map((item) => pictureOf(item, media.get(item.media), reasons.get(item.media)));
}

export function pictureOf(item: ImageItem, media: MediaView | undefined, finding: string | undefined): Picture {
  const facts = factsOf(media);
  const image = facts?.kind === "image" ? facts : null;
  return {
    item,
    media,
    size: sizeOf(media),
    stamp: facts?.stamp ?? null,
    plays: image?.format === "gif" && image.animated === true,
    transparent: image?.color === "rgba" || image?.color === "gray_alpha",
    describable: !facts || image !== null,
    shown: image !== null && finding === undefined,
    hopeless: hopeless(media, facts?.kind, finding),
    whenUndrawn: finding ?? (media ? words.undrawable(fileName(media)) : words.unknown),
  };
}

function hopeless(media: MediaView | undefined, kind: string | undefined, finding: string | undefined): string | null {
  if (!media) return words.unknown;
  if (media.state.status === "gone") return finding ?? words.gone(fileName(media));
  return kind === "image" ? null : (finding ?? words.notAnImage(fileName(media)));
}
