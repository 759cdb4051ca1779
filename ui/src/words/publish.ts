import type { Attachment, FileState, WireRequest } from "../host/contract";
import { bytes, count, countOf, duration, exactDuration } from "./figures";
import { short } from "./library";
import { legible } from "./names";

/** `3 images`, `a video with a thumbnail and captions`, `a document, “Price list”` */
function attached(attachment: Attachment): string {
  if (attachment.kind === "none") return "";
  if (attachment.kind === "images") return countOf(attachment.images.length, "image");
  if (attachment.kind === "document") {
    const title = attachment.document.title.trim();
    return title ? `a document, “${title}”` : "a document";
  }
  if (attachment.kind === "carousel") return countOf(attachment.cards.length, "card");
  if (attachment.kind === "link") {
    const title = attachment.link.title.trim();
    const picture = attachment.link.thumbnail ? "" : ", without a picture";
    return `a link card${title ? `, “${title}”` : " without a title"}${picture}`;
  }
  if (attachment.kind === "poll") {
    return `a poll with ${countOf(attachment.poll.options.filter((option) => option.trim()).length, "option")}`;
  }
  if (attachment.kind === "reshare") return "a post shared again";
  const { thumbnail, captions } = attachment.video;
  const parts = [thumbnail && "a thumbnail", captions && "captions"].filter(Boolean).join(" and ");
  return parts ? `a video with ${parts}` : "a video";
}

/**
 * `7 requests, 2.1 MB of files, and questions until LinkedIn has processed them`. How many parts a video has LinkedIn says
 * only once it is announced.
 */
function traffic(requests: readonly WireRequest[], upload: number): string {
  const parts = requests.reduce((sum, { times }) => sum + (times.times === "parts" ? times.likely : 0), 0);
  const once = requests.filter(({ times }) => times.times === "once").length;
  const waits = requests.some(({ times }) => times.times === "until_ready");
  const all = countOf(once + parts, "request");
  return [
    parts > 1 ? `About ${all}, ${count(parts)} of them parts of the video` : all,
    upload && `${bytes(upload)} of files`,
    waits && "and questions until LinkedIn has processed them",
  ]
    .filter(Boolean)
    .join(", ");
}

