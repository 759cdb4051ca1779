import { getContext, setContext, tick } from "svelte";

import { Roster } from "../accounts/roster.svelte";
import { Composition } from "../compose/composition.svelte";
import type { Added, DraftId, Host, OpenDraft, Outcome, Problem, Run, RunId } from "../host/contract";
import { Press } from "../publish/press.svelte";
import { Preferences } from "../settings/preferences.svelte";
import { asProblem } from "../words/problems";
import { publish } from "../words/publish";
import { tray } from "../words/tray";
import { Notices } from "./notices.svelte";

export const screens = ["compose", "drafts", "published", "accounts", "settings"] as const;
export type Screen = (typeof screens)[number];

/** Everything the window knows, in one place; made once, handed to components through context. */
export class App {
  screen = $state<Screen>("compose");
  /** files are being dragged over the window */
  dragging = $state(false);
  /** counts up when the caret is wanted back in the text */
  wanted = $state(0);
  opening = $state.raw<Problem | null>(null);

  readonly notices = new Notices();
  readonly composition: Composition;
  readonly roster: Roster;
  readonly preferences: Preferences;
  readonly press: Press;

  readonly #begun = Date.now();
  /** counts the wishes for a draft or a screen: what comes for an earlier one is no longer wanted */
  #wish = 0;
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

  constructor(readonly host: Host) {
    this.composition = new Composition(host);
    this.roster = new Roster(host, () => this.composition.reassess());
    this.preferences = new Preferences(host);
    this.press = new Press(host, this.composition, () => void this.roster.load());
  }

  async start(): Promise<void> {
    void this.preferences.load().catch((thrown) => this.notices.problem(thrown));
    void this.roster.load();
    await this.#lay(
      () => this.host.resume(),
      () => !this.composition.draft,
    );
  }

  /** The draft that lies on the bench is only shown. */
  async openDraft(id: DraftId): Promise<void> {
    if (this.composition.isOnBench(id)) this.show("compose");
    else await this.#open(() => this.host.openDraft(id));
  }

  /** A blank draft is as good as a new one. */
  async newPost(): Promise<void> {
    if (this.composition.blank) {
      this.press.rest();
      this.show("compose");
      this.composition.opened += 1;
    } else await this.#open(() => this.host.newDraft());
  }

  /** The draft on the bench was deleted: a new one takes its place, without leaving the screen. */
  async replaceDeleted(id: DraftId): Promise<void> {
    if (this.composition.isOnBench(id)) await this.#replace(id);
  }

  /** What was published is done, wherever that was found out: the bench is cleared for the next post. */
  async settled(run: RunId, outcome: Outcome): Promise<void> {
    const { lastRun, published } = this.composition;
    if (outcome.outcome !== "published" || lastRun?.id !== run || !published || this.press.stage.at !== "rest") return;
    if (await this.#replace(lastRun.draft)) this.notices.show(publish.foundPublished);
  }

  /** What was rehearsed went with its sandbox when Galley quit. */
  isOver(run: Run): boolean {
    return run.sandbox && run.started_at < this.#begun;
  }

  /** Out of the publish dialogs, to where one was writing. */
  backToDraft(): void {
    this.press.rest();
    // Once the dialog that goes away has given the focus back to where it was.
    void tick().then(() => (this.wanted += 1));
  }

  show(screen: Screen): void {
    this.#wish += 1;
    this.screen = screen;
    if (screen === "accounts") void this.roster.load();
  }

  /** Lets files be chosen; while they are, nothing is being read yet. */
  async pick(): Promise<void> {
    if (this.#choosing || this.#refuses()) return;
    this.#choosing = true;
    await this.#receive(this.composition.draft?.id, this.host.pickMedia());
    this.#choosing = false;
    this.#picked = false;
  }

  /** Files were chosen. */
  picked(): void {
    this.#picked = this.#choosing;
  }

  /** Takes what the clipboard holds, one paste after the other; `otherwise` where it holds nothing to attach. */
  paste(otherwise: () => void = () => {}): Promise<void> {
    if (this.#refuses()) return Promise.resolve();
    const draft = this.composition.draft?.id;
    this.#reading += 1;
    const mine = this.#before.then(async () => {
      const added = await this.#receive(draft, this.host.pasteMedia());
      this.#reading -= 1;
      if (!added?.media.length && !added?.refused.length) otherwise();
    });
    this.#before = mine;
    return mine;
  }

  /** Files are let go over the window, whichever screen is shown; they are for the draft that lies here now. */
  dropping(drop: number): void {
    if (this.#refuses()) return;
    this.show("compose");
    const draft = this.composition.draft?.id;
    const coming = new Promise<Added>((taken, failed) => this.#drops.set(drop, { taken, failed }));
    this.#reading += 1;
    void this.#receive(draft, coming).then(() => {
      this.#drops.delete(drop);
      this.#reading -= 1;
    });
  }

  dropped(drop: number, added: Added): void {
    this.#drops.get(drop)?.taken(added);
  }

  dropFailed(drop: number, problem: Problem): void {
    this.#drops.get(drop)?.failed(problem);
  }

  /** The files may have changed while another program had the focus. */
  lookAgain(): void {
    // A file that cannot be looked at now is looked at again before it is sent.
    void this.composition.reexamine().catch(() => {});
  }

  /** What is reviewed or sent stays as it is, and what is not open yet takes nothing. */
  #refuses(): boolean {
    const why = !this.composition.draft ? tray.notYet : this.press.stage.at !== "rest" ? publish.notNow : null;
    if (why) this.notices.show(why);
    return why !== null;
  }

  async #receive(draft: DraftId | undefined, coming: Promise<Added>): Promise<Added | null> {
    try {
      const added = await coming;
      const files = added.media.length + added.refused.length;
      if (!files || this.#refuses()) return added;
      if (draft && this.composition.isOnBench(draft)) this.#take(added);
      else this.notices.show(tray.tooLate(files));
      return added;
    } catch (thrown) {
      this.notices.problem(thrown);
      return null;
    }
  }

  #take(added: Added): void {
    const fresh = this.composition.take(added);
    if (fresh) this.notices.say(tray.added(fresh));
  }

  /** Lays a draft on the bench and shows it once it lies there, unless something else is wished for meanwhile. */
  async #open(next: () => Promise<OpenDraft>): Promise<void> {
    this.press.rest();
    if (this.press.stage.at === "run") return;
    const mine = ++this.#wish;
    const isWanted = () => mine === this.#wish && this.press.stage.at === "rest";
    if (await this.#lay(next, isWanted)) this.screen = "compose";
  }

  /** Another draft may have been opened in its place before the new one comes. */
  #replace(id: DraftId): Promise<boolean> {
    return this.#lay(
      () => this.host.newDraft(),
      () => this.composition.isOnBench(id),
    );
  }

  async #lay(next: () => Promise<OpenDraft>, isWanted: () => boolean): Promise<boolean> {
    try {
      const laid = await this.composition.open(next, isWanted);
      if (laid) this.opening = null;
      return laid;
    } catch (thrown) {
      if (!isWanted()) return false;
      if (!this.composition.draft) this.opening = asProblem(thrown);
      // Where the bench is empty and shown, it says so itself.
      if (this.composition.draft || this.screen !== "compose") this.notices.problem(thrown);
      return false;
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
