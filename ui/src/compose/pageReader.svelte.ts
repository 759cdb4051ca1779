import type { DraftId, Host, LinkPage } from "../host/contract";
import { link as words } from "../words/link";
import { asProblem } from "../words/problems";
import { hostOf } from "./addresses";
import type { Composition } from "./composition.svelte";
import { filled, nothingPut, taken, type Differing, type Put } from "./link";

/** What came of reading a page, until another address is written. */
export type Reading =
  | { at: "rest" }
  | { at: "reading"; host: string }
  /** it is in the own network; a person has to say that it may be read */
  | { at: "asks"; host: string; thisComputer: boolean }
  | { at: "failed"; why: string }
  | { at: "read"; page: LinkPage };

/** The window around it. */
interface Frame {
  readonly host: Host;
  readonly composition: Composition;
  /** why the post takes nothing now, null where it does */
  whyNot(): string | null;
}

/** Reads the page behind the link's card on the bench, when somebody asks for it. */
export class PageReader {
  /** of which draft and address it speaks */
  #of = $state.raw<{ draft: DraftId; url: string } | null>(null);
  #reading = $state.raw<Reading>({ at: "rest" });
  /** what was put into a draft's card */
  #put = new Map<DraftId, Put>();
  /** hosts in the own network that may be read for the address that is read */
  #allowed: readonly string[] = [];
  #declined = $state.raw<ReadonlySet<string>>(new Set());
  #wish = 0;

  readonly reading = $derived.by<Reading>(() => (this.#isOf(this.#of) ? this.#reading : { at: "rest" }));

  constructor(private readonly frame: Frame) {}

  read(): Promise<void> {
    this.#allowed = [];
    return this.#read();
  }

  /** Reads on with a host in the own network that may be read this once; it may lead on to another one. */
  allow(host: string): Promise<void> {
    this.#allowed = [...this.#allowed, host];
    return this.#read();
  }

  /** Gives a card to an address that stands in the text, and reads its page: that is what was asked for. */
  begin(url: string): Promise<void> {
    this.frame.composition.begin("link", url);
    return this.read();
  }

  async #read(): Promise<void> {
    const { composition } = this.frame;
    const { draft, attachment } = composition;
    if (!draft || attachment.kind !== "link" || !attachment.link.url.trim()) return;
    const of = { draft: draft.id, url: attachment.link.url };
    const mine = ++this.#wish;
    this.#of = of;
    this.#reading = { at: "reading", host: hostOf(of.url) ?? of.url };
    const reading = await this.#ask(of.url);
    if (mine !== this.#wish) return;
    this.#reading = reading;
    if (reading.at === "read") this.#fill(reading.page);
  }

  /** The answer to the question whether it may be read was no. */
  decline(): void {
    this.#reading = { at: "rest" };
  }

  /** Puts what the page says in the place of what is written there. */
  take(page: LinkPage, field: Differing): void {
    const { composition } = this.frame;
    if (composition.attachment.kind !== "link") return;
    if (page.picture) composition.know([page.picture]);
    composition.changeLink(taken(composition.attachment.link, page, field));
  }

  isDeclined(url: string): boolean {
    return this.#declined.has(`${this.frame.composition.draft?.id} ${url}`);
  }

  /** No card is wanted for this address in this draft. */
  declineOffer(url: string): void {
    this.#declined = new Set([...this.#declined, `${this.frame.composition.draft?.id} ${url}`]);
  }

  #isOf(of: { draft: DraftId; url: string } | null): boolean {
    const { draft, attachment } = this.frame.composition;
    return of !== null && draft?.id === of.draft && attachment.kind === "link" && attachment.link.url === of.url;
  }

  async #ask(url: string): Promise<Reading> {
    try {
      const answer = await this.frame.host.readPage(url, [...this.#allowed]);
      if (answer.read === "page") return { at: "read", page: answer.page };
      if (answer.read === "asks") return { at: "asks", host: answer.host, thisComputer: answer.this_computer };
      return { at: "failed", why: answer.why };
    } catch (thrown) {
      return { at: "failed", why: asProblem(thrown).message || words.failed };
    }
  }

  /** While something is reviewed or worked at in a dialog, the post stays as it is: the card offers it afterwards. */
  #fill(page: LinkPage): void {
    const { composition } = this.frame;
    const of = this.#of;
    if (!of || !this.#isOf(of) || composition.attachment.kind !== "link" || this.frame.whyNot()) return;
    if (page.picture) composition.know([page.picture]);
    const { link, put } = filled(composition.attachment.link, page, this.#put.get(of.draft) ?? nothingPut);
    this.#put.set(of.draft, put);
    composition.changeLink(link);
  }
}