export const publish = {
  bar: "Publish",
  button: "Review and publish…",
  ready: "Ready to publish",
  checking: "Checking…",
  blocked: (blocks: number) => `${countOf(blocks, "finding")} ${blocks === 1 ? "stands" : "stand"} in the way`,
  showFindings: "Show",
  bare: "Write a text or add a file",
  noAuthor: "Choose who posts first",
  unsure: "First find out whether the last attempt was published",
  done: "Already published",
  unsaved: "The last changes are not saved yet",

  review: "Review",
  preparing: "Preparing the requests…",
  cannotReview: "The post could not be prepared",
  cannotPublish: "Publishing could not begin",
  changed: "The post changed since you looked at it. This is what would be sent now.",
  notNow: "Nothing was added: the post is being reviewed or published. Go back to the draft first.",
  who: "Who",
  toWhom: "To whom",
  what: "What",
  traffic: "Traffic",
  reach: {
    PUBLIC: "Anyone on or off LinkedIn",
    CONNECTIONS: "Connections of the author only",
  },
  sandboxDetail: "Sandbox: nothing reaches LinkedIn",
  noReshare: "Resharing is off",
  whatIs: (characters: number, attachment: Attachment) =>
    [characters ? `${countOf(characters, "character")} of text` : "No text", attached(attachment)]
      .filter(Boolean)
      .join(" and "),
  trafficIs: traffic,
  blockedNow: "It cannot be published as it is.",
  openFindings: (found: string) => `Left open: ${found}`,
  wire: "The wire view",
  wireDetail:
    "Each request as it will be sent. The token is added at the moment of sending and never shown. What gets no answer is sent again where that is safe.",
  littleText: "Text as sent",
  escapes: (escapes: number) => (escapes ? countOf(escapes, "escape") : "no escapes"),
  wouldBeCut: (kept: number, visible: number) =>
    `Without its escapes LinkedIn would have published ${count(kept)} of ${countOf(visible, "character")}, and reported no error. The sign at which it would have cut is red.`,
  cutHere: "cut here, if not escaped",
  noCut:
    "Every sign that LinkedIn reserves has its escape. Without them, too, all of the text would have been published.",
  nothingReserved: "There is no sign in it that LinkedIn reserves, so nothing had to be escaped.",
  parts: { escape: "escape", hashtag: "hashtag", mention: "mention" },
  requests: "Requests",
  /** how often, where that is not once */
  times: ({ times }: WireRequest) =>
    times.times === "parts" && times.likely > 1
      ? `${count(times.likely)} parts`
      : times.times === "until_ready"
        ? "repeated until ready"
        : "",
  headers: "Headers",
  fileBody: (name: string, size: number) => `The bytes of ${name}, ${bytes(size)}, straight from disk`,
  confirm: "Publish now",
  confirmSandbox: "Publish to the sandbox",
  back: "Back to the draft",

  inProgress: "Publishing",
  overall: "All files",
  starting: "Starting…",
  creating: "Creating the post…",
  creatingAfterFiles: "Files are up. Creating the post…",
  creatingDetail: "This is sent once, and again only where it is certain that nothing was created.",
  waitingUntil: (why: string, left: number) => (left > 0 ? `${why} – ${duration(left)} left` : `${why}…`),
  progress: (sent: number, total: number) => `${bytes(sent)} of ${bytes(total)}`,
  rate: (perSecond: number) => `${bytes(perSecond)}/s`,
  left: (milliseconds: number) => `${duration(milliseconds)} left`,
  filesReady: (ready: number, of: number) => `${count(ready)} of ${countOf(of, "file")} ready`,
  cancelling: "Cancelling…",
  states: {
    waiting: "Waiting",
    uploading: "Uploading",
    processing: "LinkedIn is processing it",
    ready: "Ready",
    failed: "Failed",
  } satisfies Record<FileState, string>,

  published: "Published",
  /** "" where nobody measured, as of a post that was found by looking */
  publishedDetail: (requests: number, size: number, ms: number) =>
    [requests && countOf(requests, "request"), size && bytes(size), ms && exactDuration(ms)].filter(Boolean).join(", "),
  bareCard:
    "Its link card is without a title or a picture, because the page was not read or says none. LinkedIn adds nothing to it.",
  foundPublished: "It is published. Here is a sheet for the next post.",
  /** what became of a post of which nobody knew */
  settled: {
    published: (name: string) => `“${short(name)}” is published`,
    stopped: (name: string) => `“${short(name)}” was not posted. Its draft can be published again.`,
  },
  open: "Open the post",
  newPost: "New post",
  noLink: "LinkedIn gave no link for this post; you find it on the author’s page.",

  stopped: "Stopped",
  cancelled: "Cancelled",
  stoppedAt: (step: string) => `It stopped at: ${legible(step)}`,
  /** `mayBegin`: no limit of the day stands in the way any more */
  nothingPosted: (safe: boolean, mayBegin: boolean, files: boolean) => {
    if (!mayBegin) return "Nothing was posted. It is safe to publish it once the new day has begun.";
    if (!safe) return "Nothing was posted.";
    return `Nothing was posted. It is safe to try again${files ? "; files already uploaded are not lost" : ""}.`;
  },
  again: "Try again",

  unknown: "No clear answer",
  unknownDetail:
    "The post was sent, and no clear answer came back: it may be there, or it may not. Galley does not send it again by itself, so that it cannot appear twice.",
  howTo: "Look for it",
  openFeed: "Open your posts",
  lookUp: "Look it up",
  lookingUp: "Looking…",
  orSay: "Or say what you saw yourself",
  thenSay: "Then say what you saw",
  itsAddress: "Its address, if you have it: with it the post can be checked, edited and deleted here",
  itsAddressPlaceholder: "https://www.linkedin.com/feed/update/urn:li:share:…",
  /** what stands in the addresses of a sandbox */
  itsNamePlaceholder: "…/feed/update/urn:li:share:…",
  isThere: "It is there",
  isNotThere: "It is not there",
  isNotThereThen: "Then it can be published again.",
};
