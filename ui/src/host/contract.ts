// The door between the screen and Rust, as types. `bindings.ts` is generated from Rust with these same names and
// shapes; when it is there this file becomes the interface `Host` alone.

export type DraftId = string;
export type MediaId = string;
export type AccountId = string;
export type RunId = string;
/** `urn:li:person:…` or `urn:li:organization:…` */
export type Urn = string;

// ---- what a post is -------------------------------------------------------------------------------------------
export type Piece = { kind: "text"; text: string } | { kind: "mention"; name: string; urn: Urn };
export type Visibility = "PUBLIC" | "CONNECTIONS";
export interface ImageItem {
  media: MediaId;
  alt_text: string;
  title: string;
}
export type Attachment = { kind: "none" } | { kind: "images"; images: ImageItem[] };
export interface Draft {
  id: DraftId;
  account: AccountId | null;
  /** who posts: the member or one of the pages of `account` */
  author: Urn | null;
  commentary: Piece[];
  attachment: Attachment;
  visibility: Visibility;
  reshare_disabled: boolean;
}

// ---- what a file is -------------------------------------------------------------------------------------------
export interface Facts {
  kind: "image" | "video" | "document" | "captions" | "unknown";
  /** jpeg, png, gif, webp, heic, … */
  format: string | null;
  bytes: number;
  /** as displayed, upright */
  width: number | null;
  height: number | null;
  animated: boolean;
  frames: number | null;
  [more: string]: unknown;
}
export interface MediaView {
  id: MediaId;
  /** file name without its folder */
  name: string;
  state: { status: "present"; facts: Facts } | { status: "gone" };
}
/** Something dropped, pasted or picked that could not become media at all (a folder, a dead link, …). */
export interface Refused {
  name: string;
  why: string;
}
export interface Added {
  media: MediaView[];
  refused: Refused[];
}

// ---- what is wrong with a post --------------------------------------------------------------------------------
export type Severity = "block" | "warn" | "advise";
export type Place =
  | { at: "text"; /** UTF-16 offset into the visible text */ from: number | null }
  | { at: "image"; media: MediaId; field: "file" | "alt_text" | "title" }
  | { at: "images" }
  | { at: "author" }
  | { at: "visibility" };
export interface Finding {
  /** stable name: `text.length`, `image.pixels`, `image.alt_text`, … */
  rule: string;
  severity: Severity;
  place: Place;
  /** a whole sentence: what was measured, the limit, what to do */
  message: string;
  measured: number | null;
  limit: number | null;
  /** where the limit comes from */
  source: string | null;
}
export interface Counts {
  /** UTF-16 units of the visible text: how LinkedIn is believed to count */
  visible: number;
  /** UTF-16 units of what goes over the wire, escapes and mention URNs included */
  wire: number;
  /** what a person would call characters */
  characters: number;
  limit: number;
}
/** Offsets in UTF-16 units of the visible text, null while the text is shorter. */
export interface Band {
  first: number | null;
  last: number | null;
  min: number;
  max: number;
  source: string;
}
export interface Assessment {
  counts: Counts;
  /** the 128–130 characters after which phones cut the intro text */
  intro: Band;
  /** hashtags in the visible text, UTF-16 [from, to) */
  hashtags: { from: number; to: number }[];
  findings: Finding[];
  /** no finding blocks */
  publishable: boolean;
}
export interface OpenDraft {
  draft: Draft;
  media: MediaView[];
  assessment: Assessment;
  last_run: Run | null;
}
export interface DraftRow {
  id: DraftId;
  /** the first words, or "" */
  excerpt: string;
  images: number;
  first_image: MediaId | null;
  author_name: string | null;
  /** epoch milliseconds */
  edited_at: number;
}

// ---- who may post ---------------------------------------------------------------------------------------------
export interface AuthorView {
  urn: Urn;
  name: string;
  kind: "member" | "page";
  role: string | null;
  followers: number | null;
  may_post: boolean;
  why_not: string | null;
}
export interface AccountView {
  id: AccountId;
  provider: "linkedin";
  sandbox: boolean;
  label: string;
  authors: AuthorView[];
  /** epoch milliseconds; null when the token does not tell */
  expires_at: number | null;
  state: "ready" | "expiring" | "expired" | "locked";
  /** whether posts and media can be read back with this token */
  may_read: boolean | null;
  kept: "keyring" | "memory";
}
export type Vault = { state: "ready" } | { state: "missing" | "locked"; why: string };
export interface Accounts {
  accounts: AccountView[];
  vault: Vault;
}

