import { count, outOf, outOfSpoken } from "./figures";

export const compose = {
  heading: "Compose",
  postingAs: "Posting as",
  chooseAuthor: "Choose who posts",
  noAuthors: "No account yet",
  addAccount: "Add an account",
  sandbox: "Sandbox",
  linkedin: "LinkedIn",
  member: "Member",
  page: "Page",
  tokenExpired: "The token of this account has expired.",
  allAuthors: "Everyone you can post as",

  audience: "Who sees it",
  PUBLIC: "Anyone",
  CONNECTIONS: "Connections",
  noResharing: "No resharing",
  distribution: "Where it is shown",
  inFeed: "In the feed, to anyone",
  asAd: "Only as an advertisement",

  text: "Text of the post",
  placeholder: "Write the post. Line breaks stay exactly as you type them.",
  cut: { phone: "cut on a phone", desktop: "cut on a desktop" },
  cutShort: "cut here",
  band: (min: number, max: number) => `The older rule cuts here, at ${min} to ${max} characters`,

  counter: outOf,
  counterSpoken: outOfSpoken,
  wire: (wire: number) => `${count(wire)} on the wire`,
  wireDetail: "Escapes and mentions are longer when they are sent. LinkedIn does not say which of the two it counts.",

  tools: "Text",
  bold: "Bold",
  italic: "Italic",
  mention: "Mention somebody",
  emoji: "Emoji",
  /** with the key that does the same */
  withKey: (does: string, key: string) => `${does} (${key})`,
  selectFirst: "Select the words first. Letters and digits can be bold or italic.",
  styledNow:
    "These letters are signs from mathematics now. Screen readers read them one by one or skip them, and searches do not find the words.",
  nothingToStyle:
    "Nothing in the selection has such a form: only the letters A to Z and digits do, and hashtags and addresses stay as they are.",

  saved: "Saved",
  saving: "Saving…",
  unsaved: "Not saved",
  notSaved: "Your last changes are not saved yet.",
  retrying: "Galley keeps what you wrote here and keeps trying. Do not quit before it says Saved.",
  saveNow: "Save now",

  unknownBefore: "The last attempt to publish this draft ended without a clear answer, so it may already be published.",
  stoppedBefore: (why: string) => `The last attempt stopped: ${why}`,
  publishedBefore: "This draft has been published.",
};
