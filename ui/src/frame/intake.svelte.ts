import { documentFrom, kindOf, type Offer, type Swap } from "../compose/attachment";
import type { Composition } from "../compose/composition.svelte";
import type { Undo } from "../compose/undone";
import type { Added, Attachment, DraftId, Host, MediaView, News, Problem, Purpose } from "../host/contract";
import { film } from "../words/film";
import { link } from "../words/link";
import { nameOf } from "../words/locales";
import { fileName } from "../words/names";
import { tray } from "../words/tray";
import type { Notices } from "./notices.svelte";

/** What of the news is about files that come in. */
type Coming = Extract<News, { kind: "dropping" | "reading" | "dropped" | "drop_failed" | "picked" }>;

/** The window around it. */
interface Frame {
  readonly host: Host;
  readonly composition: Composition;
  readonly notices: Notices;
  /** why nothing is taken now, null where it is */
  whyNot(): string | null;
  /** shows where the files go */
  show(screen: "compose"): void;
}

/** Files on their way into the post, by whatever way they come, and out of it again. */
export class Intake {
  /** how many of the files that are being read were read, where there are many */
  progress = $state.raw<{ done: number; of: number } | null>(null);

  #choosing = false;
  /** what was chosen is being read */
  #picked = $state(false);
  /** pastes and drops that are being read */
  #reading = $state(0);
  /** the pastes before, which come first */
  #before: Promise<unknown> = Promise.resolve();
  /** drops that are being read, by their number */
  #drops = new Map<number, { taken: (added: Added) => void; failed: (problem: Problem) => void }>();

