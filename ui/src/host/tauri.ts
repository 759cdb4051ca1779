import { Channel, convertFileSrc } from "@tauri-apps/api/core";
import { commands, events, type Progress } from "./bindings";
import type { Host } from "./contract";

/** The host inside Galley's window. */
export const tauri: Host = {
  ...commands,
  deleteDraft: async (id) => void (await commands.deleteDraft(id)),
  restoreDraft: async (id) => void (await commands.restoreDraft(id)),
  openRun: async (id) => void (await commands.openRun(id)),
  cancel: async (run) => void (await commands.cancel(run)),
  removeAccount: async (id) => void (await commands.removeAccount(id)),
  openLink: async (url) => void (await commands.openLink(url)),
  publish: (draft, onProgress) => {
    const channel = new Channel<Progress>();
    channel.onmessage = onProgress;
    return commands.publish(draft, channel);
  },
  thumbnailUrl: (id, edge) => mediaUrl(`${id}/${String(edge)}`),
  quickThumbnailUrl: (id) => mediaUrl(`${id}/quick`),
  onDrop: (listener) => unlistening(events.drop.listen((event) => listener(event.payload))),
  onAccountsChanged: (listener) => unlistening(events.accountsChanged.listen(listener)),
};

/** `media://localhost/…`, or its spelling on Windows. */
function mediaUrl(path: string): string {
  return convertFileSrc("", "media") + path;
}

/** Stops listening at once, even before Tauri has answered that it began. */
function unlistening(begun: Promise<() => void>): () => void {
  return () => void begun.then((stop) => stop());
}
