export const settings = {
  heading: "Settings",
  appearance: "Appearance",
  appearances: { system: "As the system", light: "Light", dark: "Dark" },
  apiVersion: "LinkedIn API version",
  apiVersionDetail:
    "Year and month, as LinkedIn numbers its API. A version is switched off about a year after it appears; Galley says so when LinkedIn does.",
  apiVersionInvalid: "Six digits: a year and a month from 01 to 12, for example 202609.",
  defaultVersion: "202609",
  useDefault: "Use 202609",
  saved: "Saved",
  promises: "What Galley does with your data",
  promise: [
    "Drafts and history are kept on this computer, in one database in your data folder.",
    "Tokens are kept in the system keyring and never shown to this window.",
    "No byte leaves this computer before you publish.",
  ],
  shortcuts: "Keyboard",
};

/** Shown in Settings; `frame/shortcuts.ts` binds them. */
export const shortcuts: readonly (readonly [keys: string, does: string])[] = [
  ["Ctrl N", "New post"],
  ["Ctrl Enter", "Review and publish"],
  ["Ctrl O", "Add files"],
  ["Ctrl 1 – 5", "Go to a screen"],
  ["F6", "Next part of the window"],
  ["↑ / ↓", "Move an image, with the focus on its number"],
  ["Ctrl ,", "Settings"],
];
