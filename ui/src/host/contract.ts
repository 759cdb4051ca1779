/**
 * The door between the screen and Rust. The shapes are Rust's own, generated into `bindings.ts`; the screen knows them
 * by the names here, and sees no more of a file than it shows.
 */
import type * as made from "./bindings";

export type {
  AccountId,
  AccountView,
  Accounts,
  Assessment,
  Attachment,
  AttachmentKind,
  AuthorView,
  Binding,
  CallToAction,
  CarouselCard,
  CopyOf,
  Contact,
  Crop,
  Cue,
  CueFlaw,
  Cut as Band,
  DocumentItem,
  Done,
  Draft,
  DraftId,
  DraftRow,
  Edited,
  FileState,
  Finding,
  Format,
  ImageItem,
  LaidAside,
  LeftOut,
  LinkItem,
  LinkThumbnail,
  Lengths as Counts,
  Locale,
  MediaId,
  Mentionable,
  Outcome,
  Part,
  FollowedUp,
  FollowUp,
  Piece,
  Place,
  Poll,
  PollDuration,
  PollField,
  PostDetail,
  Problem,
  Progress,
  Published,
  Purpose,
  Refused,
  Remedy,
  Reshare,
  Review,
  Run,
  RunId,
  SaidOfFile,
  Severity,
  Sponsored,
  SponsoredField,
  Stamp,
  TakenUp,
  Statistics,
  Urn,
  VaultView as Vault,
  VersionView,
  VideoItem,
  Visibility,
  WireRequest,
  WireText,
  Wish,
} from "./bindings";

/** Figures of LinkedIn’s that the screen needs before anything is written. */
export { known } from "./bindings";

/** What the screen shows of a file's facts. */
export type Facts = Pick<made.Facts, "bytes" | "stamp"> & { format: string | null } & (
    | ImageFacts
    | ({ kind: "video" } & made.VideoFacts)
    | ({ kind: "document" } & made.DocumentFacts)
    | ({ kind: "captions" } & made.CaptionsFacts)
    | { kind: "unknown" }
  );

export interface ImageFacts
  extends
    Pick<made.ImageFacts, "width" | "height" | "animated" | "frames">,
    Partial<Pick<made.ImageFacts, "color" | "exif_thumbnail" | "orientation">> {
  kind: "image";
}

export type VideoFacts = Extract<Facts, { kind: "video" }>;
export type DocumentFacts = Extract<Facts, { kind: "document" }>;
export type CaptionsFacts = Extract<Facts, { kind: "captions" }>;

/** Whether pictures can be made of such a file: of Office files LinkedIn alone makes pages, and what is locked stays shut. */
export function isDrawn(facts: Facts): boolean {
  if (facts.kind === "document") return facts.format === "pdf" && !facts.needs_password && facts.pages !== 0;
  return facts.kind === "image" || facts.kind === "video";
}

export interface MediaView
  extends Pick<made.MediaView, "id" | "name" | "changed_at">, Partial<Pick<made.MediaView, "mendable" | "copy_of">> {
  state: { status: "present"; facts: Facts } | { status: "gone"; why: string };
}

/** What became of the files that were dropped, pasted or picked. */
export interface Added extends Pick<made.Added, "refused" | "left_out"> {
  media: MediaView[];
}

/** A picture that was mended: a new file beside the old one. */
export interface Mended extends Omit<made.Mended, "media"> {
  media: MediaView;
}

/** What a page says of itself. */
export interface LinkPage extends Omit<made.LinkPage, "picture"> {
  picture: MediaView | null;
}

/** What came of reading a page. */
export type LinkReading = Exclude<made.LinkReading, { read: "page" }> | { read: "page"; page: LinkPage };

export interface OpenDraft extends Pick<made.OpenDraft, "draft" | "aside" | "assessment" | "last_run" | "publishing"> {
  media: MediaView[];
}

