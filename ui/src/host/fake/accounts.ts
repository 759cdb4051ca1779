import type * as c from "../contract";
import { FakeAddressBook } from "./address_book";
import { pastedAccount, sandboxAccount } from "./people";
import type { Scene } from "./scenes";
import { fail, never } from "./shelf";

/** Who is signed in, and what was set. */
export abstract class FakeAccounts extends FakeAddressBook {
  signedIn: c.AccountView[];
  vault: c.Vault = { state: "ready" };
  chosen: c.Settings = {
    appearance: "system",
    pinned_version: null,
    proof: { device: "phone", width: 390, text_scale: 1, dark: false },
    captions_locale: null,
  };
  /** what there is to say of the API version beside the usual */
  versionSaid: Partial<c.VersionView> = {};
  /** what there is to tell where accounts are shown */
  apiNotes: string[] = [];

  constructor(
    scene: Scene,
    readonly now: () => number,
  ) {
    super(scene);
    this.signedIn = scene === "no-account" ? [] : [sandboxAccount()];
    if (!["empty", "no-account"].includes(scene)) this.signedIn.push(pastedAccount(now(), "keyring"));
    if (scene === "vault-missing")
      this.vault = { state: "missing", why: "No Secret Service answers on the session bus." };
    if (scene === "vault-locked") this.vault = { state: "locked", why: "The login keyring is locked." };
  }

  async accounts(): Promise<c.Accounts> {
    await this.mood();
    return { accounts: this.signedIn, vault: this.vault, notes: this.apiNotes };
  }

  async addToken(token: string, keep: "keyring" | "memory"): Promise<c.AccountView> {
    if (this.scene === "busy") return never();
    if (token.length < 8) return fail("LinkedIn does not accept this token (401).", "token_refused");
    if (keep === "keyring" && this.vault.state !== "ready") return fail(this.vault.why, `vault_${this.vault.state}`);
    const account = pastedAccount(this.now(), keep);
    this.signedIn = [...this.signedIn.filter((one) => one.id !== account.id), account];
    return account;
  }

  async refreshAccount(id: c.AccountId): Promise<c.AccountView> {
    return this.signedIn.find((one) => one.id === id) ?? fail("This account is gone.", "not_found");
  }

  async removeAccount(id: c.AccountId): Promise<void> {
    this.signedIn = this.signedIn.filter((one) => one.id !== id);
  }

  async retryVault(): Promise<c.Vault> {
    return this.vault;
  }

  async settings(): Promise<c.Settings> {
    return this.chosen;
  }

  async changeSettings(settings: c.Settings): Promise<c.Settings> {
    this.chosen = settings;
    return settings;
  }

  async apiVersion(): Promise<c.VersionView> {
    const pinned = this.chosen.pinned_version;
    const in_use = pinned ?? "202609";
    const sunset = `LinkedIn switches ${in_use} off about 15 September 2027.`;
    return { in_use, pinned: pinned !== null, sunset, warning: null, changed: null, ...this.versionSaid };
  }

  async openLink(url: string): Promise<void> {
    this.opened.push(url);
  }
}
