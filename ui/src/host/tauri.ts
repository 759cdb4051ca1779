import { Channel, convertFileSrc } from "@tauri-apps/api/core";
import { commands, type News, type Progress } from "./bindings";
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
  bind: (images, binding, onPage) => {
    const channel = new Channel<number>();
    channel.onmessage = onPage;
    return commands.bind(images, binding, channel);
  },
  stopBinding: async () => void (await commands.stopBinding()),
  openFile: async (media) => void (await commands.openFile(media)),
  removeAccount: async (id) => void (await commands.removeAccount(id)),
  restoreContact: async (contact) => void (await commands.restoreContact(contact)),
  removeContact: async (urn, sandbox) => void (await commands.removeContact(urn, sandbox)),
  mentioned: async (urn, sandbox) => void (await commands.mentioned(urn, sandbox)),
  keepChange: async (id, text) => void (await commands.keepChange(id, text)),
  openLink: async (url) => void (await commands.openLink(url)),
  publish: (draft, seal, onProgress) => {
    const channel = new Channel<Progress>();
    channel.onmessage = onProgress;
    return commands.publish(draft, seal, channel);
  },
  watchPublishing: (draft, onProgress) => {
    const channel = new Channel<Progress>();
    channel.onmessage = onProgress;
    return commands.watchPublishing(draft, channel);
  },
  followUp: (id, onProgress) => {
    const channel = new Channel<Progress>();
    channel.onmessage = onProgress;
    return commands.followUp(id, channel);
  },
  thumbnailUrl: (id, edge, stamp) => mediaUrl(`${id}/${String(edge)}`, stamp),
  quickThumbnailUrl: (id, stamp) => mediaUrl(`${id}/quick`, stamp),
  pageUrl: (id, page, edge, stamp) => mediaUrl(`${id}/page/${String(page)}/${String(edge)}`, stamp),
  frameUrl: (id, atMs, edge, stamp) => mediaUrl(`${id}/frame/${String(atMs)}/${String(edge)}`, stamp),
  filmUrl: (id, stamp) => mediaUrl(`${id}/film`, stamp),
  onNews: (listener) => {
    const channel = new Channel<News>();
    channel.onmessage = listener;
    void commands.hear(channel);
    return () => (channel.onmessage = () => {});
  },
};

/** `media://localhost/…`, or its spelling on Windows. The stamp is for the page alone: another address is asked for anew. */
function mediaUrl(path: string, stamp: string | null): string {
  const version = stamp === null ? "" : `?v=${encodeURIComponent(stamp)}`;
  return convertFileSrc("", "media") + path + version;
}
