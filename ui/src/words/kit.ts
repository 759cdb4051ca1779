/** What the small controls say. */
export const kit = {
  close: "Close",
  dismiss: "Dismiss",
  undo: "Undo",
  tryAgain: "Try again",
  cancel: "Cancel",
};
