import type { CaptionsFacts, CueFlaw, DocumentFacts, Facts, VideoFacts } from "../host/contract";
import { bytes, count, countOf, size, timecode } from "./figures";

/** Codecs as people write them; one that is not here is written as its file has it. */
const codecs: Readonly<Record<string, string>> = {
  aac: "AAC",
  ac3: "AC-3",
  alac: "ALAC",
  av1: "AV1",
  flac: "FLAC",
  h263: "H.263",
  h264: "H.264",
  hevc: "H.265",
  mjpeg: "Motion JPEG",
  mp3: "MP3",
  mpeg2video: "MPEG-2",
  mpeg4: "MPEG-4 Part 2",
  opus: "Opus",
  prores: "ProRes",
  vorbis: "Vorbis",
  vp8: "VP8",
  vp9: "VP9",
};

const codec = (name: string | null) => name && (codecs[name] ?? (name.startsWith("pcm") ? "PCM" : name.toUpperCase()));

function shape({ width, height }: { width: number | null; height: number | null }): string | null {
  return width && height ? size(width, height) : null;
}

export function formatName({ format }: Pick<Facts, "format">): string {
  return format?.toUpperCase() ?? "Unknown format";
}

function sound(facts: VideoFacts): string | null {
  return facts.audio_tracks === 0 ? "no sound" : codec(facts.audio_codec);
}

function aboutVideo(facts: VideoFacts): (string | null)[] {
  const inside = [codec(facts.video_codec), sound(facts)].filter(Boolean).join(", ");
  return [
    shape(facts),
    facts.duration_ms === null ? null : timecode(facts.duration_ms),
    bytes(facts.bytes),
    formatName(facts),
    inside,
  ];
}

/** What people call a page of it. */
function pagesOf(facts: DocumentFacts): string | null {
  if (facts.pages === null) return null;
  return countOf(facts.pages, facts.format === "ppt" || facts.format === "pptx" ? "slide" : "page");
}

function aboutImage(facts: Extract<Facts, { kind: "image" }>): (string | null)[] {
  const frames = facts.animated && facts.frames ? `, ${countOf(facts.frames, "frame")}` : "";
  return [shape(facts), bytes(facts.bytes), formatName(facts) + frames];
}

function parts(facts: Facts): (string | null)[] {
  if (facts.kind === "image") return aboutImage(facts);
  if (facts.kind === "video") return aboutVideo(facts);
  if (facts.kind === "document") return [pagesOf(facts), bytes(facts.bytes), formatName(facts)];
  if (facts.kind === "captions") return aboutCaptions(facts);
  return [bytes(facts.bytes), formatName(facts)];
}

function aboutCaptions(facts: CaptionsFacts): (string | null)[] {
  return [facts.cues === null ? null : countOf(facts.cues, "caption"), bytes(facts.bytes), formatName(facts)];
}

/** `1,200 × 627 · 480 KB · JPEG`, `1,920 × 1,080 · 0:31 · 12.4 MB · MP4 · H.264, AAC`, `12 pages · 2.1 MB · PDF` */
export function factsLine(facts: Facts): string {
  return parts(facts).filter(Boolean).join(" · ");
}

const seconds = new Intl.NumberFormat("en", { maximumFractionDigits: 1, minimumFractionDigits: 1 });

function trouble({ what }: CueFlaw): string {
  switch (what.trouble) {
    case "no_times":
      return "no times that can be read";
    case "cut_off":
      return "below an empty line, where players show nothing";
    case "glued":
      return "no empty line above it, so that some players show it as text of the one before";
    case "number":
      return what.found === null
        ? `has no number; ${count(what.expected)} comes next`
        : `numbered ${count(what.found)}, and ${count(what.expected)} comes next`;
    case "loose_times":
      return "times in a spelling that not every player reads; 00:00:01,000 --> 00:00:04,000 is the plain one";
    case "ends_before_start":
      return "ends before it starts";
    case "out_of_order":
      return "starts before the caption above it";
    case "overlaps":
      return `starts ${seconds.format(what.by / 1000)} s before one above it has ended`;
    case "empty":
      return "says nothing";
    case "garbled":
      return "garbled letters, such as “Ã¼” for “ü”, or “�”";
    case "brief":
      return `stands for ${count(what.ms)} ms, and is gone before it is noticed`;
    case "lingering":
      return `stands for ${seconds.format(what.ms / 1000)} s, so long that it is read twice`;
    case "too_fast":
      return `${count(what.rate)} characters a second, faster than people read`;
    case "long_line":
      return `a line of ${count(what.characters)} characters, longer than players show`;
    case "many_lines":
      return `${countOf(what.lines, "line")}, more than players show`;
  }
}

/** `Line 14, caption 4: says nothing` */
export function flawLine(flaw: CueFlaw): string {
  return `Line ${count(flaw.line)}, caption ${count(flaw.cue)}: ${trouble(flaw)}`;
}