/** A new draft that says what a post says, and what could not be taken over. */
export interface Duplicate extends Pick<made.Duplicate, "left_out"> {
  draft: OpenDraft;
}

/** Rust always sends every setting. */
export interface Settings extends Required<Omit<made.Settings, "proof">> {
  proof: Required<made.ProofSettings>;
}

/** What the screen is told without asking. */
export type News = Exclude<made.News, { kind: "dropped" }> | { kind: "dropped"; drop: number; added: Added };

/** Every call may reject with a `Problem`. */
export interface Host {
  // compose
  /** The draft that is being published, else the one edited last, or a new one. */
  resume(): Promise<OpenDraft>;
  newDraft(): Promise<OpenDraft>;
  openDraft(id: made.DraftId): Promise<OpenDraft>;
  /**
   * Saves a draft, and what was taken out of it unless that is null and as before; assesses it. Called at every change.
   * It is assessed also when the disk refuses to save it.
   */
  edit(draft: made.Draft, aside: made.LaidAside | null): Promise<made.Edited>;
  pickMedia(purpose: made.Purpose): Promise<Added>;
  pasteMedia(): Promise<Added>;
  /** Looks at the files again, after one was changed or deleted. */
  reexamine(ids: made.MediaId[]): Promise<MediaView[]>;
  /** The user knows that these files were changed on the disk. */
  acknowledge(ids: made.MediaId[]): Promise<void>;
  /** Why there is no picture of a part of a file, as a whole sentence; null where there is one. */
  whyUndrawn(media: made.MediaId, part: made.Part): Promise<string | null>;
  /** Makes a file beside the picture, with what was wished for; where it matters what was `seen`, of that alone. */
  mend(media: made.MediaId, wish: made.Wish, seen: made.Stamp | null): Promise<Mended>;
  /** Makes a picture of a moment of a film, in full size. */
  takeFrame(video: made.MediaId, atMs: number): Promise<MediaView>;
  captions(media: made.MediaId): Promise<made.Cue[]>;
  /** Makes a PDF with a page for each image; `onPage` hears before each how many there are already. */
  bind(images: made.MediaId[], binding: made.Binding, onPage: (done: number) => void): Promise<MediaView>;
  /** Stops the document that is being made, which rejects its call. */
  stopBinding(): Promise<void>;
  /** Reads the page behind a link's card; `allowed` are hosts in the own network that may be read this once. */
  readPage(address: string, allowed: string[]): Promise<LinkReading>;
  /** Opens a file in the system's own player or viewer. */
  openFile(media: made.MediaId): Promise<void>;
  /** Whether this window can play a film. */
  plays(): Promise<boolean>;
  /** The picture of an image, the poster of a film, the first page of a document. `edge` in device pixels: 96, 320, 1200. `stamp` where it is known: a file that changed is drawn anew. */
  thumbnailUrl(id: made.MediaId, edge: number, stamp: made.Stamp | null): string;
  /** The small picture a camera put into the file: there at once, or not at all. */
  quickThumbnailUrl(id: made.MediaId, stamp: made.Stamp): string;
  /** A page of a document, counted from 1. */
  pageUrl(id: made.MediaId, page: number, edge: number, stamp: made.Stamp): string;
  /** What a film shows at a moment, in milliseconds. */
  frameUrl(id: made.MediaId, atMs: number, edge: number, stamp: made.Stamp): string;
  /** The film itself, for a window that plays. */
  filmUrl(id: made.MediaId, stamp: made.Stamp): string;
  onNews(listener: (news: News) => void): () => void;