  /** files are being read */
  readonly taking = $derived(this.#picked || this.#reading > 0);

  constructor(private readonly frame: Frame) {}

  /** Lets files be chosen; while they are, nothing is being read yet. */
  pick(): Promise<void> {
    return this.#choose("anything", (added) => this.#take(added));
  }

  /** Lets a picture be chosen for the video's thumbnail. */
  pickThumbnail(): Promise<void> {
    return this.#choose("thumbnail", ({ media: [view], refused }) => {
      this.frame.composition.strays.refuse(refused);
      if (!view) return;
      if (kindOf(view) !== "image") return this.frame.notices.show(film.noPicture(fileName(view)));
      this.frame.composition.know([view]);
      this.accept({ to: "thumbnail", media: view.id, at_ms: null }, film.thumbnailSet(fileName(view)));
    });
  }

  /** Lets a picture be chosen for the link's card. */
  pickPicture(): Promise<void> {
    return this.#choose("thumbnail", ({ media: [view], refused }) => {
      this.frame.composition.strays.refuse(refused);
      if (!view) return;
      if (kindOf(view) !== "image") return this.frame.notices.show(link.noImage(fileName(view)));
      this.frame.composition.know([view]);
      this.accept({ to: "picture", media: view.id }, link.pictureSet(fileName(view)));
    });
  }

  /** Lets captions be chosen for the video. */
  pickCaptions(): Promise<void> {
    return this.#choose("captions", ({ media: [view], refused }) => {
      this.frame.composition.strays.refuse(refused);
      if (!view) return;
      if (kindOf(view) !== "captions") return this.frame.notices.show(film.notCaptions(fileName(view)));
      this.frame.composition.know([view]);
      const { attachment, usualLocale } = this.frame.composition;
      const spoken = attachment.kind === "video" ? attachment.video.captions?.locale : null;
      const locale = spoken ?? usualLocale();
      this.accept({ to: "captions", media: view.id, locale }, film.captionsSet(fileName(view), nameOf(locale)));
    });
  }

  /** Takes what the clipboard holds, one paste after the other; `otherwise` where it holds nothing to attach. */
  paste(otherwise: () => void = () => {}): Promise<void> {
    if (this.#refuses()) return Promise.resolve();
    const { composition } = this.frame;
    const draft = composition.draft?.id;
    this.#reading += 1;
    const mine = this.#before.then(async () => {
      try {
        const added = await this.#receive(draft, this.frame.host.pasteMedia());
        const nothing = added && !added.media.length && !added.refused.length && !added.left_out;
        if (nothing && draft && composition.isOnBench(draft)) otherwise();
      } finally {
        this.#reading -= 1;
      }
    });
    this.#before = mine.catch(() => {});
    return mine;
  }

  hear(news: Coming): void {
    if (news.kind === "dropping") this.#dropping(news.drop);
    // The answer may overtake the last of them.
    if (news.kind === "reading" && this.taking) this.progress = { done: news.done, of: news.of };
    if (news.kind === "dropped") this.#drops.get(news.drop)?.taken(news.added);
    if (news.kind === "drop_failed") this.#drops.get(news.drop)?.failed(news.problem);
    if (news.kind === "picked") this.#picked = this.#choosing;
  }

  /** Takes an offer up, says so, and lets it be undone. */
  accept(offer: Offer, said: string): void {
    this.#undoable(said, this.frame.composition.accept(offer));
  }

  /** Puts files that were made of others in their places; nothing is said where none of the others is there by now. */
  exchange(swaps: readonly Swap[], said: string): void {
    this.#undoable(said, this.frame.composition.exchange(swaps));
  }

  /** Puts a document that was made of the images in their place. */
  bound(view: MediaView, said: string): void {
    const { composition } = this.frame;
    composition.know([view]);
    this.#undoable(said, composition.replace(documentFrom(view)));
  }

  /** Makes cards of the images, or images of the cards. */
  turnInto(what: "cards" | "images"): void {
    const { composition } = this.frame;
    const said = tray.turned[what](composition.items.length);
    this.#undoable(said, what === "cards" ? composition.makeCards() : composition.makeImages());
  }

  /** Takes what is attached away. */
  detach(said: string): void {
    this.replace({ kind: "none" }, said);
  }

  /** Puts something else in the place of what is attached. */
  replace(attachment: Attachment, said: string): void {
    this.#undoable(said, this.frame.composition.replace(attachment));
  }

  /** Takes what came back by itself out of the post again. */
  beginEmpty(): void {
    this.#undoable(tray.begunEmpty, this.frame.composition.beginEmpty());
  }

  /** Takes the picture of the link's card away. */
  detachPicture(said: string): void {
    this.#undoable(said, this.frame.composition.setPicture(null));
  }

  /** Takes a part of the video away. */
  detachPart(part: "thumbnail" | "captions", said: string): void {
    this.#undoable(said, this.frame.composition.setPart(part, null));
  }

  /** Files are let go over the window, whichever screen is shown; they are for the draft that lies here now. */
  #dropping(drop: number): void {
    if (this.#refuses()) return;
    this.frame.show("compose");
    const draft = this.frame.composition.draft?.id;
    const coming = new Promise<Added>((taken, failed) => this.#drops.set(drop, { taken, failed }));
    this.#reading += 1;
    void this.#receive(draft, coming).then(() => {
      this.#drops.delete(drop);
      this.#reading -= 1;
    });
  }

  async #choose(purpose: Purpose, take: (added: Added) => void): Promise<void> {
    if (this.#choosing || this.#refuses()) return;
    this.#choosing = true;
    await this.#receive(this.frame.composition.draft?.id, this.frame.host.pickMedia(purpose), take);
    this.#choosing = false;
    this.#picked = false;
  }

  #refuses(): boolean {
    const why = this.frame.whyNot();
    if (why) this.frame.notices.show(why);
    return why !== null;
  }

  async #receive(
    draft: DraftId | undefined,
    coming: Promise<Added>,
    take = (added: Added) => this.#take(added),
  ): Promise<Added | null> {
    const { composition, notices } = this.frame;
    try {
      const added = await coming;
      const files = added.media.length + added.refused.length;
      if ((!files && !added.left_out) || this.#refuses()) return added;
      if (draft && composition.isOnBench(draft)) take(added);
      else notices.show(tray.tooLate(files));
      return added;
    } catch (thrown) {
      notices.problem(thrown);
      return null;
    } finally {
      this.progress = null;
    }
  }

  #take(added: Added): void {
    const placed = this.frame.composition.take(added);
    if (placed) this.frame.notices.say(tray.added(placed));
  }

  #undoable(said: string, undo: Undo | null): void {
    if (!undo) return;
    const { notices } = this.frame;
    notices.show(said, () => {
      const undone = undo();
      if (undone === "back") notices.say(tray.putBack);
      else if (typeof undone === "string") notices.show(tray.putBackNot[undone]);
      else if ("aside" in undone) notices.show(tray.putBackAside(undone.aside));
      else this.#undoable(tray.putBackAgain, undone.again);
    });
  }
}
