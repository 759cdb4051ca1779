// What becomes of files that are added to a post. LinkedIn takes one kind of attachment a post: images, one video or
// one document (Posts API, "content"). Pure.

import type {
  Attachment,
  CarouselCard,
  DocumentItem,
  ImageItem,
  LinkItem,
  LinkThumbnail,
  Locale,
  MediaId,
  MediaView,
  VideoItem,
} from "../host/contract";

/** What would give files a place that have none. */
export type Offer =
  | { to: "replace"; attachment: Attachment }
  /** `at_ms`: where in the film it was taken, null for a picture from elsewhere */
  | { to: "thumbnail"; media: MediaId; at_ms: number | null }
  | { to: "captions"; media: MediaId; locale: Locale }
  /** of a link's card */
  | { to: "picture"; media: MediaId };

/** Why files found no place. */
export type Why =
  /** the post has another kind of attachment */
  | "kind"
  /** the post has one already, and takes no second */
  | "second"
  | "thumbnail"
  | "captions"
  /** the link's card has a picture already */
  | "picture"
  /** captions, and no video that they belong to */
  | "no-video"
  /** what is no image, no video, no document and no captions */
  | "unknown";

/** Files that found no place in the post. */
export interface Unplaced {
  readonly why: Why;
  readonly media: readonly MediaView[];
  readonly offer: Offer | null;
}

export interface Joined {
  readonly attachment: Attachment;
  readonly placed: readonly MediaId[];
  readonly unplaced: readonly Unplaced[];
}

type Kind = "image" | "video" | "document" | "captions" | "unknown";
type ByKind = Readonly<Record<Kind, readonly MediaView[]>>;

/** Every file that it uses, the one it is about first. */
export function filesOf(attachment: Attachment): MediaId[] {
  if (attachment.kind === "images") return attachment.images.map(({ media }) => media);
  if (attachment.kind === "document") return [attachment.document.media];
  if (attachment.kind === "carousel") return attachment.cards.map(({ media }) => media);
  if (attachment.kind === "link") return attachment.link.thumbnail ? [attachment.link.thumbnail.media] : [];
  if (attachment.kind !== "video") return [];
  const { media, thumbnail, captions } = attachment.video;
  return [media, thumbnail?.media, captions?.media].filter((file) => file !== undefined);
}

/** What a file is, as far as it can be read. */
export function kindOf({ state }: MediaView): Kind {
  return state.status === "present" ? state.facts.kind : "unknown";
}

/** The same files, in whatever order and whatever is written about them. */
export function sameFiles(one: Attachment, other: Attachment): boolean {
  return one.kind === other.kind && filesOf(one).toSorted().join() === filesOf(other).toSorted().join();
}

/** Gives each of these files its place in the post, or says why it has none. `locale` is that of captions. */
export function join(now: Attachment, added: readonly MediaView[], locale: Locale): Joined {
  const files = byKind(added);
  if (now.kind === "none") return begin(added, files, locale);
  if (now.kind === "images") return joinImages(now.images, files, locale);
  if (now.kind === "video") return joinVideo(now.video, files, locale);
  if (now.kind === "link") return joinLink(now.link, files, locale);
  if (now.kind === "carousel") return joinCards(now.cards, files, locale);
  return { attachment: now, placed: [], unplaced: left(now, files, locale) };
}

/** Takes an offer up; null where what it was about has gone. */
export function accept(now: Attachment, offer: Offer): Attachment | null {
  if (offer.to === "replace") return offer.attachment;
  if (offer.to === "picture")
    return now.kind === "link" ? { kind: "link", link: { ...now.link, thumbnail: pictureOf(offer.media) } } : null;
  if (now.kind !== "video") return null;
  const { video } = now;
  if (offer.to === "thumbnail") {
    const { media, at_ms } = offer;
    return { kind: "video", video: { ...video, thumbnail: { media, at_ms } } };
  }
  const { media, locale } = offer;
  return { kind: "video", video: { ...video, captions: { media, locale: video.captions?.locale ?? locale } } };
}

/** A file that was made of another. */
export interface Swap {
  readonly old: MediaId;
  readonly by: MediaView;
}

