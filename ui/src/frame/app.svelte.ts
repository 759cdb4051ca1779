import { getContext, setContext, tick } from "svelte";

import { Roster } from "../accounts/roster.svelte";
import { Composition } from "../compose/composition.svelte";
import { Cues } from "../compose/cues.svelte";
import { PageReader } from "../compose/pageReader.svelte";
import type {
  DraftId,
  Host,
  MediaId,
  News,
  OpenDraft,
  Outcome,
  Problem,
  RunId,
  SponsoredField,
} from "../host/contract";
import { Remaking } from "../fix/remaking.svelte";
import { Press } from "../publish/press.svelte";
import { Unsent } from "../published/unsent.svelte";
import { Preferences } from "../settings/preferences.svelte";
import { frame as words } from "../words/frame";
import { systemLocale } from "../words/locales";
import { asProblem } from "../words/problems";
import { publish } from "../words/publish";
import { published } from "../words/published";
import { tray } from "../words/tray";
import { Intake } from "./intake.svelte";
import { Notices } from "./notices.svelte";
import { Workbench } from "./workbench.svelte";

export const screens = ["compose", "drafts", "published", "accounts", "settings"] as const;
export type Screen = (typeof screens)[number];

/** Everything the window knows, in one place; made once, handed to components through context. */
export class App extends Workbench {
  screen = $state<Screen>("compose");
  /** files are being dragged over the window */
  dragging = $state(false);
  /** counts up when the caret is wanted back in the text */
  wanted = $state(0);
  opening = $state.raw<Problem | null>(null);
  /** the file at whose card one goes on; the tray goes there */
  sought = $state.raw<MediaId | null>(null);
  /** what of an advertisement one goes on with; the composer goes there */
  wantedField = $state.raw<SponsoredField | null>(null);
  /** counts up when LinkedIn said what became of published posts */
  seen = $state(0);
  /** this window can play a film */
  plays = $state(false);

  readonly notices = new Notices(() => this.screen);
  readonly composition: Composition;
  readonly roster: Roster;
  readonly preferences: Preferences;
  readonly cues: Cues;
  readonly page: PageReader;
  readonly press: Press;
  readonly intake: Intake;
  readonly remaking: Remaking;
  readonly unsent: Unsent;

  /** counts the wishes for a draft or a screen: what comes for an earlier one is no longer wanted */
  #wish = 0;

  constructor(readonly host: Host) {
    super();
    this.composition = new Composition(host, () => this.preferences.now.captions_locale ?? systemLocale());
    this.roster = new Roster(host, () => this.composition.reassess());
    this.preferences = new Preferences(host);
    this.cues = new Cues(host);
    this.page = new PageReader(this);
    this.press = new Press(host, this.composition, () => void this.roster.load());
    this.intake = new Intake(this);
    this.remaking = new Remaking(this);
    this.unsent = new Unsent(host);
  }

  async start(): Promise<void> {
    void this.preferences.load().catch((thrown) => this.notices.problem(thrown));
    void this.roster.load();
    void this.#learnWhetherItPlays();
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

  /** A new draft that says what a post says takes the bench; what could not be taken over is said. */
  async duplicate(run: RunId): Promise<void> {
    let leftOut: string | null = null;
    const made = async () => {
      const { draft, left_out } = await this.host.duplicatePost(run);
      leftOut = left_out;
      return draft;
    };
    await this.#open(made);
    if (this.screen === "compose") this.notices.show([published.duplicated, leftOut].filter(Boolean).join(". "));
  }

  /** A blank draft is as good as a new one, unless something of an earlier post would come back in it. */
  async newPost(): Promise<void> {
    if (this.composition.fresh) {
      // It was about the post before.
      this.composition.strays.clear();
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
    const replaced = await this.#replace(lastRun.draft);
    if (replaced && this.screen === "compose") this.notices.show(publish.foundPublished);
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
    // What LinkedIn switched off meanwhile is told there.
    if (screen === "settings") void this.preferences.lookAtVersion().catch(() => {});
  }

  /** Leads to what a file is worked at with, once it has its card and the dialog that goes away gave the focus back. */
  seek(media: MediaId): void {
    void tick().then(() => (this.sought = media));
  }

  /** Opens a file in the system's own player or viewer. */
  openFile(media: MediaId): void {
    void this.host.openFile(media).catch((thrown) => this.notices.problem(thrown));
  }

  /** Opens the post that the draft shares, as it is written by now. */
  openShared(): void {
    const id = this.composition.draft?.id;
    if (id === undefined) return;
    const open = async () => {
      await this.composition.flush();
      await this.host.openShared(id);
    };
    void open().catch((thrown) => this.notices.problem(thrown));
  }

  hear(news: News): void {
    if (news.kind === "drag_over") this.dragging = true;
    else if (news.kind === "drag_left" || news.kind === "dropping") this.dragging = false;
    if (news.kind === "drag_over" || news.kind === "drag_left") return;
    if (news.kind === "files_changed") void this.composition.changedOnDisk(news.ids).catch(() => {});
    else if (news.kind === "accounts_changed") void this.roster.load();
    else if (news.kind === "posts_seen") {
      this.seen += 1;
      if (news.troubles.length) this.notices.problem({ code: "other", message: news.troubles.join("\n") });
    } else if (news.kind === "revived")
      this.notices.problem({ code: "other", message: news.unsaved ? words.revivedUnsaved : words.revived });
    else if (news.kind === "close_held" && news.why === "changing") this.notices.show(words.closeChanging);
    else if (news.kind === "close_held")
      this.notices.show(
        news.why === "unsaved"
          ? words.closeUnsaved
          : words.closeHeld(this.press.stage.at === "run" && this.press.cancellable),
      );
    else this.intake.hear(news);
  }

  /** The files may have changed while another program had the focus. */
  lookAgain(): void {
    // A file that cannot be looked at now is looked at again before it is sent.
    void this.composition.reexamine().catch(() => {});
  }

  /** What is reviewed or sent, or worked at in a dialog, stays as it is; and what is not open yet takes nothing. */
  whyNot(): string | null {
    if (!this.composition.draft) return tray.notYet;
    if (this.press.stage.at !== "rest") return publish.notNow;
    return this.task && tray.notBehind;
  }

  async #learnWhetherItPlays(): Promise<void> {
    try {
      this.plays = await this.host.plays();
    } catch {
      // The system's own player is the way then.
    }
  }

  /** Lays a draft on the bench and shows it once it lies there, unless something else is wished for meanwhile. */
  async #open(next: () => Promise<OpenDraft>): Promise<void> {
    this.press.rest();
    if (this.press.stage.at === "run") return;
    const mine = ++this.#wish;
    const isWanted = () => mine === this.#wish && this.press.stage.at === "rest";
    if (await this.#lay(next, isWanted)) this.screen = "compose";
  }

  /** A run that is over by now is in the draft, when that is opened anew. */
  async #watch(): Promise<void> {
    const id = this.composition.draft?.id;
    if (id === undefined || (await this.press.watch())) return;
    await this.#lay(
      () => this.host.openDraft(id),
      () => this.composition.isOnBench(id),
    );
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
      if (laid) {
        this.opening = null;
        // It was about the draft before.
        this.task = null;
        if (this.composition.publishing) void this.#watch();
      }
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
