import type { AccountView } from "../host/contract";
import { count } from "./figures";

export const accounts = {
  heading: "Accounts",
  intro: "An account is a LinkedIn sign-in: one member, and the company pages that member may post for.",
  none: "Connect an account to publish",
  noneDetail:
    "Until then you can write, proof and check as much as you like. Tokens are kept in your system’s keyring, never in a file.",
  add: "Add an account",
  paste: "Access token",
  pasteDetail: {
    keyring: "It goes straight to the keyring and is not shown again.",
    memory: "It stays in memory until you quit, and is not shown again.",
  } satisfies Record<AccountView["kept"], string>,
  whereHead: "Where to get a token",
  where: [
    "Open LinkedIn’s developer portal and choose your app (or create one; it needs a company page).",
    "Under Docs and tools, open the OAuth token generator.",
    "Tick the scopes below, sign in, and copy the access token.",
  ],
  portal: "Open the token generator",
  portalUrl: "https://www.linkedin.com/developers/tools/oauth/token-generator",
  scopesHead: "Scopes",
  scopes: [
    ["w_member_social", "post as yourself"],
    ["openid profile", "know your name"],
    ["w_organization_social", "post as your pages"],
    ["rw_organization_admin", "list the pages you manage"],
    ["r_organization_social", "read posts back, so that an unclear answer can be looked up"],
    ["w_member_social_feed", "write the first comment and close the comments, as yourself"],
    ["w_organization_social_feed", "the same as your pages"],
    ["r_member_postAnalytics", "read the figures of your own posts"],
  ],
  scopesDetail:
    "The first two are enough for your own profile. LinkedIn grants the others after a review. Tick all that you will need at once: asking for others later ends the earlier tokens.",
  keepKeyring: "Keep in the keyring",
  keepMemory: "Keep until I quit",
  keep: "Where to keep it",
  submit: "Add account",
  submitting: "Asking LinkedIn who this is…",
  added: (label: string) => `Added ${label}`,
  empty: "Paste a token first.",

  vaultMemory: "A token kept until you quit is forgotten when Galley closes.",
  retryVault: "Look again",
  vaultReady: "The keyring is open.",

  state: {
    ready: "Ready",
    expiring: "Expires soon",
    expired: "Expired",
    locked: "Token gone",
  } satisfies Record<AccountView["state"], string>,
  stateDetail: {
    ready: "",
    expiring: "Add a fresh token before then; drafts are not affected.",
    expired: "LinkedIn no longer accepts this token. Add a fresh one.",
    locked: "The token was kept only until Galley quit. Add it again to publish.",
  } satisfies Record<AccountView["state"], string>,
  expires: (when: string, in_: string) => `Token valid until ${when}, ${in_}`,
  expired: (when: string) => `Token expired on ${when}`,
  noExpiry: "The token does not say when it expires",
  mayRead: "Can look posts up",
  mayNotRead: "Cannot look posts up: after an unclear answer Galley will ask you",
  kept: { keyring: "In the keyring", memory: "Until you quit" } satisfies Record<AccountView["kept"], string>,
  followers: (followers: number) => `${count(followers)} followers`,
  authors: (label: string) => `Who ${label} can post as`,
  mayPost: "May post",
  mayPostNot: "Not with this token",
  sandboxExpired:
    "The rehearsal: the pretend LinkedIn refuses this sign-in, as LinkedIn does after 60 days. Press “Check again” once the sandbox no longer plays that.",
  sandboxDetail: "A rehearsal account. Posts go to a pretend LinkedIn on this computer and nowhere else.",
  requestsToday: (sent: number, limit: number) =>
    `${count(sent)} of ${count(limit)} requests today (with Share on LinkedIn)`,
  requestsDetail:
    "As Galley counted them; the day ends at 00:00 UTC. All pages of a member share the number. With other products than Share on LinkedIn it is another, which LinkedIn does not publish.",
  refresh: "Check again",
  refreshing: "Checking…",
  remove: "Remove…",
  removeHead: (label: string) => `Remove ${label}?`,
  removeDetail: "The token is deleted from this computer. Drafts and the list of published posts stay.",
  removeConfirm: "Remove account",
  keepIt: "Keep it",
  removed: (label: string) => `Removed ${label}`,
};
