import { pasteBrings, readClipboard } from "../compose/paste";
import { screens, type App } from "./app.svelte";

/** The parts F6 goes round. */
const parts = ["nav button[aria-current]", "[data-testid=editor], h1", ".proof input, .proof button"];

/** The window's keyboard: what each chord does. Chords with Ctrl are with Command on a Mac. */
const chords: Record<string, (app: App) => unknown> = {
  n: (app) => app.newPost(),
  o: (app) => app.screen === "compose" && app.take(() => app.host.pickMedia()),
  Enter: (app) => app.screen === "compose" && document.querySelector<HTMLElement>("[data-testid=publish]")?.click(),
  ",": (app) => app.show("settings"),
  ...Object.fromEntries(screens.map((screen, index) => [String(index + 1), (app: App) => app.show(screen)])),
};

export function onKey(app: App, event: KeyboardEvent): void {
  // Never while an input method is composing, and never behind a dialog.
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  if (event.key === "F6") {
    event.preventDefault();
    nextPart(event.shiftKey ? -1 : 1);
    return;
  }
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  const act = chords[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act(app);
}

/** A pasted picture goes to the tray wherever the caret stands. */
export function onPaste(app: App, event: ClipboardEvent): void {
  if (app.screen !== "compose" || document.querySelector("dialog[open]")) return;
  if (pasteBrings(readClipboard(event.clipboardData)) !== "media") return;
  event.preventDefault();
  void app.take(() => app.host.pasteMedia());
}

function nextPart(step: 1 | -1): void {
  const stops = parts.map((part) => document.querySelector<HTMLElement>(part));
  const here = stops.findIndex((stop) => stop?.closest("nav, .composer, .proof")?.contains(document.activeElement));
  for (let turn = 1; turn <= stops.length; turn += 1) {
    const stop = stops[(here + step * turn + stops.length * 2) % stops.length];
    if (stop) return stop.focus();
  }
}
