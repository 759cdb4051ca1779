import type { Notices } from "./notices.svelte";

/** Puts a text into the clipboard, and says whether it is there. */
export async function copy(text: string, notices: Notices, said: { copied: string; notCopied: string }): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notices.show(said.copied);
  } catch {
    notices.show(said.notCopied);
  }
}
