import { getContext, setContext } from "svelte";

import { Roster } from "../accounts/roster.svelte";
import { Composition } from "../compose/composition.svelte";
import type { Added, Host, OpenDraft, Problem } from "../host/contract";
import { Press } from "../publish/press.svelte";
import { Preferences } from "../settings/preferences.svelte";
import { asProblem } from "../words/problems";
import { tray } from "../words/tray";
import { Notices } from "./notices.svelte";

export const screens = ["compose", "drafts", "published", "accounts", "settings"] as const;
export type Screen = (typeof screens)[number];

/** Everything the window knows, in one place; made once, handed to components through context. */
export class App {
  screen = $state<Screen>("compose");
  /** files are being dragged over the window */
  dragging = $state(false);
  /** files are being read */
  taking = $state(false);
  opening = $state.raw<Problem | null>(null);

  readonly notices = new Notices();
  readonly composition: Composition;
  readonly roster: Roster;
  readonly preferences: Preferences;
  readonly press: Press;

  constructor(readonly host: Host) {
    this.composition = new Composition(host);
    this.roster = new Roster(host);
    this.preferences = new Preferences(host);
    this.press = new Press(host, this.composition);
  }

  async start(): Promise<void> {
    void this.preferences.load().catch((thrown) => this.notices.problem(thrown));
    void this.roster.load();
    await this.#lay(() => this.host.resume());
  }

  /** Lays a draft on the bench and shows it. */
  async open(next: () => Promise<OpenDraft>): Promise<void> {
    this.press.rest();
    if (this.press.stage.at === "run") return;
    this.screen = "compose";
    await this.#lay(next);
  }

  /** A blank draft is as good as a new one. */
  async newPost(): Promise<void> {
    if (this.composition.blank) {
      this.press.rest();
      this.screen = "compose";
      this.composition.opened += 1;
    } else await this.open(() => this.host.newDraft());
  }

  /** The draft on the bench was deleted: a new one takes its place, without leaving the screen. */
  replaceDeleted(): Promise<void> {
    return this.#lay(() => this.host.newDraft());
  }

  show(screen: Screen): void {
    this.screen = screen;
    if (screen === "accounts") void this.roster.load();
  }

  async take(from: () => Promise<Added>): Promise<void> {
    if (!this.composition.draft || this.taking) return;
    this.taking = true;
    try {
      this.received(await from());
    } catch (thrown) {
      this.notices.problem(thrown);
    } finally {
      this.taking = false;
    }
  }

  /** Files let go over the window, whichever screen is shown. */
  dropped(added: Added): void {
    if (!this.composition.draft) return;
    this.screen = "compose";
    this.received(added);
  }

  /** The files may have changed while another program had the focus. */
  lookAgain(): void {
    // A file that cannot be looked at now is looked at again before it is sent.
    void this.composition.reexamine().catch(() => {});
  }

  received(added: Added): void {
    const fresh = this.composition.take(added);
    if (fresh) this.notices.say(tray.added(fresh));
  }

  async #lay(next: () => Promise<OpenDraft>): Promise<void> {
    try {
      await this.composition.open(next);
      this.opening = null;
    } catch (thrown) {
      if (this.composition.draft) this.notices.problem(thrown);
      else this.opening = asProblem(thrown);
    }
  }
}

const key = Symbol("app");

export function provideApp(app: App): void {
  setContext(key, app);
}

export function useApp(): App {
  return getContext<App>(key);
}
