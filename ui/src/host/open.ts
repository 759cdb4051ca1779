import { isTauri } from "@tauri-apps/api/core";

import type { Host } from "./contract";
import { tauri } from "./tauri";

/** The host this window runs in: Tauri; or, in a plain browser while Galley is being made, the pretend one. */
export async function openHost(): Promise<Host> {
  if (import.meta.env.MODE === "production" || isTauri()) return tauri;
  return (await import("./fake")).openFake(new URLSearchParams(location.search));
}
