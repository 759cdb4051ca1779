import { known, type Host, type Settings } from "../host/contract";

const first: Settings = {
  appearance: "system",
  api_version: known.api_version,
  proof: { device: "phone", width: 390, text_scale: 1, dark: false },
};

/** `LinkedIn-Version`: YYYYMM. */
export function isApiVersion(text: string): boolean {
  return /^20\d{2}(0[1-9]|1[0-2])$/.test(text);
}

/** The settings as they are now; a change shows at once and is taken back when it could not be kept. */
export class Preferences {
  now = $state.raw<Settings>(first);

  constructor(private readonly host: Host) {}

  async load(): Promise<void> {
    this.now = await this.host.settings();
  }

  async change(part: Partial<Settings>): Promise<void> {
    const before = this.now;
    const wanted = { ...before, ...part };
    this.now = wanted;
    try {
      const kept = await this.host.changeSettings(wanted);
      if (this.now === wanted) this.now = kept;
    } catch (thrown) {
      if (this.now === wanted) this.now = before;
      throw thrown;
    }
  }
}
