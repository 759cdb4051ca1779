import { Saver } from "../compose/saver";
import type { Host, Settings, VersionView } from "../host/contract";

const first: Settings = {
  appearance: "system",
  pinned_version: null,
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
  /** what LinkedIn is asked for, and what there is to say of it; null until it is known */
  version = $state.raw<VersionView | null>(null);

  readonly #saver: Saver<Settings, Settings>;

  constructor(private readonly host: Host) {
    this.#saver = new Saver((settings) => host.changeSettings(settings), { saved: () => {}, failed: () => {} });
  }

  async load(): Promise<void> {
    this.now = await this.host.settings();
    await this.lookAtVersion();
  }

  /** It changes with the setting, with what LinkedIn switches off, and with the day. */
  async lookAtVersion(): Promise<void> {
    this.version = await this.host.apiVersion();
  }

  /** Resolves when it is written; rejects with the reason when the attempt fails. */
  change(part: Partial<Settings>): Promise<void> {
    this.now = { ...this.now, ...part };
    this.#saver.submit(this.now);
    return this.#saver.flush();
  }
}
