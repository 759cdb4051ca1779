import type { Contact, Mentionable } from "../contract";
import { fail, FakeFiles } from "./shelf";

/** The pages that the pretended LinkedIn knows, by what their addresses end with. */
const pages: Record<string, Omit<Mentionable, "own" | "sandbox" | "kind">> = {
  "sandbox-press": { urn: "urn:li:organization:1003", name: "Sandbox Press (Nordic)" },
};

/** The address book, in memory. */
export abstract class FakeAddressBook extends FakeFiles {
  book: Contact[] = [
    { urn: "urn:li:organization:2001", name: "Sandbox Paper & Board", sandbox: true, used_at: 2 },
    { urn: "urn:li:person:Ada", name: "Example Reader", sandbox: false, used_at: 1 },
  ];
  /** what LinkedIn was asked for */
  lookedUp: string[] = [];

  async mentionable(search: string, account: string | null): Promise<Mentionable[]> {
    const own: Contact[] = account
      ? [{ urn: "urn:li:organization:1001", name: "Sandbox Bindery", sandbox: true, used_at: null }]
      : [];
    const view = (own: boolean) => (one: Contact) => mentionable(one, own);
    return [...(await this.contacts(search)).map(view(false)), ...matching(own, search).map(view(true))];
  }

  async contacts(search: string): Promise<Contact[]> {
    return matching(this.book, search);
  }

  async keepContact(name: string, urn: string, insteadOf: Contact | null): Promise<Contact> {
    if (!/^urn:li:(?:person|organization):\w+$/u.test(urn)) {
      return fail(`“${urn}” is not a LinkedIn URN; one looks like urn:li:organization:2414183.`);
    }
    if (!name.trim()) return fail("The name is empty; write it exactly as LinkedIn shows it.");
    const contact = { urn, name: name.trim(), sandbox: false, used_at: insteadOf?.used_at ?? null };
    this.book = [...this.book.filter((one) => one.urn !== insteadOf?.urn), contact];
    return contact;
  }

  async restoreContact(contact: Contact): Promise<void> {
    this.book = [...this.book, contact];
  }

  async removeContact(urn: string): Promise<void> {
    this.book = this.book.filter((one) => one.urn !== urn);
  }

  async mentioned(): Promise<void> {}

  async findPage(_account: string, typed: string): Promise<Mentionable> {
    this.lookedUp.push(typed);
    const handle =
      typed
        .replace(/^@|\/$/gu, "")
        .split("/")
        .at(-1)
        ?.toLowerCase() ?? "";
    const page = pages[handle];
    if (!page) return fail(`LinkedIn knows no page “${handle}”. The text stays as it is.`, "not_found");
    const contact = { ...page, sandbox: true, used_at: 3 };
    this.book = [contact, ...this.book];
    return mentionable(contact, false);
  }
}

function matching(book: readonly Contact[], search: string): Contact[] {
  return book.filter(({ name, urn }) => `${name} ${urn}`.toLowerCase().includes(search.toLowerCase()));
}

function mentionable({ urn, name, sandbox }: Contact, own: boolean): Mentionable {
  return { urn, name, kind: urn.includes(":person:") ? "member" : "page", own, sandbox };
}
