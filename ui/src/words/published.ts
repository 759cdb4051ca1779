import type { Run } from "../host/contract";
import { isThere } from "../publish/place";
import { count, countOf, moment } from "./figures";

/** What LinkedIn said of a post, and when. */
const seen = {
  shown: (when: string) => `Published, seen ${when}`,
  processing: (when: string) => `Published, in processing ${when}`,
  failed: () => "Not shown",
  gone: () => "Gone from LinkedIn",
  withheld: () => "Published",
} as const;

/** `seen at 12:07`, `seen yesterday 12:07`, `seen on 3 Nov 2026` */
function at(time: number, now: number): string {
  const when = moment(time, now);
  return /^\d\d:/u.test(when) ? `at ${when}` : when.startsWith("yesterday") ? when : `on ${when}`;
}

export interface Standing {
  label: string;
  look: "published" | "stopped" | "unknown" | "past";
}

/** Where a published post stands, in a few words. */
export function standing(run: Run, now: number): Standing {
  const { post } = run;
  if (post.deleted_at !== null) return { label: `Deleted ${at(post.deleted_at, now)}`, look: "past" };
  if (!post.seen) return { label: "Published", look: "published" };
  return { label: seen[post.seen.sight](at(post.seen.at, now)), look: isThere(run) ? "published" : "stopped" };
}

/** A post after it was published. */
export const published = {
  more: "Details",
  moreOf: (excerpt: string) => `Details: ${excerpt}`,
  about: (excerpt: string) => `The post “${excerpt}”`,
  cannotShow: "The post could not be laid open",
  noText: "No text",
  unread: "Not readable with this sign-in",
  edited: (time: number, now: number) => `Edited ${at(time, now)}`,

  link: "Link",
  noLink: "LinkedIn did not name this post",
  noAddress: "None is known; its URN is",
  adLink: "None: an advertisement is found in Campaign Manager",
  adReach: "Nobody, until a campaign shows it",
  audience: "Audience",
  reach: { PUBLIC: "Anyone", CONNECTIONS: "Connections only" },
  noReshare: "no resharing",
  when: "Published",
  state: "Now",
  next: (time: number, now: number) => `LinkedIn is asked again ${time > now ? at(time, now) : "in a moment"}.`,
  notAsked: "Not checked yet.",

  copyLink: "Copy the link",
  copied: "Copied the link",
  notCopied: "The link could not be copied. Select it and copy it with the keyboard.",
  edit: "Edit the text…",
  duplicate: "Duplicate as a draft",
  duplicated: "A new draft with what the post says",
  check: "Check now",
  checking: "Checking…",
  checked: { shown: "LinkedIn shows the post", processing: "LinkedIn is still at work on it" },
  remove: "Delete…",

  figures: "Figures",
  asOf: (time: number, now: number) => `As of ${moment(time, now)}. Kept for two days.`,
  noFigures: "LinkedIn has no figures of this post yet.",
  readFigures: "Read the figures",
  readAgain: "Read them again",
  reading: "Reading…",
  cost: (requests: number) => `Takes ${countOf(requests, "request")} of those LinkedIn allows in a day.`,
  figure: {
    impressions: "Impressions",
    reached: "Members reached",
    clicks: "Clicks",
    reactions: "Reactions",
    comments: "Comments",
    reshares: "Reshares",
    engagement: "Engagement",
  },
  share: (value: number) => `${(value * 100).toFixed(2)} %`,
  count,

  editTitle: "Edit the text",
  editDetail:
    "Only the text can change. Files, poll, audience and visibility stay as they were published; LinkedIn marks the post as edited.",
  editUncertain: "LinkedIn does not say whether every sign-in may do this. Galley tries, and tells what it answers.",
  unsent: "This is what you wrote here before. It was not sent.",
  sentInDoubt: "This is what you wrote here before. A text was sent, and whether it was taken is not known.",
  startOver: "Start from the post again",
  save: "Change it on LinkedIn",
  saveSandbox: "Change it in the sandbox",
  saving: "Sending…",
  cancel: "Cancel",
  later: "Keep it for later",
  notKept: "What you write here is not kept yet.",
  keeping: "It is on this screen and nowhere else. Galley tries again until it is kept, and sends nothing before.",
  notChanged: "The text was not changed",
  perhapsChanged: "Nobody knows whether the text was changed",
  changed: "Changed the text",
  unchanged: "It says this already",
  assessFailed: "The text could not be checked",

  isDone: { text: "I looked, it says the new text", deletion: "I looked, it is gone" },
  isNotDone: { text: "I looked, it says the old text", deletion: "I looked, it is still there" },

  removeTitle: "Delete this post?",
  removeWho: (author: string, excerpt: string) => `${author}: “${excerpt}”`,
  removeDetail: "It goes from LinkedIn for everyone, with its comments and reactions. That cannot be undone.",
  removeSandbox: "It goes from the sandbox. That cannot be undone.",
  removeKept:
    "Its text stays in this list and can be duplicated as a draft. LinkedIn may refuse the same text for a day or two.",
  keep: "Keep it",
  removeConfirm: "Delete it on LinkedIn",
  removeConfirmSandbox: "Delete it in the sandbox",
  removing: "Deleting…",
  notRemoved: "The post was not deleted",
  perhapsRemoved: "Nobody knows whether the post was deleted",
  removed: "Deleted the post",
};
