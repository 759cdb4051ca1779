export const emoji = {
  heading: "Emoji",
  search: "Search emoji",
  found: "Found",
  recent: "Used last",
  none: (typed: string) => `No emoji is called “${typed}”. They have English names.`,
  cannotLoad: "The emoji could not be read. Start Galley anew to try again.",
  tone: "Skin tone",
  tones: ["No skin tone", "Light", "Medium-light", "Medium", "Medium-dark", "Dark"],
};
