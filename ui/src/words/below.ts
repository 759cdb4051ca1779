import type { FollowedUp } from "../host/contract";
import { countOf, outOf, outOfSpoken } from "./figures";

type What = FollowedUp["what"];

/** What is said and done below a post once it is there. */
export const below = {
  heading: "After publishing",
  note: "Done right after the post is there. The post stays published where this fails.",
  comment: "First comment",
  commentPlaceholder: "Said below the post in the author’s name. Plain text: no mentions, no clickable hashtags.",
  count: outOf,
  countSpoken: outOfSpoken,
  closed: "Close the comments",

  /** for the review */
  then: "Then",
  plan: (comment: number, closed: boolean) =>
    [
      comment && `The first comment is written, ${countOf(comment, "character")}`,
      closed && "The comments are closed",
    ].filter((line) => line !== 0 && line !== false),
  /** while it is done */
  doing: {
    first_comment: "The post is there. Writing its first comment…",
    comments_closed: "The post is there. Closing its comments…",
  } satisfies Record<What, string>,

  done: {
    first_comment: "Its first comment is there.",
    comments_closed: "Its comments are closed.",
  } satisfies Record<What, string>,
  notDone: {
    first_comment: "The post is there, its first comment is not.",
    comments_closed: "The post is there, and its comments are not closed.",
  } satisfies Record<What, string>,
  unclear: {
    first_comment: "The post is there. Nobody can say whether its first comment is.",
    comments_closed: "The post is there. Nobody can say whether its comments are closed.",
  } satisfies Record<What, string>,
  isThere: {
    first_comment: "I looked, it is there",
    comments_closed: "I looked, they are closed",
  } satisfies Record<What, string>,
  isNotThere: {
    first_comment: "I looked, it is not there",
    comments_closed: "I looked, they are open",
  } satisfies Record<What, string>,
  copy: "Copy the comment",
  copied: "Copied the comment",
  notCopied: "The comment could not be copied. Select it here and copy it with Ctrl + C.",
  again: "Try again",
  trying: "Trying…",
};
