export const settings = {
  heading: "Settings",
  appearance: "Appearance",
  appearances: { system: "As the system", light: "Light", dark: "Dark" },
  apiVersion: "LinkedIn API version",
  choices: { newest: "Galley chooses", pinned: "Always this one" },
  chosenBy: (version: string) => `Galley asks for ${version}.`,
  apiVersionDetail: {
    newest: "The newest that Galley knows. When LinkedIn switches it off, Galley goes over to another and says so.",
    pinned:
      "Year and month, as LinkedIn numbers its API. When LinkedIn switches it off, publishing stops until you choose another.",
  },
  apiVersionInvalid: "Six digits: a year and a month from 01 to 12.",
  promises: "What Galley does with your data",
  promise: [
    "Drafts and history are kept on this computer, in one database in your data folder.",
    "Tokens are kept in the system keyring, or in memory until you quit if you choose so, and never in a file.",
    "No byte leaves this computer before you publish, except what you ask for: adding an account asks LinkedIn who it is, looking a page up asks it for the page.",
    "After you publish, Galley asks LinkedIn up to six times within four hours whether the post is shown, where your sign-in may read it. Figures of a post are read when you ask for them, and deleted after two days.",
  ],
  shortcuts: "Keyboard",
};

/** The key that chords are with, as the keyboard in front of one has it. */
export const chordKey = /Mac/u.test(navigator.userAgent) ? "⌘" : "Ctrl";

/** Shown in Settings; `frame/shortcuts.ts` binds them. */
export const shortcuts: readonly (readonly [keys: string, does: string])[] = [
  [`${chordKey} N`, "New post"],
  [`${chordKey} Enter`, "Review and publish"],
  [`${chordKey} O`, "Add files"],
  ["@", "Mention somebody, while writing"],
  [`${chordKey} E`, "Emoji, while writing"],
  [`${chordKey} B / I`, "Selected letters bold or italic"],
  [`${chordKey} Z`, "Undo what the last notice offers, outside a text"],
  [`${chordKey} 1 – 5`, "Go to a screen"],
  ["F6", "Next part of the window"],
  ["↑ / ↓", "Move an image, with the focus on its number"],
  ["← / →", "Turn the pages of a document; go by a frame of a video"],
  [`${chordKey} ,`, "Settings"],
];
