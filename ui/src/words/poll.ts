import { known, type PollDuration } from "../host/contract";
import { count, outOf, outOfSpoken } from "./figures";

const durations: Record<PollDuration, string> = {
  ONE_DAY: "1 day",
  THREE_DAYS: "3 days",
  SEVEN_DAYS: "1 week",
  FOURTEEN_DAYS: "2 weeks",
};

/** A poll, and a post that is shared. */
export const poll = {
  card: "Poll",
  remove: "Remove the poll",
  removed: "Removed the poll",
  question: "Question",
  questionPlaceholder: "What do you want to know?",
  /** a poll is plain text */
  count: outOf,
  countSpoken: outOfSpoken,
  options: "Options",
  optionsNote: `${known.poll_options.start} to ${known.poll_options.end}, shown in this order`,
  option: (number: number) => `Option ${number}`,
  handle: (number: number, of: number) => `Move option ${number} of ${of}. Use the arrow keys.`,
  removeOption: (number: number) => `Remove option ${number}`,
  optionRemoved: (number: number, left: number) => `Removed option ${number}, ${count(left)} left`,
  moved: (place: number, of: number) => `Now option ${place} of ${of}`,
  add: "Add an option",
  duration: "Takes votes for",
  durations,
  once: "A poll cannot be changed once it is published; only its text can. You will see who voted for what, and readers are told so.",
};

export const reshare = {
  card: "Shared post",
  remove: "Remove the shared post",
  removed: "Removed the shared post",
  address: "Address or URN of the post",
  addressPlaceholder: "https://www.linkedin.com/feed/update/urn:li:share:…",
  note: "Or the code of “Embed this post”, from the menu (⋯) of the post on LinkedIn.",
  open: "Open the post",
  about: "Your text stands above it. Without a text it is shared as it is. A shared post carries nothing else.",
};
