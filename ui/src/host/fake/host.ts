import { filesOf } from "../../compose/attachment";
import { visibleText } from "../../compose/pieces";
import type * as c from "../contract";
import { assess } from "./assess";
import { emptyDraft, opening } from "./drafts";
import { member, pastedAccount, sandboxAccount } from "./people";
import { FakeAddressBook } from "./address_book";
import { fail, never } from "./shelf";
import { requests, run, pastRuns, noPost, shownAt, wireText } from "./publishing";
import { detailOf, withChange } from "./published";
import type { Scene } from "./scenes";

/** A host without Rust: everything in memory, every situation on request. For unit tests and a plain browser. */
export class FakeHost extends FakeAddressBook implements c.Host {
  readonly stock = new Map<c.DraftId, c.Draft>();
  signedIn: c.AccountView[];
  vault: c.Vault = { state: "ready" };
  history: c.Run[];
  chosen: c.Settings = {
    appearance: "system",
    pinned_version: null,
    proof: { device: "phone", width: 390, text_scale: 1, dark: false },
    captions_locale: null,
  };
  /** what there is to say of the API version beside the usual */
  versionSaid: Partial<c.VersionView> = {};
  /** what there is to tell where accounts are shown, and before a post is sent */
  apiNotes: string[] = [];
  reviewNotes: string[] = [];
  /** what else there is to tell of a run */
  publishNotes: string[] = [];
  saved: c.Draft[] = [];
  /** what posts say since they were edited */
  readonly texts = new Map<c.RunId, c.Piece[]>();
  /** why nothing can be done to posts */
  refuses = "";
  /** what a duplicate lacks */
  leftOut: string | null = null;
  tell: (news: c.News) => void = () => {};
  #deleted = new Map<c.DraftId, c.Draft>();
  #next = 1;
  #cancelled = new Set<c.DraftId>();

  constructor(
    scene: Scene = "full",
    readonly now: () => number = Date.now,
  ) {
    super(scene);
    const { draft, media } = opening(scene);
    this.stock.set(draft.id, draft);
    for (const view of media) this.media.set(view.id, view);
    if (scene !== "empty" && scene !== "no-account") {
      const other = emptyDraft("d-spring", "urn:li:organization:1001");
      other.commentary = [
        { kind: "text", text: "Spring stock has arrived: 300 g cotton, deckle edge, in four whites." },
      ];
      this.stock.set(other.id, other);
      this.stock.set("d-blank", emptyDraft("d-blank", null));
    }
    this.signedIn = scene === "no-account" ? [] : [sandboxAccount()];
    if (!["empty", "no-account"].includes(scene)) this.signedIn.push(pastedAccount(now(), "keyring"));
    if (scene === "vault-missing")
      this.vault = { state: "missing", why: "No Secret Service answers on the session bus." };
    if (scene === "vault-locked") this.vault = { state: "locked", why: "The login keyring is locked." };
    this.history = scene === "empty" || scene === "no-account" ? [] : pastRuns(now());
  }

  async resume(): Promise<c.OpenDraft> {
    if (this.scene === "broken") return fail("The library could not be read: the disk is full.");
    return this.openDraft("d0");
  }

  async newDraft(): Promise<c.OpenDraft> {
    const draft = emptyDraft(`new${this.#next++}`, this.signedIn.length ? member : null);
    this.stock.set(draft.id, draft);
    return this.openDraft(draft.id);
  }

  async openDraft(id: c.DraftId): Promise<c.OpenDraft> {
    const draft = this.stock.get(id);
    if (!draft) return fail("This draft is not in the library any more.", "not_found");
    const media = filesOf(draft.attachment).flatMap((media) => this.media.get(media) ?? []);
    const last_run = this.history.find((one) => one.draft === id) ?? null;
    return { draft, media, assessment: assess(draft, this.media), last_run };
  }

  async edit(draft: c.Draft): Promise<c.Edited> {
    const assessment = assess(draft, this.media);
    if (this.scene === "unsaved") {
      return { assessment, unsaved: { code: "other", message: "The draft could not be saved: the disk is full." } };
    }
    this.stock.set(draft.id, draft);
    this.saved.push(draft);
    return { assessment, unsaved: null };
  }

  onNews(listener: (news: c.News) => void): () => void {
    this.tell = listener;
    return () => (this.tell = () => {});
  }

