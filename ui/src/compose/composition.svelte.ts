import type { CarouselCard, ImageItem, MediaId, OpenDraft, Sponsored } from "../host/contract";
import { asCards, asImages, isUnsaid, unsaid } from "./advertisement";
import { AttachedDraft } from "./attached.svelte";
import { itemsOf, moved, placeIn, withItems, withRemoved, type Item } from "./images";
import { isBack, type Undo } from "./undone";

/** The draft on the bench: its images or cards in a row, and what makes it an advertisement. */
export class Composition extends AttachedDraft {
  readonly images = $derived<readonly ImageItem[]>(this.attachment.kind === "images" ? this.attachment.images : []);
  /** the images or the cards, in their order */
  readonly items = $derived<readonly Item[]>(itemsOf(this.attachment));
  /** what makes it an advertisement; null for a post in the feed */
  readonly sponsored = $derived<Sponsored | null>(this.draft?.sponsored ?? null);
  /** the images in order, each that was removed still in its place */
  #row: readonly MediaId[] = [];

  describe(media: MediaId, part: Partial<Omit<CarouselCard, "media">>): void {
    this.#put(this.items.map((item) => (item.media === media ? { ...item, ...part } : item)));
  }

  /** Gives every card without a landing page this one. */
  leadTo(page: string): void {
    if (this.attachment.kind !== "carousel") return;
    const { cards } = this.attachment;
    this.#put(cards.map((card) => (card.landing_page.trim() ? card : { ...card, landing_page: page })));
  }

  /** Makes it an advertisement, with what was said of it before, or puts it in the feed. */
  advertise(on: boolean): void {
    if (!this.draft || on === (this.sponsored !== null)) return;
    if (this.sponsored && !isUnsaid(this.sponsored)) this.shelf.laySponsored(this.sponsored);
    this.change({ sponsored: on ? (this.shelf.advertisement() ?? unsaid) : null });
  }

  changeSponsored(part: Partial<Sponsored>): void {
    if (this.sponsored) this.change({ sponsored: { ...this.sponsored, ...part } });
  }

  /** Makes cards of the images, which are an advertisement then; undoing that takes back both. */
  makeCards(): Undo {
    const was = this.sponsored;
    const undo = this.leadingOn(asCards(this.attachment));
    this.advertise(true);
    const made = JSON.stringify(this.sponsored);
    return () => {
      const undone = undo();
      if (isBack(undone) && !was && JSON.stringify(this.sponsored) === made) this.advertise(false);
      return undone;
    };
  }

  /** Makes images of the cards. */
  makeImages(): Undo {
    return this.replace(asImages(this.attachment));
  }

  /** Moves an image or a card to a place counted from 0; says the place it got. */
  move(media: MediaId, to: number): number {
    const order = moved(this.items, media, to);
    this.#put(order);
    return order.findIndex((image) => image.media === media);
  }

  /** Removes an image or a card; the answer puts it back between its neighbours, and says whether it is there again. */
  remove(media: MediaId): () => boolean {
    const image = this.items.find((one) => one.media === media);
    const home = this.attachment.kind;
    const from = this.draft?.id;
    if (!image) return () => false;
    const row = withRemoved(this.#present(), this.#row);
    this.#row = row;
    this.#put(this.items.filter((other) => other !== image));
    return () => {
      // A video or a document that was added meanwhile is not pushed out.
      const now = this.attachment.kind;
      if (this.draft?.id !== from || (now !== home && now !== "none")) return false;
      const present = this.#present();
      const back = this.items.toSpliced(placeIn(present, media, row), 0, image);
      if (!present.includes(media)) this.#put(back);
      return true;
    };
  }

  protected override laid(open: OpenDraft): void {
    super.laid(open);
    this.#row = [];
  }

  #present(): MediaId[] {
    return this.items.map((item) => item.media);
  }

  #put(items: readonly Item[]): void {
    this.change({ attachment: withItems(this.attachment, items) });
  }
}
