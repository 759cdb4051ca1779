import { Saver } from "../compose/saver";
import { known, type Host, type Settings } from "../host/contract";

const first: Settings = {
  appearance: "system",
  api_version: known.api_version,
  proof: { device: "phone", width: 390, text_scale: 1, dark: false },
  captions_locale: null,
};

/** `LinkedIn-Version`: YYYYMM. */
export function isApiVersion(text: string): boolean {
  return /^20\d{2}(0[1-9]|1[0-2])$/.test(text);
}

/** The settings as they are now. A change shows at once; it is written in its turn, and tried again when it cannot be. */
export class Preferences {
  now = $state.raw<Settings>(first);

  readonly #saver: Saver<Settings, Settings>;

  constructor(private readonly host: Host) {
    this.#saver = new Saver((settings) => host.changeSettings(settings), { saved: () => {}, failed: () => {} });
  }

  async load(): Promise<void> {
    this.now = await this.host.settings();
  }

  /** Resolves when it is written; rejects with the reason when the attempt fails. */
  change(part: Partial<Settings>): Promise<void> {
    this.now = { ...this.now, ...part };
    this.#saver.submit(this.now);
    return this.#saver.flush();
  }
}