  async drafts(search: string): Promise<c.DraftRow[]> {
    await this.#mood();
    return [...this.stock.values()]
      .map((draft, index) => this.#row(draft, index))
      .filter(
        (row) => row.excerpt.toLowerCase().includes(search.toLowerCase()) && (row.excerpt || row.picture || !search),
      );
  }

  async deleteDraft(id: c.DraftId): Promise<void> {
    const draft = this.stock.get(id);
    if (draft) this.#deleted.set(id, draft);
    this.stock.delete(id);
  }

  async restoreDraft(id: c.DraftId): Promise<void> {
    const draft = this.#deleted.get(id);
    if (draft) this.stock.set(id, draft);
  }

  async runs(search: string): Promise<c.Run[]> {
    await this.#mood();
    return this.history.filter((one) => one.excerpt.toLowerCase().includes(search.toLowerCase()));
  }

  async openRun(id: c.RunId): Promise<void> {
    this.opened.push(id);
  }

  async openFeed(id: c.RunId): Promise<void> {
    this.opened.push(`feed of ${id}`);
  }

  async reconcile(id: c.RunId): Promise<c.Outcome> {
    return this.settle(id, true);
  }

  async settle(id: c.RunId, published: boolean): Promise<c.Outcome> {
    const outcome: c.Outcome = published
      ? {
          outcome: "published",
          urn: "urn:li:share:7",
          url: "https://www.linkedin.com/feed/",
          requests: 8,
          bytes: 0,
          ms: 0,
        }
      : {
          outcome: "stopped",
          step: "Create the post",
          why: "You found no post.",
          safe_to_retry: true,
          cancelled: false,
        };
    this.history = this.history.map((one) => (one.id === id ? { ...one, outcome } : one));
    return outcome;
  }

  async post(id: c.RunId): Promise<c.PostDetail> {
    await this.#mood();
    return detailOf(await this.#published(id), this.texts.get(id));
  }

  async checkPost(id: c.RunId): Promise<c.Run> {
    await this.#refusal();
    return this.#became(id, { seen: { at: this.now(), sight: "shown", why: null } });
  }

  async assessChange(id: c.RunId, text: c.Piece[]): Promise<c.Assessment> {
    const draft = { ...emptyDraft(id, member), commentary: text };
    return assess(draft, this.media);
  }

  async changeText(id: c.RunId, text: c.Piece[]): Promise<c.Run> {
    await this.#refusal();
    this.texts.set(id, text);
    this.history = this.history.map((one) => (one.id === id ? withChange(one, text) : one));
    return this.#became(id, { edited_at: this.now() });
  }

  async deletePost(id: c.RunId): Promise<c.Run> {
    await this.#refusal();
    return this.#became(id, { deleted_at: this.now(), figures: null, may_look: false, reachable: false });
  }

  async duplicatePost(id: c.RunId): Promise<c.Duplicate> {
    await this.#refusal();
    const draft = emptyDraft(`copy${this.#next++}`, member);
    const { commentary } = await this.post(id);
    this.stock.set(draft.id, { ...draft, commentary });
    return { draft: await this.openDraft(draft.id), left_out: this.leftOut };
  }

  async readFigures(id: c.RunId): Promise<c.Run> {
    await this.#refusal();
    const figures = {
      impressions: 12_480,
      reached: 9_310,
      clicks: 402,
      reactions: 188,
      comments: 23,
      reshares: 9,
      engagement: 0.0498,
    };
    return this.#became(id, { figures: { at: this.now(), figures } });
  }

  async followUp(id: c.RunId): Promise<c.Outcome> {
    const run = this.history.find((one) => one.id === id);
    if (run?.outcome?.outcome !== "published") return fail("There is no post of this attempt.", "not_found");
    const after = (run.outcome.after ?? []).map((one): c.FollowedUp => ({
      what: one.what,
      text: one.text,
      ending: "done",
    }));
    const outcome: c.Outcome = { ...run.outcome, after };
    this.history = this.history.map((one) => (one.id === id ? { ...one, outcome } : one));
    return outcome;
  }

  async openShared(draft: c.DraftId): Promise<void> {
    this.opened.push(`shared by ${draft}`);
  }

  async review(id: c.DraftId): Promise<c.Review> {
    await this.#mood();
    const { draft, media, assessment } = await this.openDraft(id);
    const account = this.signedIn.find((one) => one.id === draft.account);
    const author = account?.authors.find((one) => one.urn === draft.author);
    if (!account || !author) return fail("Nobody is chosen to post as.");
    const text = visibleText(draft.commentary).replace(/[|{}@[\]()<>\\*_~]/g, "\\$&");
    return {
      account,
      author,
      visibility: draft.visibility,
      little_text: text,
      wire_text: wireText(text),
      requests: requests(draft, media, text),
      upload_bytes: media.reduce(
        (sum, view) => sum + (view.state.status === "present" ? view.state.facts.bytes : 0),
        0,
      ),
      findings: assessment.findings,
      notes: this.reviewNotes,
      seal: JSON.stringify(draft),
    };
  }

  async publish(
    id: c.DraftId,
    seal: string,
    onProgress: (progress: c.Progress) => void,
  ): Promise<{ run: c.Run; outcome: c.Outcome; notes: string[] }> {
    this.#cancelled.delete(id);
    const { draft, media } = await this.openDraft(id);
    if (seal !== JSON.stringify(draft)) return fail("The post changed after you looked at it.", "changed");
    const record: c.Run = {
      id: `r${this.#next++}`,
      draft: id,
      outcome: null,
      can_look_up: false,
      started_at: this.now(),
      author_name: "Sandbox Member",
      excerpt: visibleText(draft.commentary).slice(0, 90),
      attachment: draft.attachment.kind,
      file: visibleText(draft.commentary) ? null : (media[0]?.name ?? null),
      picture: media[0]?.id ?? null,
      images: ["images", "carousel"].includes(draft.attachment.kind) ? media.length : 0,
      sandbox: true,
      sponsored: draft.sponsored !== null,
      post: noPost,
    };
    const outcome = await run(this.scene, record.id, draft, media, onProgress, () => this.#cancelled.has(id));
    const shown = record.sponsored && outcome.outcome === "published" ? { ...outcome, url: null } : outcome;
    const post = outcome.outcome === "published" ? shownAt(this.now()) : noPost;
    const ended = { ...record, outcome: shown, post, can_look_up: outcome.outcome === "unknown" };
    this.history = [ended, ...this.history];
    return { run: ended, outcome: shown, notes: this.publishNotes };
  }

  async cancel(id: c.DraftId): Promise<void> {
    this.#cancelled.add(id);
  }

  async accounts(): Promise<c.Accounts> {
    await this.#mood();
    return { accounts: this.signedIn, vault: this.vault, notes: this.apiNotes };
  }

  async addToken(token: string, keep: "keyring" | "memory"): Promise<c.AccountView> {
    if (this.scene === "busy") return never();
    if (token.length < 8) return fail("LinkedIn does not accept this token (401).", "token_refused");
    if (keep === "keyring" && this.vault.state !== "ready") return fail(this.vault.why, `vault_${this.vault.state}`);
    const account = pastedAccount(this.now(), keep);
    this.signedIn = [...this.signedIn.filter((one) => one.id !== account.id), account];
    return account;
  }

  async refreshAccount(id: c.AccountId): Promise<c.AccountView> {
    return this.signedIn.find((one) => one.id === id) ?? fail("This account is gone.", "not_found");
  }

  async removeAccount(id: c.AccountId): Promise<void> {
    this.signedIn = this.signedIn.filter((one) => one.id !== id);
  }

  async retryVault(): Promise<c.Vault> {
    return this.vault;
  }

  async settings(): Promise<c.Settings> {
    return this.chosen;
  }

  async changeSettings(settings: c.Settings): Promise<c.Settings> {
    this.chosen = settings;
    return settings;
  }

  async apiVersion(): Promise<c.VersionView> {
    const pinned = this.chosen.pinned_version;
    const in_use = pinned ?? "202609";
    const sunset = `LinkedIn switches ${in_use} off about 15 September 2027.`;
    return { in_use, pinned: pinned !== null, sunset, warning: null, changed: null, ...this.versionSaid };
  }

  async openLink(url: string): Promise<void> {
    this.opened.push(url);
  }

  async #published(id: c.RunId): Promise<c.Run> {
    return this.history.find((one) => one.id === id) ?? fail("There is no such run in the library.", "not_found");
  }

  #became(id: c.RunId, part: Partial<c.Run["post"]>): Promise<c.Run> {
    this.history = this.history.map((one) => (one.id === id ? { ...one, post: { ...one.post, ...part } } : one));
    return this.#published(id);
  }

  /** What LinkedIn says no with, where a test or a scene wants it to. */
  async #refusal(): Promise<void> {
    if (this.scene === "busy") return never();
    if (this.refuses) return fail(this.refuses);
  }

  #row(draft: c.Draft, index: number): c.DraftRow {
    const { attachment } = draft;
    return {
      id: draft.id,
      excerpt: visibleText(draft.commentary).slice(0, 120),
      attachment: attachment.kind,
      images: attachment.kind === "images" ? attachment.images.length : 0,
      file: visibleText(draft.commentary) ? null : (this.media.get(filesOf(attachment)[0] ?? "")?.name ?? null),
      picture: filesOf(attachment)[0] ?? null,
      author_name: draft.author === member ? "Sandbox Member" : draft.author ? "Sandbox Bindery" : null,
      edited_at: this.now() - index * 40_000_000,
    };
  }

  async #mood(): Promise<void> {
    if (this.scene === "busy") return never();
    if (this.scene === "error") return fail("No connection to the library: the database is locked.", "offline");
  }
}
