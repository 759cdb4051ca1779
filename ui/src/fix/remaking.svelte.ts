import type { Swap } from "../compose/attachment";
import type { Composition } from "../compose/composition.svelte";
import type { CopyOf, Host, MediaId } from "../host/contract";
import type { Intake } from "../frame/intake.svelte";
import type { Notices } from "../frame/notices.svelte";
import { film } from "../words/film";
import { fix as words } from "../words/fix";
import { fileName } from "../words/names";

/** The window around it. */
interface Frame {
  readonly host: Host;
  readonly composition: Composition;
  readonly notices: Notices;
  readonly intake: Intake;
  waiting(): () => boolean;
  seek(media: MediaId): void;
}

/** Captions have one way only to be mended, so that nothing is wished for. */
const plain = { crop: null, upright: false, to: null, format: null, fit: false, keep_private: true };

/** Other files in the place of those of the post, where there is nothing to choose. */
export class Remaking {
  /** files whose place another is to take */
  busy = $state.raw<ReadonlySet<MediaId>>(new Set());

  constructor(private readonly frame: Frame) {}

  /** Writes captions anew as plain SRT. */
  respell(captions: MediaId): Promise<void> {
    return this.#during(captions, async (isWanted) => {
      const { media, read_as } = await this.frame.host.mend(captions, plain, null);
      if (isWanted()) this.#exchange({ old: captions, by: media }, words.respelled(fileName(media), read_as));
      return media.id;
    });
  }

  /** Takes the frame again that the video's thumbnail is, from the video as it is now. */
  retake(thumbnail: MediaId): Promise<void> {
    return this.#during(thumbnail, async (isWanted) => {
      const { composition, host, intake } = this.frame;
      const at_ms = momentOf(composition, thumbnail);
      if (composition.attachment.kind !== "video" || at_ms === null) return null;
      const view = await host.takeFrame(composition.attachment.video.media, at_ms);
      // Another may have been chosen meanwhile.
      if (!isWanted() || momentOf(composition, thumbnail) === null) return null;
      composition.know([view]);
      intake.accept({ to: "thumbnail", media: view.id, at_ms }, film.frameSet(at_ms));
      return view.id;
    });
  }

  /** Puts the original in the place of its copy. */
  takeBack(copy: MediaId, of: CopyOf): Promise<void> {
    return this.#during(copy, async (isWanted) => {
      const [view] = await this.frame.host.reexamine([of.original]);
      if (!view || !isWanted()) return null;
      this.#exchange({ old: copy, by: view }, words.originalUsed(fileName(of)));
      return view.id;
    });
  }

  #exchange(swap: Swap, said: string): void {
    this.frame.intake.exchange([swap], said);
  }

  /** `work` says what one goes on at, where the focus is still where it was. */
  async #during(media: MediaId, work: (isWanted: () => boolean) => Promise<MediaId | null>): Promise<void> {
    if (this.busy.has(media)) return;
    this.busy = new Set([...this.busy, media]);
    const isWanted = this.frame.waiting();
    const held = document.activeElement;
    try {
      const next = await work(isWanted);
      if (next && isWanted() && document.activeElement === held) this.frame.seek(next);
    } catch (thrown) {
      if (isWanted()) this.frame.notices.problem(thrown);
    } finally {
      this.busy = new Set([...this.busy].filter((other) => other !== media));
    }
  }
}

/** When in the video this thumbnail of it was taken; null where it is not its thumbnail, or no frame of it. */
function momentOf({ attachment }: Composition, thumbnail: MediaId): number | null {
  const chosen = attachment.kind === "video" ? attachment.video.thumbnail : null;
  return chosen?.media === thumbnail ? chosen.at_ms : null;
}
