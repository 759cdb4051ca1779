import type { AccountId, AccountView, AuthorView, Draft, Host, Problem, Urn, Vault } from "../host/contract";
import { asProblem } from "../words/problems";

/** One who can be posted as, with the account that can do it. */
export interface Byline {
  /** names both, for a select */
  key: string;
  account: AccountView;
  author: AuthorView;
}

function bylineKey(account: AccountId, author: Urn): string {
  return `${account} ${author}`;
}

/** The accounts and everyone they can post as. */
export class Roster {
  accounts = $state.raw<readonly AccountView[]>([]);
  vault = $state.raw<Vault>({ state: "ready" });
  /** what there is to say of LinkedIn's API */
  notes = $state.raw<readonly string[]>([]);
  loaded = $state(false);
  problem = $state.raw<Problem | null>(null);

  readonly bylines = $derived<readonly Byline[]>(
    this.accounts.flatMap((account) =>
      account.authors.map((author) => ({ key: bylineKey(account.id, author.urn), account, author })),
    ),
  );

  /** `onchange` is told when they are no longer what they were. */
  constructor(
    private readonly host: Host,
    private readonly onchange: () => void = () => {},
  ) {}

  async load(): Promise<void> {
    try {
      const { accounts, vault, notes } = await this.host.accounts();
      this.#put(accounts);
      this.vault = vault;
      this.notes = notes;
      this.problem = null;
      this.loaded = true;
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  of(draft: Draft | null): Byline | null {
    if (!draft?.account || !draft.author) return null;
    const key = bylineKey(draft.account, draft.author);
    return this.bylines.find((byline) => byline.key === key) ?? null;
  }

  async add(token: string, keep: AccountView["kept"]): Promise<AccountView> {
    const account = await this.host.addToken(token, keep);
    await this.load();
    return account;
  }

  async refresh(id: AccountId): Promise<void> {
    try {
      const fresh = await this.host.refreshAccount(id);
      this.#put(this.accounts.map((account) => (account.id === id ? fresh : account)));
      // Asking may have shown that an API version is switched off.
      await this.load();
    } catch (refused) {
      // A refused token has ended, and the account says so.
      await this.load();
      throw refused;
    }
  }

  async remove(id: AccountId): Promise<void> {
    try {
      await this.host.removeAccount(id);
    } finally {
      // It is forgotten also where its token stays behind in the keyring.
      await this.load();
    }
  }

  async retryVault(): Promise<Vault> {
    const vault = await this.host.retryVault();
    await this.load();
    this.vault = vault;
    return vault;
  }

  #put(accounts: readonly AccountView[]): void {
    const changed = this.loaded && JSON.stringify(accounts) !== JSON.stringify(this.accounts);
    this.accounts = accounts;
    if (changed) this.onchange();
  }
}