  // drafts, history
  drafts(search: string): Promise<made.DraftRow[]>;
  deleteDraft(id: made.DraftId): Promise<void>;
  restoreDraft(id: made.DraftId): Promise<void>;
  runs(search: string): Promise<made.Run[]>;
  openRun(id: made.RunId): Promise<void>;
  /** Opens the posts of the sandbox that a run went to. */
  openFeed(id: made.RunId): Promise<void>;
  /** Asks LinkedIn whether a post of unknown outcome exists. */
  reconcile(id: made.RunId): Promise<made.TakenUp>;
  /** The user looked: the post is there (`published`) or is not. */
  settle(id: made.RunId, published: boolean): Promise<made.Outcome>;
  /** The user looked: the post is there, at this address. */
  settleAt(id: made.RunId, address: string): Promise<made.Outcome>;
  /** Does what is still to be done below a published post; `cancel` of its draft ends it. */
  followUp(id: made.RunId, onProgress: (progress: made.Progress) => void): Promise<made.TakenUp>;
  /** The user looked: what was to follow a post is done, or it is not and may be tried again. */
  settleBelow(id: made.RunId, what: made.FollowUp, done: boolean): Promise<made.Outcome>;
  /** Opens the post that a draft shares; the draft must be saved. */
  openShared(draft: made.DraftId): Promise<void>;

  // posts after they were published
  post(id: made.RunId): Promise<made.PostDetail>;
  /** Asks LinkedIn whether it is shown. */
  checkPost(id: made.RunId): Promise<made.Run>;
  /** Counts, cut and findings of another text for it. */
  assessChange(id: made.RunId, text: made.Piece[]): Promise<made.Assessment>;
  /** Keeps another text for it until it is sent; null for one that is no longer wanted. */
  keepChange(id: made.RunId, text: made.Piece[] | null): Promise<void>;
  changeText(id: made.RunId, text: made.Piece[]): Promise<made.Run>;
  deletePost(id: made.RunId): Promise<made.Run>;
  /** The user looked: the change or deletion in doubt was done, or it was not. */
  settleChange(id: made.RunId, done: boolean): Promise<made.Run>;
  duplicatePost(id: made.RunId): Promise<Duplicate>;
  /** Asks LinkedIn how it did. */
  readFigures(id: made.RunId): Promise<made.Run>;

  // publish
  review(draft: made.DraftId): Promise<made.Review>;
  /** `seal` is the review's: what is no longer what was reviewed is refused as `changed`. */
  publish(draft: made.DraftId, seal: string, onProgress: (progress: made.Progress) => void): Promise<made.Published>;
  /** How publishing a draft goes on that an earlier page began, and how it ends; null when nothing is under way. */
  watchPublishing(draft: made.DraftId, onProgress: (progress: made.Progress) => void): Promise<made.Published | null>;
  /** Works from the moment `publish` was called. */
  cancel(draft: made.DraftId): Promise<void>;

  // accounts, settings
  accounts(): Promise<made.Accounts>;
  addToken(token: string, keep: made.Keep): Promise<made.AccountView>;
  refreshAccount(id: made.AccountId): Promise<made.AccountView>;
  removeAccount(id: made.AccountId): Promise<void>;
  retryVault(): Promise<made.VaultView>;
  // whom a post mentions
  /** Whom a post of this account can mention: the address book and the account's pages. Asks nobody. */
  mentionable(search: string, account: made.AccountId | null): Promise<made.Mentionable[]>;
  contacts(search: string): Promise<made.Contact[]>;
  /** Writes somebody down, in the place of `insteadOf`. */
  keepContact(name: string, urn: string, insteadOf: made.Contact | null): Promise<made.Contact>;
  restoreContact(contact: made.Contact): Promise<void>;
  removeContact(urn: made.Urn, sandbox: boolean): Promise<void>;
  /** Somebody was mentioned, and comes first the next time. */
  mentioned(urn: made.Urn, sandbox: boolean): Promise<void>;
  /** Asks LinkedIn, through an account, for the page that a handle or an address names; it is in the address book then. */
  findPage(account: made.AccountId, typed: string): Promise<made.Mentionable>;

  settings(): Promise<Settings>;
  changeSettings(settings: Settings): Promise<Settings>;
  /** What LinkedIn is asked for, and what there is to say of it. */
  apiVersion(): Promise<made.VersionView>;
  openLink(url: string): Promise<void>;
}
