import type { Host } from "./contract";

/** The host this window runs in: Tauri, or in a plain browser the pretend one. */
export async function openHost(): Promise<Host> {
  const { openFake } = await import("./fake");
  return openFake(new URLSearchParams(location.search));
}
