import { filesOf } from "../../compose/attachment";
import { filesAside } from "../../compose/shelf";
import { visibleText } from "../../compose/pieces";
import type * as c from "../contract";
import { FakeAccounts } from "./accounts";
import { assess } from "./assess";
import { emptyDraft, opening } from "./drafts";
import { member } from "./people";
import { pastRuns } from "./publishing";
import type { Scene } from "./scenes";
import { fail } from "./shelf";

/** The drafts and the runs that are kept, in memory. */
export abstract class FakeLibrary extends FakeAccounts {
  readonly stock = new Map<c.DraftId, c.Draft>();
  history: c.Run[];
  saved: c.Draft[] = [];
  /** what was taken out of drafts */
  readonly asides = new Map<c.DraftId, c.LaidAside>();
  /** a run that an earlier page began: what it told so far, and how it ends */
  underWay: { draft: c.DraftId; told: readonly c.Progress[]; end: Promise<c.Published> } | null = null;
  #deleted = new Map<c.DraftId, c.Draft>();
  #next = 1;

  constructor(scene: Scene, now: () => number) {
    super(scene, now);
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
    this.history = scene === "empty" || scene === "no-account" ? [] : pastRuns(now());
  }

  async resume(): Promise<c.OpenDraft> {
    if (this.scene === "broken") return fail("The library could not be read: the disk is full.");
    return this.openDraft("d0");
  }

  async newDraft(): Promise<c.OpenDraft> {
    const draft = emptyDraft(this.named("new"), this.signedIn.length ? member : null);
    this.stock.set(draft.id, draft);
    return this.openDraft(draft.id);
  }

  async openDraft(id: c.DraftId): Promise<c.OpenDraft> {
    const draft = this.stock.get(id);
    if (!draft) return fail("This draft is not in the library any more.", "not_found");
    const aside = this.asides.get(id) ?? { attachments: [], files: [], sponsored: null };
    const media = this.viewsOf([...filesOf(draft.attachment), ...filesAside(aside)]);
    const last_run = this.history.find((one) => one.draft === id) ?? null;
    const publishing = this.underWay?.draft === id;
    return { draft, aside, media, assessment: assess(draft, this.media), last_run, publishing };
  }

  async edit(draft: c.Draft, aside: c.LaidAside | null): Promise<c.Edited> {
    const assessment = assess(draft, this.media);
    if (this.scene === "unsaved") {
      return { assessment, unsaved: { code: "other", message: "The draft could not be saved: the disk is full." } };
    }
    if (aside) this.asides.set(draft.id, aside);
    this.stock.set(draft.id, draft);
    this.saved.push(draft);
    return { assessment, unsaved: null };
  }

  async drafts(search: string): Promise<c.DraftRow[]> {
    await this.mood();
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
    await this.mood();
    return this.history.filter((one) => one.excerpt.toLowerCase().includes(search.toLowerCase()));
  }

  protected viewsOf(files: readonly c.MediaId[]): c.MediaView[] {
    return files.flatMap((file) => this.media.get(file) ?? []);
  }

  /** A name that nothing has yet. */
  protected named(kind: "new" | "copy" | "r"): string {
    return `${kind}${this.#next++}`;
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
      sponsored: draft.sponsored !== null,
      author_name: draft.author === member ? "Sandbox Member" : draft.author ? "Sandbox Bindery" : null,
      edited_at: this.now() - index * 40_000_000,
    };
  }
}
