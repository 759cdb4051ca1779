import { count, countOf, exactTimecode } from "./figures";
import { sentences } from "./spelling";

/** The card of a video, its frame picker and its captions. */
export const film = {
  card: (name: string) => `Video: ${name}`,
  openInPlayer: "Open in player",
  /** `refused`: something is wrong with the file itself, as its findings say */
  undrawn: (refused: boolean) => (why: string | null) =>
    sentences("No picture of it can be shown here.", why, !refused && "The video itself is not affected."),

  thumbnail: "Thumbnail",
  thumbnailNote: "shown until it plays",
  noThumbnail: "None chosen: LinkedIn takes a frame of its own choice.",
  fromFrame: (at: number) => `The frame at ${exactTimecode(at)}`,
  fromFile: (name: string) => `${name}, a picture of your own`,
  pickFrame: "Pick a frame…",
  choosePicture: "Choose a picture…",
  removeThumbnail: "Remove the thumbnail",
  thumbnailSet: (name: string) => `${name} is the thumbnail now`,
  frameSet: (at: number) => `The frame at ${exactTimecode(at)} is the thumbnail now`,
  thumbnailRemoved: "Removed the thumbnail",
  noPicture: (name: string) => `${name} is no picture. Choose a JPEG or a PNG.`,

  picker: "Pick a frame",
  pickerNote: "← and → go a frame, ↑ and ↓ a second, Home and End to the ends.",
  moment: "Moment of the video",
  momentSpoken: (at: number, of: number) => `${exactTimecode(at)} of ${exactTimecode(of)}`,
  typed: "Time",
  typedNote: "minutes:seconds",
  typedWrong: (of: number) => `Write a time like ${exactTimecode(of / 2)}, up to ${exactTimecode(of)}.`,
  frameAt: (at: number) => `The frame at ${exactTimecode(at)}`,
  strip: "Frames from the whole video",
  goToFrame: (at: number) => `Go to ${exactTimecode(at)}`,
  noFrame: (why: string | null) =>
    sentences("This frame cannot be shown here.", why, "Choose a picture instead, or another moment."),
  drawing: (at: number) => `Drawing ${exactTimecode(at)}…`,
  filmGone: (name: string) =>
    `No frame can be picked: ${name} cannot be read any more. Put it back where it was, then pick one.`,
  useFrame: "Use this frame",
  taking: "Taking it…",

  captions: "Captions",
  captionsNote: "for those who watch without sound",
  noCaptions: "None. SRT files are taken.",
  addCaptions: "Add captions…",
  replaceCaptions: "Choose another file…",
  removeCaptions: "Remove the captions",
  captionsSet: (name: string, language: string) => `The captions are from ${name} now, in ${language}`,
  captionsRemoved: "Removed the captions",
  notCaptions: (name: string) => `${name} holds no captions. Choose an SRT file.`,
  language: "Language of the captions",
  languageGuessed: "This computer’s language. Choose another if the captions are in another.",
  flaws: (flawed: number) => `${countOf(flawed, "place")} in the file`,
  flawsMore: (more: number) => `and ${count(more)} more`,
  showFlaw: "Show it over the video",
  preview: "Captions over the video",
  previewMoment: "Moment of the video, for its captions",
  cueOf: (index: number, of: number) => `caption ${count(index)} of ${count(of)}`,
  noCue: "no caption here",
  previousCue: "Previous caption",
  nextCue: "Next caption",
  loadingCaptions: "Reading the captions…",
  fewerShown: (shown: number) => `The first ${count(shown)} captions are shown here; all of them are sent.`,
};
