import { filesOf } from "../../compose/attachment";
import { visibleText } from "../../compose/pieces";
import { lines } from "../../compose/seen";
import type * as c from "../contract";
import { FakePosts } from "./posts";
import { fail } from "./shelf";
import { requests, run, noPost, shownAt, wireText } from "./publishing";
import type { Scene } from "./scenes";

/** A host without Rust: everything in memory, every situation on request. For unit tests and a plain browser. */
export class FakeHost extends FakePosts implements c.Host {
  /** what there is to tell before a post is sent */
  reviewNotes: string[] = [];
  /** what else there is to tell of a run */
  publishNotes: string[] = [];
  tell: (news: c.News) => void = () => {};
  #cancelled = new Set<c.DraftId>();

  constructor(scene: Scene = "full", now: () => number = Date.now) {
    super(scene, now);
  }

  onNews(listener: (news: c.News) => void): () => void {
    this.tell = listener;
    return () => (this.tell = () => {});
  }

  async openRun(id: c.RunId): Promise<void> {
    this.opened.push(id);
  }

  async openFeed(id: c.RunId): Promise<void> {
    this.opened.push(`feed of ${id}`);
  }

  async reconcile(id: c.RunId): Promise<c.TakenUp> {
    return { outcome: await this.settle(id, true), notes: this.publishNotes };
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

  async settleAt(id: c.RunId, address: string): Promise<c.Outcome> {
    if (!address.includes("urn:li:"))
      return fail("This is not the address of a post on LinkedIn. Answer without an address.", "other");
    return this.settle(id, true);
  }

  async followUp(id: c.RunId, onProgress: (progress: c.Progress) => void): Promise<c.TakenUp> {
    const run = this.history.find((one) => one.id === id);
    if (run?.outcome?.outcome !== "published") return fail("There is no post of this attempt.", "not_found");
    const after = (run.outcome.after ?? []).map((one): c.FollowedUp => ({
      what: one.what,
      text: one.text,
      ending: "done",
    }));
    for (const { what } of after) onProgress({ kind: "following_up", what });
    const outcome: c.Outcome = { ...run.outcome, after };
    this.history = this.history.map((one) => (one.id === id ? { ...one, outcome } : one));
    return { outcome, notes: this.publishNotes };
  }

  async settleBelow(id: c.RunId, what: c.FollowUp, done: boolean): Promise<c.Outcome> {
    const run = this.history.find((one) => one.id === id);
    if (run?.outcome?.outcome !== "published") return fail("There is nothing to settle below this post.", "not_found");
    const after = (run.outcome.after ?? []).map((one): c.FollowedUp => {
      if (one.what !== what) return one;
      const looked = { what, text: one.text };
      return done
        ? { ...looked, ending: "done" }
        : { ...looked, ending: "not_done", why: "You looked, and it is not there.", safe_to_retry: true };
    });
    const outcome: c.Outcome = { ...run.outcome, after };
    this.history = this.history.map((one) => (one.id === id ? { ...one, outcome } : one));
    return outcome;
  }

  async openShared(draft: c.DraftId): Promise<void> {
    this.opened.push(`shared by ${draft}`);
  }

  async review(id: c.DraftId): Promise<c.Review> {
    await this.mood();
    const { draft, assessment } = await this.openDraft(id);
    const media = this.viewsOf(filesOf(draft.attachment));
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
      first_comment: lines(draft.first_comment) || null,
      closes_comments: draft.comments_closed,
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

  async publish(id: c.DraftId, seal: string, onProgress: (progress: c.Progress) => void): Promise<c.Published> {
    this.#cancelled.delete(id);
    const { draft } = await this.openDraft(id);
    const media = this.viewsOf(filesOf(draft.attachment));
    if (seal !== JSON.stringify(draft)) return fail("The post changed after you looked at it.", "changed");
    const record: c.Run = {
      id: this.named("r"),
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
      over: false,
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

  async watchPublishing(id: c.DraftId, onProgress: (progress: c.Progress) => void): Promise<c.Published | null> {
    if (this.underWay?.draft !== id) return null;
    const { told, end } = this.underWay;
    told.forEach(onProgress);
    const ended = await end;
    this.underWay = null;
    return ended;
  }

  async cancel(id: c.DraftId): Promise<void> {
    this.#cancelled.add(id);
  }
}
