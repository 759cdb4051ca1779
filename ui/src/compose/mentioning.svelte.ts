import type { App } from "../frame/app.svelte";
import type { Mentionable } from "../host/contract";
import { mentions as words } from "../words/mentions";
import { isHandle, type Asked } from "./mentions";

/** A row of the list: somebody, a question to LinkedIn, or the address book. */
export type Choice = { do: "mention"; who: Mentionable } | { do: "look-up"; typed: string } | { do: "address-book" };

/** What the list needs of the editor. */
export interface Text {
  /** Where a place in the document stands on the screen. */
  where(position: number): { left: number; top: number; bottom: number } | null;
  hold(asked: Pick<Asked, "from" | "to">): void;
  /** Puts a mention in the place that is held; whether the same words still stood there. */
  mention(who: Mentionable): boolean;
  focus(): void;
}

/** Whom to mention: what is asked for at the caret, who is found for it, and looking pages up. */
export class Mentioning {
  asked = $state.raw<Asked | null>(null);
  active = $state(-1);
  text: Text | null = null;
  #found = $state.raw<readonly Mentionable[]>([]);
  /** what was found for this */
  #for = $state.raw<string | null>(null);
  /** the sign at which the list is not wanted */
  #dismissed = $state<number | null>(null);
  #question = 0;

  readonly choices = $derived.by<readonly Choice[]>(() => {
    const { asked } = this;
    if (!asked || this.#dismissed === asked.from || this.#for === null) return [];
    const typed = asked.typed;
    if (asked.kind === "address") return [{ do: "look-up", typed }];
    const people = this.#found.map((who) => ({ do: "mention", who }) as const);
    if (typed && !isHandle(typed)) return people;
    const lookUp = typed ? [{ do: "look-up", typed } as const] : [];
    return [...people, ...lookUp, { do: "address-book" }];
  });

  constructor(readonly app: App) {}

  /** The caret is there now; called at every change of the text or the selection. */
  at(asked: Asked | null): void {
    const { asked: before } = this;
    if (!asked && !before) return;
    if (asked && before && asked.from === before.from && asked.to === before.to && asked.typed === before.typed) return;
    if (!asked || asked.from !== before?.from) {
      this.#dismissed = null;
      this.#for = null;
      this.active = -1;
    }
    this.asked = asked;
    if (asked) void this.#search(asked);
  }

  dismiss(): void {
    this.#dismissed = this.asked?.from ?? null;
    this.active = -1;
  }

  /** Whether the key was for the list. LinkedIn is asked only by who chose that row. */
  key(event: KeyboardEvent): boolean {
    const { choices } = this;
    if (!choices.length || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      const from = this.active < 0 && step < 0 ? 0 : this.active;
      this.active = (from + step + choices.length) % choices.length;
    } else if ((event.key === "Enter" || event.key === "Tab") && choices[this.active] && !event.shiftKey) {
      this.choose(this.active);
    } else if (event.key === "Escape") this.dismiss();
    else return false;
    return true;
  }

  choose(index: number): void {
    const choice = this.choices[index];
    const { asked } = this;
    if (!choice || !asked) return;
    this.text?.hold(asked);
    this.dismiss();
    if (choice.do === "mention") this.put(choice.who);
    else if (choice.do === "look-up") void this.lookUp(choice.typed);
    else this.app.task = { at: "address-book", choose: (who) => this.put(who) };
  }

  /** Mentions somebody where that was asked for. */
  put(who: Mentionable): void {
    if (!this.text?.mention(who)) {
      this.app.notices.show(words.moved(who.name));
      return;
    }
    this.text.focus();
    this.app.notices.say(words.mentioned(who.name));
    // Only the order of the list hangs on it.
    void this.app.host.mentioned(who.urn, who.sandbox).catch(() => {});
  }

  /** Asks LinkedIn for a page; it is mentioned in the place that is held. */
  async lookUp(typed: string): Promise<void> {
    const { app } = this;
    const account = app.composition.draft?.account;
    if (!account) {
      app.notices.show(words.nobodyToAsk);
      return;
    }
    const isWanted = app.waiting();
    app.notices.show(words.lookingUp(typed));
    try {
      const who = await app.host.findPage(account, typed);
      if (isWanted()) this.put(who);
      else app.notices.show(words.moved(who.name));
    } catch (thrown) {
      app.notices.problem(thrown);
    }
  }

  async #search({ typed, kind }: Asked): Promise<void> {
    const mine = ++this.#question;
    let found: readonly Mentionable[] = [];
    if (kind === "sign") {
      try {
        found = await this.app.host.mentionable(typed, this.app.composition.draft?.account ?? null);
      } catch {
        // LinkedIn can still be asked, and the text is written on.
      }
    }
    if (mine !== this.#question || this.asked?.typed !== typed) return;
    const before = this.choices.length;
    this.#found = found;
    this.#for = typed;
    // Return goes to somebody who is known; asking LinkedIn is chosen by hand.
    this.active = found.length ? 0 : -1;
    const { length } = this.choices;
    if (length && length !== before) this.app.notices.say(words.found(found.length));
  }
}
