import { Channel, convertFileSrc } from "@tauri-apps/api/core";
import { commands } from "./bindings";
import type { Host } from "./contract";

const { hear: _, ...asked } = commands;

/** The host inside Galley's window. */
export const tauri: Host = {
  ...asked,
  deleteDraft: async (id) => void (await commands.deleteDraft(id)),
  restoreDraft: async (id) => void (await commands.restoreDraft(id)),
  openRun: async (id) => void (await commands.openRun(id)),
  openFeed: async (id) => void (await commands.openFeed(id)),
  openShared: async (draft) => void (await commands.openShared(draft)),
  cancel: async (draft) => void (await commands.cancel(draft)),
  acknowledge: async (ids) => void (await commands.acknowledge(ids)),
  bind: (images, binding, onPage) => commands.bind(images, binding, channelTo(onPage)),
  stopBinding: async () => void (await commands.stopBinding()),
  openFile: async (media) => void (await commands.openFile(media)),
  removeAccount: async (id) => void (await commands.removeAccount(id)),
  restoreContact: async (contact) => void (await commands.restoreContact(contact)),
  removeContact: async (urn, sandbox) => void (await commands.removeContact(urn, sandbox)),
  mentioned: async (urn, sandbox) => void (await commands.mentioned(urn, sandbox)),
  keepChange: async (id, text) => void (await commands.keepChange(id, text)),
  openLink: async (url) => void (await commands.openLink(url)),
  publish: (draft, seal, onProgress) => commands.publish(draft, seal, channelTo(onProgress)),
  watchPublishing: (draft, onProgress) => commands.watchPublishing(draft, channelTo(onProgress)),
  followUp: (id, onProgress) => commands.followUp(id, channelTo(onProgress)),
  thumbnailUrl: (id, edge, stamp) => mediaUrl(`${id}/${String(edge)}`, stamp),
  quickThumbnailUrl: (id, stamp) => mediaUrl(`${id}/quick`, stamp),
  pageUrl: (id, page, edge, stamp) => mediaUrl(`${id}/page/${String(page)}/${String(edge)}`, stamp),
  frameUrl: (id, atMs, edge, stamp) => mediaUrl(`${id}/frame/${String(atMs)}/${String(edge)}`, stamp),
  filmUrl: (id, stamp) => mediaUrl(`${id}/film`, stamp),
  onNews: (listener) => {
    const channel = channelTo(listener);
    void commands.hear(channel);
    return () => (channel.onmessage = () => {});
  },
};

/** `media://localhost/…`, or its spelling on Windows. The stamp is for the page alone: another address is asked for anew. */
function mediaUrl(path: string, stamp: string | null): string {
  const version = stamp === null ? "" : `?v=${encodeURIComponent(stamp)}`;
  return convertFileSrc("", "media") + path + version;
}

function channelTo<Told>(listener: (told: Told) => void): Channel<Told> {
  const channel = new Channel<Told>();
  channel.onmessage = listener;
  return channel;
}