/**
 * The same attachment with files in the place of others, or the others in theirs again; all that was written about them
 * stays. Null where it has none of them.
 */
export function exchanged(now: Attachment, swaps: readonly Swap[], way: "there" | "back" = "there"): Attachment | null {
  const pairs = swaps.map(({ old, by }) => (way === "there" ? ([old, by.id] as const) : ([by.id, old] as const)));
  const others = new Map(pairs);
  if (!filesOf(now).some((file) => others.has(file))) return null;
  const swap = <Item extends { media: MediaId }>(item: Item): Item => ({
    ...item,
    media: others.get(item.media) ?? item.media,
  });
  if (now.kind === "images") return { kind: "images", images: now.images.map(swap) };
  if (now.kind === "document") return { kind: "document", document: swap(now.document) };
  if (now.kind === "carousel") return { kind: "carousel", cards: now.cards.map(swap) };
  if (now.kind === "link") {
    const { thumbnail } = now.link;
    return { kind: "link", link: { ...now.link, thumbnail: thumbnail && swap(thumbnail) } };
  }
  if (now.kind !== "video") return null;
  const { thumbnail, captions } = now.video;
  return {
    kind: "video",
    video: { ...swap(now.video), thumbnail: thumbnail && swap(thumbnail), captions: captions && swap(captions) },
  };
}

/** A document alone, called as its file is. */
export function documentFrom(view: MediaView): Attachment {
  return { kind: "document", document: documentItem(view) };
}

/**
 * The file's name without what tells its format, and without signs that turn the direction of writing: what a document
 * is called until somebody says otherwise.
 */
export function titleFrom(name: string): string {
  return name
    .replace(/[\p{Bidi_Control}\p{Cc}]/gu, "")
    .replace(/(?<=.)\.[^.\s]{1,5}$/u, "")
    .trim();
}

const imageItem = ({ id }: MediaView): ImageItem => ({ media: id, alt_text: "", title: "" });
const cardOf = (view: MediaView): CarouselCard => ({ ...imageItem(view), landing_page: "" });
const videoItem = ({ id }: MediaView): VideoItem => ({ media: id, title: "", thumbnail: null, captions: null });
const documentItem = ({ id, name }: MediaView): DocumentItem => ({ media: id, title: titleFrom(name) });
const pictureOf = (media: MediaId): LinkThumbnail => ({ media, alt_text: "" });
const still = (media: MediaId) => ({ media, at_ms: null });

const imagesFrom = (images: readonly MediaView[]): Attachment => ({ kind: "images", images: images.map(imageItem) });

/** A new video, with the captions that came along. */
function videoFrom(view: MediaView, captions: readonly MediaView[], locale: Locale): Attachment {
  const [first] = captions;
  return { kind: "video", video: { ...videoItem(view), captions: first ? { media: first.id, locale } : null } };
}

function byKind(added: readonly MediaView[]): ByKind {
  const of = (kind: Kind) => added.filter((view) => kindOf(view) === kind);
  return {
    image: of("image"),
    video: of("video"),
    document: of("document"),
    captions: of("captions"),
    unknown: of("unknown"),
  };
}

/** What LinkedIn takes as a video's thumbnail: a PNG or a JPEG. */
function mayBeThumbnail({ state }: MediaView): boolean {
  return state.status === "present" && (state.facts.format === "jpeg" || state.facts.format === "png");
}

/** The first file of a bare post decides what it becomes; one image beside a video is its thumbnail. */
function begin(added: readonly MediaView[], files: ByKind, locale: Locale): Joined {
  const first = added.find((view) => ["image", "video", "document"].includes(kindOf(view)));
  const [video] = files.video;
  if (video && files.image.length <= 1 && !files.document.length) return beginVideo(video, files, locale);
  if (first && first === video) return beginVideo(video, files, locale);
  const [document, ...documents] = files.document;
  if (document && first === document) {
    const attachment = documentFrom(document);
    const rest = { ...files, document: documents };
    return { attachment, placed: [document.id], unplaced: left(attachment, rest, locale) };
  }
  return joinImages([], files, locale);
}

