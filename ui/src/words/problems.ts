import type { Problem } from "../host/contract";
import { legible } from "./names";

/** What to do now, by the kind of problem; said only where the problem's own message does not say it. */
const remedies: Record<Problem["code"], string> = {
  vault_missing:
    "Start a keyring (GNOME Keyring, KWallet, KeePassXC) and look again, or keep the token until you quit.",
  vault_locked: "Unlock your login keyring and look again, or keep the token until you quit.",
  token_refused: "Copy the token from LinkedIn’s token generator once more, and paste it under Accounts.",
  offline: "Check the connection, then try again.",
  not_found: "Go back to the list and open it again; it may have been deleted.",
  unclear: "Open it on LinkedIn and see; doing it again does no harm.",
  busy: "Wait for it to finish, then try again.",
  changed: "Look at it again before you publish it.",
  other: "",
};

/** A message that goes on after what happened goes on with the remedy. */
const goesOn = /;|[.!?]\s+\S/u;

export function whatNow({ code, message }: Problem): string {
  return goesOn.test(message) ? "" : remedies[code];
}

const unexpected = "Something unexpected happened.";

function isProblem(thrown: unknown): thrown is Problem {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    "code" in thrown &&
    "message" in thrown &&
    typeof thrown.message === "string" &&
    String(thrown.code) in remedies
  );
}

/** Whatever a call rejected with, as a problem that has a sentence. */
export function asProblem(thrown: unknown): Problem {
  if (isProblem(thrown)) return { ...thrown, message: legible(thrown.message) };
  const detail = thrown instanceof Error ? thrown.message : typeof thrown === "string" ? thrown : "";
  return { code: "other", message: detail ? `${unexpected} ${detail}` : unexpected };
}
