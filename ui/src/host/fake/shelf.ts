import { hostOf } from "../../compose/addresses";
import type * as c from "../contract";
import { captions, picture } from "./files";
import { bound, mended } from "./made";
import { drawing, frame, page } from "./pictures";
import type { Scene } from "./scenes";

export const never = <T>(): Promise<T> => new Promise<T>(() => {});

export function fail(message: string, code: c.Problem["code"] = "other"): Promise<never> {
  return Promise.reject<never>({ code, message } satisfies c.Problem);
}

/** What makes files of others. */
type Work = "mend" | "takeFrame" | "bind" | "readPage";

/** The files that were given to the pretend host, and what it makes of them. */
export class FakeFiles {
  readonly media = new Map<c.MediaId, c.MediaView>();
  /** what was to be made, in the order it was asked for */
  readonly asked: { work: Work; of: readonly c.MediaId[]; how: unknown }[] = [];
  /** what was opened outside of the window */
  opened: string[] = [];
  #held = new Map<Work, Promise<void>>();

  constructor(readonly scene: Scene) {}

  /** Answers such calls no more until the answer to this one is called. */
  hold(work: Work): () => void {
    let letGo = () => {};
    this.#held.set(work, new Promise((done) => (letGo = done)));
    return () => {
      this.#held.delete(work);
      letGo();
    };
  }

  async pickMedia(purpose: c.Purpose): Promise<c.Added> {
    if (this.scene === "busy") return never();
    const view = purpose === "captions" ? captions(50 + this.media.size) : picture(this.media.size);
    this.media.set(view.id, view);
    const refused =
      this.scene === "refused"
        ? [
            { name: "catalogue", why: "It is a folder. Add the pictures inside it." },
            { name: "old-link.jpg", why: "It points to a file that is not there." },
            { name: "cover.heic", why: "LinkedIn takes no HEIC. Export it as JPEG." },
          ]
        : [];
    return { media: [view], refused, left_out: null };
  }

  pasteMedia(): Promise<c.Added> {
    return this.pickMedia("anything");
  }

  async reexamine(ids: c.MediaId[]): Promise<c.MediaView[]> {
    return ids.flatMap((id) => this.media.get(id) ?? []);
  }

  async acknowledge(ids: c.MediaId[]): Promise<void> {
    for (const id of ids) this.#change(id, { changed_at: null });
  }

  async whyUndrawn(id: c.MediaId): Promise<string | null> {
    const view = this.media.get(id);
    if (view?.state.status !== "present") return "The file is gone.";
    return view.state.facts.kind === "video" && !view.state.facts.width
      ? "Galley does not decode films of the codec “prores”, and found no ffmpeg, which might."
      : null;
  }

