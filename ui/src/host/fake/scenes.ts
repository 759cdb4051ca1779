/** The situations the pretend host can be opened in. */
const scenes = {
  full: "a draft with text and images, all well",
  empty: "the first start: a sandbox account, nothing written",
  "no-account": "nobody to post as",
  blocked: "findings of every severity",
  gone: "a file deleted since it was added",
  many: "21 images",
  changed: "files changed on the disk since they were added",
  video: "a video with a thumbnail, captions with remarks, and a title",
  "video-bare": "a video of which nothing can be drawn here",
  plays: "a video in a window that plays",
  document: "a PDF of twelve pages",
  office: "a Word file, with its writer's own count of pages",
  link: "a link card with all that belongs to it",
  "link-bare": "a link card with an address alone, in the own network",
  cards: "a carousel of cards as an advertisement of a page",
  "cards-bare": "the same, and nothing said of the advertisement",
  poll: "a poll with a first comment",
  reshare: "a post that is shared",
  uncommented: "a poll whose first comment is not allowed",
  late: "a poll whose first comment is put off",
  refused: "things dropped that are no images",
  busy: "every list and review takes for ever",
  running: "a run that never ends",
  error: "every list and review is rejected",
  unsaved: "saving is rejected",
  broken: "the draft cannot be opened",
  stopped: "publishing stops and may be tried again",
  unsafe: "publishing stops and must not be tried again",
  unknown: "publishing ends without an answer",
  "vault-missing": "no keyring",
  "vault-locked": "a locked keyring",
} as const;

export type Scene = keyof typeof scenes;

export function isScene(text: string): text is Scene {
  return text in scenes;
}
