import { chordKey } from "./settings";

export const frame = {
  closeUnsaved:
    "What you wrote could not be saved, and is lost when the window closes. Copy it somewhere, or close once more to leave it.",
  revived: "The window stopped working and was loaded again. What you wrote is kept; every draft is under Drafts.",
  revivedUnsaved:
    "The window stopped working and was loaded again. What you wrote is as it was last saved: the disk had refused what came after that.",
  closeHeld: (cancellable: boolean) =>
    `A post is being published. Close the window when it is done${cancellable ? ", or cancel it first" : ""}.`,
  closeChanging: "A post is being changed or deleted. Close the window when that is done.",
  skip: "Skip to the main part",
  rail: "Screens",
  newPost: "New post",
  newPostKeys: `${chordKey} N`,
  compose: "Compose",
  drafts: "Drafts",
  published: "Published",
  accounts: "Accounts",
  settings: "Settings",
  splitter: "Width of the proof",
  drop: "Drop to add to this post",
  dropDetail: "Images, or a video with its captions, or a document. Nothing leaves this computer before you publish.",
  dropBeside: "Drop to choose between the two",
  dropBesideDetail: {
    poll: "The poll takes no files. It stays until you say that the files go in its place.",
    reshare: "A shared post takes no files. It stays until you say that the files go in its place.",
  },
  notices: "Notices",
  undoKeys: `${chordKey} Z`,
  undoSpoken: `Undo with ${chordKey} Z.`,
  opening: "Opening your draft…",
  cannotOpen: "Your draft could not be opened",
};