  async mend(id: c.MediaId, wish: c.Wish, seen: c.Stamp | null): Promise<c.Mended> {
    await this.#work("mend", [id], wish);
    const view = this.media.get(id);
    if (seen !== null && view?.state.status === "present" && view.state.facts.stamp !== seen) {
      throw { code: "changed", message: "The file changed on the disk after you began." } satisfies c.Problem;
    }
    if (view?.state.status !== "present") return fail("The file is gone.", "not_found");
    const before = view.state.facts.bytes;
    const { name, facts, done } = mended(view.name, view.state.facts, wish);
    const copy_of: c.CopyOf = {
      ...{ original: id, name: view.name, done, now: { is: "same" } },
      wish: facts.kind === "captions" ? null : wish,
    };
    return { media: this.#made(name, facts, copy_of), before, after: facts.bytes, done, read_as: null };
  }

  async takeFrame(id: c.MediaId, atMs: number): Promise<c.MediaView> {
    await this.#work("takeFrame", [id], atMs);
    const view = this.media.get(id);
    if (view?.state.status !== "present" || view.state.facts.kind !== "video" || !view.state.facts.width)
      return fail("No picture could be taken out of the film: nothing here reads H.265.");
    const { width, height } = view.state.facts;
    const picture = { width, height, animated: false, frames: 1 };
    return this.#made(`press-run at ${atMs} ms.png`, {
      ...{ kind: "image", format: "png", bytes: 900_000, stamp: "taken" },
      ...picture,
    });
  }

  async captions(): Promise<c.Cue[]> {
    return [
      [0, 4_000, "This is the press room."],
      [4_000, 9_500, "Twelve thousand sheets an hour,\nwhen it runs well."],
      [10_000, 14_000, "Paper in here, paper out there."],
      [13_600, 20_000, "And somebody who listens."],
      [21_000, 27_000, "If it sounds wrong, it is wrong."],
    ].map(([start, end, text], at) => ({
      number: at + 1,
      start_ms: Number(start),
      end_ms: Number(end),
      text: String(text),
    }));
  }

  async bind(images: c.MediaId[], binding: c.Binding, onPage: (done: number) => void): Promise<c.MediaView> {
    images.forEach((_, done) => onPage(done));
    await this.#work("bind", images, binding);
    const views = images.flatMap((id) => this.media.get(id) ?? []);
    const { name, facts } = bound(views, binding);
    return this.#made(name, facts);
  }

  async stopBinding(): Promise<void> {}

  /** A page says what its host begins with: `intranet.` is in the own network, `broken.` cannot be read. */
  async readPage(address: string, allowed: string[]): Promise<c.LinkReading> {
    await this.#work("readPage", [], { address, allowed });
    const host = hostOf(address);
    if (!host) return { read: "failed", why: `“${address}” is not the address of a page.` };
    if (host.startsWith("intranet.") && !allowed.includes(host)) return { read: "asks", host, this_computer: false };
    if (host.startsWith("broken."))
      return { read: "failed", why: `The server of ${host} answers 503, which is no page; read it again later.` };
    const [view] = (await this.pickMedia("thumbnail")).media;
    const page: c.LinkPage = {
      title: `What ${host} says of itself`,
      description: "A page that was read by a pretended host.",
      picture: view ?? null,
      picture_alt_text: "A picture of the page",
      picture_left_out: null,
      canonical: null,
    };
    return { read: "page", page };
  }

  async openFile(id: c.MediaId): Promise<void> {
    this.opened.push(id);
  }

  async plays(): Promise<boolean> {
    return this.scene === "plays";
  }

  thumbnailUrl(id: c.MediaId, edge: number, stamp: string | null): string {
    return `${drawing(this.media.get(id), edge)}#${stamp ?? ""}`;
  }

  quickThumbnailUrl(id: c.MediaId, stamp: string): string {
    return this.thumbnailUrl(id, 24, stamp);
  }

  pageUrl(id: c.MediaId, number: number, edge: number, stamp: string): string {
    return `${page(this.media.get(id), number, edge)}#page=${number}&v=${stamp}`;
  }

  frameUrl(id: c.MediaId, atMs: number, edge: number, stamp: string): string {
    return `${frame(this.media.get(id), atMs, edge)}#at=${atMs}&v=${stamp}`;
  }

  filmUrl(id: c.MediaId, stamp: string): string {
    return `film/${id}?v=${stamp}`;
  }

  /** Keeps every list waiting, or has none, where the scene is about that. */
  protected async mood(): Promise<void> {
    if (this.scene === "busy") return never();
    if (this.scene === "error") return fail("No connection to the library: the database is locked.", "offline");
  }

  async #work(work: Work, of: readonly c.MediaId[], how: unknown): Promise<void> {
    this.asked.push({ work, of: [...of], how });
    await this.#held.get(work);
  }

  #change(id: c.MediaId, part: Partial<c.MediaView>): void {
    const view = this.media.get(id);
    if (view) this.media.set(id, { ...view, ...part });
  }

  #made(name: string, facts: c.Facts, copy_of: c.CopyOf | null = null): c.MediaView {
    const view: c.MediaView = {
      id: `m${100 + this.media.size}`,
      name,
      state: { status: "present", facts },
      changed_at: null,
      mendable: facts.kind === "image",
      copy_of,
    };
    this.media.set(view.id, view);
    return view;
  }
}
