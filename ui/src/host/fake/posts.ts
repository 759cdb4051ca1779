import type * as c from "../contract";
import { assess } from "./assess";
import { emptyDraft } from "./drafts";
import { FakeLibrary } from "./library";
import { member } from "./people";
import { detailOf, withChange } from "./published";
import { fail, never } from "./shelf";

/** What is asked and done about posts that were published. */
export abstract class FakePosts extends FakeLibrary {
  /** what posts say since they were edited */
  readonly texts = new Map<c.RunId, c.Piece[]>();
  /** what was written for posts and not sent */
  readonly unsent = new Map<c.RunId, c.Piece[]>();
  /** why nothing can be done to posts */
  refuses = "";
  /** what a duplicate lacks */
  leftOut: string | null = null;

  async post(id: c.RunId): Promise<c.PostDetail> {
    await this.mood();
    return detailOf(await this.#published(id), this.texts.get(id), this.unsent.get(id));
  }

  async checkPost(id: c.RunId): Promise<c.Run> {
    await this.#refusal();
    return this.#became(id, { seen: { at: this.now(), sight: "shown", why: null } });
  }

  async assessChange(id: c.RunId, text: c.Piece[]): Promise<c.Assessment> {
    const draft = { ...emptyDraft(id, member), commentary: text };
    return assess(draft, this.media);
  }

  async keepChange(id: c.RunId, text: c.Piece[] | null): Promise<void> {
    if (this.scene === "unsaved") return fail("The library could not be written to: the disk is full.");
    if (text) this.unsent.set(id, text);
    else this.unsent.delete(id);
  }

  async changeText(id: c.RunId, text: c.Piece[]): Promise<c.Run> {
    await this.#refusal();
    this.unsent.delete(id);
    this.texts.set(id, text);
    this.history = this.history.map((one) => (one.id === id ? withChange(one, text) : one));
    return this.#became(id, { edited_at: this.now() });
  }

  async deletePost(id: c.RunId): Promise<c.Run> {
    await this.#refusal();
    return this.#became(id, { deleted_at: this.now(), figures: null, may_look: false, reachable: false });
  }

  async settleChange(id: c.RunId, done: boolean): Promise<c.Run> {
    const { doubt } = (await this.#published(id)).post;
    if (!doubt) return fail("There is nothing to settle.", "not_found");
    const deleted = done && doubt.of === "deletion" ? { deleted_at: this.now() } : {};
    return this.#became(id, { ...deleted, doubt: null });
  }

  async duplicatePost(id: c.RunId): Promise<c.Duplicate> {
    await this.#refusal();
    const draft = emptyDraft(this.named("copy"), member);
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
}
