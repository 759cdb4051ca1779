import type { AccountView } from "../contract";

const day = 86_400_000;

export const member = "urn:li:person:sandbox1";
export const page = "urn:li:organization:1001";

export function sandboxAccount(): AccountView {
  return {
    id: "sandbox",
    provider: "linkedin",
    sandbox: true,
    label: "Sandbox Member",
    authors: [
      {
        urn: member,
        name: "Sandbox Member",
        kind: "member",
        role: null,
        followers: null,
        may_post: true,
        why_not: null,
      },
      {
        urn: page,
        name: "Sandbox Bindery",
        kind: "page",
        role: "ADMINISTRATOR",
        followers: 12_480,
        may_post: true,
        why_not: null,
      },
      {
        urn: "urn:li:organization:1002",
        name: "Sandbox Type Foundry",
        kind: "page",
        role: "ANALYST",
        followers: 260,
        may_post: false,
        why_not: "Your role ANALYST cannot post; ask for CONTENT_ADMINISTRATOR.",
      },
    ],
    expires_at: null,
    state: "ready",
    may_read: true,
    requests_today: null,
    kept: "keyring",
  };
}

export function pastedAccount(now: number, kept: AccountView["kept"]): AccountView {
  return {
    id: "pasted",
    provider: "linkedin",
    sandbox: false,
    label: "Example Member",
    authors: [
      {
        urn: "urn:li:person:example1",
        name: "Example Member",
        kind: "member",
        role: null,
        followers: null,
        may_post: true,
        why_not: null,
      },
    ],
    expires_at: now + 6 * day,
    state: "expiring",
    may_read: false,
    requests_today: { sent: 12, likely_limit: 150 },
    kept,
  };
}