function beginVideo(video: MediaView, files: ByKind, locale: Locale): Joined {
  const rest = { ...files, video: files.video.slice(1) };
  const joined = joinVideo(videoItem(video), rest, locale);
  return { ...joined, placed: [video.id, ...joined.placed] };
}

/** What is no file that Galley knows stands among the images, where the card says what is wrong with it. */
function joinImages(images: readonly ImageItem[], files: ByKind, locale: Locale): Joined {
  const fresh = [...files.image, ...files.unknown];
  const all = [...images, ...fresh.map(imageItem)];
  const attachment: Attachment = all.length ? { kind: "images", images: all } : { kind: "none" };
  return {
    attachment,
    placed: fresh.map(({ id }) => id),
    unplaced: left(attachment, { ...files, image: [], unknown: [] }, locale),
  };
}

/** Pictures become cards, however many: those beyond what a carousel holds are told of where they stand. */
function joinCards(cards: readonly CarouselCard[], files: ByKind, locale: Locale): Joined {
  const fresh = [...files.image, ...files.unknown];
  const attachment: Attachment = { kind: "carousel", cards: [...cards, ...fresh.map(cardOf)] };
  return {
    attachment,
    placed: fresh.map(({ id }) => id),
    unplaced: left(attachment, { ...files, image: [], unknown: [] }, locale),
  };
}

function joinVideo(video: VideoItem, files: ByKind, locale: Locale): Joined {
  const [picture, ...pictures] = files.image;
  const thumbnail = picture && !video.thumbnail && !pictures.length && mayBeThumbnail(picture) ? picture : null;
  const [first, ...captions] = files.captions;
  const spoken = first && !video.captions ? first : null;
  const attachment: Attachment = {
    kind: "video",
    video: {
      ...video,
      ...(thumbnail && { thumbnail: still(thumbnail.id) }),
      ...(spoken && { captions: { media: spoken.id, locale } }),
    },
  };
  const rest = { ...files, image: thumbnail ? [] : files.image, captions: spoken ? captions : files.captions };
  return {
    attachment,
    placed: [thumbnail, spoken].flatMap((view) => (view ? [view.id] : [])),
    unplaced: left(attachment, rest, locale),
  };
}

/** One image beside a link's card is its picture. */
function joinLink(link: LinkItem, files: ByKind, locale: Locale): Joined {
  const [picture, ...pictures] = files.image;
  const placed = picture && !link.thumbnail && !pictures.length ? picture : null;
  const attachment: Attachment = {
    kind: "link",
    link: placed ? { ...link, thumbnail: pictureOf(placed.id) } : link,
  };
  return {
    attachment,
    placed: placed ? [placed.id] : [],
    unplaced: left(attachment, { ...files, image: placed ? [] : files.image }, locale),
  };
}

/** What is said of the files that remain, kind by kind. */
function left(now: Attachment, files: ByKind, locale: Locale): Unplaced[] {
  const unplaced: Unplaced[] = [];
  const say = (why: Why, media: readonly MediaView[], offer: Offer | null) => unplaced.push({ why, media, offer });
  const [image] = files.image;
  const [video] = files.video;
  const [document] = files.document;
  const [captions] = files.captions;
  if (image) {
    const single = files.image.length === 1 && now.kind === "video" && mayBeThumbnail(image);
    if (files.image.length === 1 && now.kind === "link")
      say("picture", files.image, { to: "picture", media: image.id });
    else if (single) say("thumbnail", files.image, { to: "thumbnail", media: image.id, at_ms: null });
    else say("kind", files.image, { to: "replace", attachment: imagesFrom(files.image) });
  }
  if (video) {
    const attachment = videoFrom(video, now.kind === "video" ? [] : files.captions, locale);
    say(now.kind === "video" ? "second" : "kind", files.video, { to: "replace", attachment });
  }
  if (document)
    say(now.kind === "document" ? "second" : "kind", files.document, {
      to: "replace",
      attachment: documentFrom(document),
    });
  // Captions that came with a video go with it.
  if (captions && now.kind === "video") say("captions", files.captions, { to: "captions", media: captions.id, locale });
  else if (captions && !video) say("no-video", files.captions, null);
  if (files.unknown.length) say("unknown", files.unknown, null);
  return unplaced;
}