// ---- publishing -----------------------------------------------------------------------------------------------
export interface WireRequest {
  step: number;
  /** "Register image 1 of 3", "Upload harbour.jpg", … */
  title: string;
  method: string;
  url: string;
  headers: [string, string][];
  /** pretty JSON, or null for uploads */
  body: string | null;
  /** file name and size for uploads */
  file: { name: string; bytes: number } | null;
}
export interface Review {
  account: AccountView;
  author: AuthorView;
  visibility: Visibility;
  /** the text as it goes over the wire (little text) */
  little_text: string;
  requests: WireRequest[];
  upload_bytes: number;
  findings: Finding[];
}
export type FileState = "waiting" | "uploading" | "processing" | "ready" | "failed";
export type Progress =
  | { kind: "started"; run: RunId; files: { media: MediaId; name: string; bytes: number }[] }
  | { kind: "file"; media: MediaId; state: FileState; sent: number }
  | { kind: "creating" }
  | { kind: "waiting"; /** "LinkedIn asked to wait 4 s" */ why: string; until: number };
export type Outcome =
  | { outcome: "published"; urn: Urn | null; url: string | null; requests: number; bytes: number; ms: number }
  | { outcome: "stopped"; step: string; why: string; safe_to_retry: boolean; cancelled: boolean }
  | { outcome: "unknown"; how_to_find_out: string };
export interface Run {
  id: RunId;
  draft: DraftId;
  outcome: Outcome | null;
  started_at: number;
  author_name: string;
  excerpt: string;
  first_image: MediaId | null;
  images: number;
  sandbox: boolean;
}

// ---- settings -------------------------------------------------------------------------------------------------
export interface Settings {
  appearance: "system" | "light" | "dark";
  /** `LinkedIn-Version`, YYYYMM */
  api_version: string;
  /** proof: the device looked at last */
  proof: { device: "phone" | "desktop"; width: number; text_scale: number; dark: boolean };
}

/** What went wrong with a call; `message` is a sentence for people, `code` for the few cases the screen acts on. */
export interface Problem {
  code: "vault_missing" | "vault_locked" | "token_refused" | "offline" | "not_found" | "busy" | "other";
  message: string;
}

/** Every call may reject with a `Problem`. */
export interface Host {
  // compose
  /** the draft edited last, or a new one */
  resume(): Promise<OpenDraft>;
  newDraft(): Promise<OpenDraft>;
  openDraft(id: DraftId): Promise<OpenDraft>;
  /** saves and assesses; called at every change */
  edit(draft: Draft): Promise<Assessment>;
  pickMedia(): Promise<Added>;
  pasteMedia(): Promise<Added>;
  /** looks at the files again, after one was changed or deleted */
  reexamine(ids: MediaId[]): Promise<MediaView[]>;
  /** `edge` in device pixels: 96, 320, 1200 */
  thumbnailUrl(id: MediaId, edge: number): string;
  onDrop(
    listener: (event: { kind: "over" } | { kind: "left" } | { kind: "dropped"; added: Added }) => void,
  ): () => void;

  // drafts, history
  drafts(search: string): Promise<DraftRow[]>;
  deleteDraft(id: DraftId): Promise<void>;
  restoreDraft(id: DraftId): Promise<void>;
  runs(search: string): Promise<Run[]>;
  openRun(id: RunId): Promise<void>;
  /** asks LinkedIn whether a post of unknown outcome exists */
  reconcile(id: RunId): Promise<Outcome>;
  /** the user looked: the post is there (`published`) or is not */
  settle(id: RunId, published: boolean): Promise<Outcome>;

  // publish
  review(draft: DraftId): Promise<Review>;
  publish(draft: DraftId, onProgress: (progress: Progress) => void): Promise<{ run: Run; outcome: Outcome }>;
  cancel(run: RunId): Promise<void>;

  // accounts, settings
  accounts(): Promise<Accounts>;
  addToken(token: string, keep: "keyring" | "memory"): Promise<AccountView>;
  refreshAccount(id: AccountId): Promise<AccountView>;
  removeAccount(id: AccountId): Promise<void>;
  retryVault(): Promise<Vault>;
  settings(): Promise<Settings>;
  changeSettings(settings: Settings): Promise<Settings>;
  openLink(url: string): Promise<void>;
}
