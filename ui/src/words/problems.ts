import type { Problem } from "../host/contract";

/** What to do now, by the kind of problem. The sentence before it comes with the problem. */
export const whatNow: Record<Problem["code"], string> = {
  vault_missing:
    "Start a keyring (GNOME Keyring, KWallet, KeePassXC) and look again, or keep the token until you quit.",
  vault_locked: "Unlock your login keyring and look again, or keep the token until you quit.",
  token_refused: "Open Accounts and add a fresh token for this account.",
  offline: "Check the connection, then try again. Everything you wrote is kept on this computer.",
  not_found: "Go back to the list and open it again; it may have been deleted.",
  changed: "Look at it again before you publish it.",
  busy: "Wait for what is running to finish, then try again.",
  other: "Try again. Everything you wrote is kept on this computer.",
};

const unexpected = "Something unexpected happened.";

function isProblem(thrown: unknown): thrown is Problem {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    "code" in thrown &&
    "message" in thrown &&
    typeof thrown.message === "string" &&
    String(thrown.code) in whatNow
  );
}

/** Whatever a call rejected with, as a problem that has a sentence. */
export function asProblem(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;
  const detail = thrown instanceof Error ? thrown.message : typeof thrown === "string" ? thrown : "";
  return { code: "other", message: detail ? `${unexpected} ${detail}` : unexpected };
}
