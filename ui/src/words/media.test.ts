import { describe, expect, it } from "vitest";

import { known, type CueFlaw, type Facts, type MediaView } from "../host/contract";
import { captions, document, leftOut, video } from "../host/fake/files";
import { exactTimecode, timecode } from "./figures";
import { languages, nameOf, systemLocale } from "./locales";
import { factsLine, flawLine } from "./media";
import { publish } from "./publish";
import { tray } from "./tray";

const line = ({ state }: MediaView) => (state.status === "present" ? factsLine(state.facts) : "");

describe("the facts of a file", () => {
  it("name what is known of a video, and leave out what is not", () => {
    expect(line(video(1))).toBe("1,920 × 1,080 · 0:31 · 12 MB · MP4 · H.264, AAC");
    expect(line(video(1, "a.mov", { video_codec: "hevc", audio_tracks: 0, audio_codec: null, format: "mov" }))).toBe(
      "1,920 × 1,080 · 0:31 · 12 MB · MOV · H.265, no sound",
    );
    const bare = { width: null, height: null, duration_ms: null, video_codec: null, audio_codec: null };
    expect(line(video(1, "a.mp4", { ...bare, audio_tracks: null }))).toBe("12 MB · MP4");
    expect(line(video(1, "a.mov", { video_codec: "xyz1", audio_codec: "pcm_s16le" }))).toContain("XYZ1, PCM");
  });

  it("count pages, or slides where they are some", () => {
    expect(line(document(1))).toBe("12 pages · 2.1 MB · PDF");
    expect(line(document(1, "a.pptx", { format: "pptx", pages: 1 }))).toBe("1 slide · 2.1 MB · PPTX");
    expect(line(document(1, "a.doc", { format: "doc", pages: null }))).toBe("2.1 MB · DOC");
  });

  it("count captions", () => {
    expect(line(captions(1))).toBe("5 captions · 840 B · SRT");
    const nothing: Facts = { kind: "unknown", format: null, bytes: 1, stamp: "" };
    expect(factsLine(nothing)).toBe("1 B · Unknown format");
  });
});

describe("a remark on a caption", () => {
  it("names its line and what is wrong with it", () => {
    const kinds: CueFlaw["what"][] = [
      { trouble: "no_times" },
      { trouble: "number", found: 7, expected: 3 },
      { trouble: "number", found: null, expected: 3 },
      { trouble: "loose_times" },
      { trouble: "ends_before_start" },
      { trouble: "out_of_order" },
      { trouble: "overlaps", by: 1250 },
      { trouble: "empty" },
      { trouble: "garbled" },
      { trouble: "brief", ms: 120 },
      { trouble: "lingering", ms: 12_000 },
      { trouble: "too_fast", rate: 31 },
      { trouble: "long_line", characters: 52 },
      { trouble: "many_lines", lines: 4 },
    ];
    const said = kinds.map((what) => flawLine({ cue: 1200, line: 4801, what }));
    for (const one of said) expect(one).toMatch(/^Line 4,801, caption 1,200: \S/u);
    expect(new Set(said).size).toBe(kinds.length);
    expect(said[6]).toContain("1.3 s before one above it has ended");
  });
});

describe("languages", () => {
  it("begin with those of the system, each once", () => {
    const order = languages(["de-AT", "fr", "en-GB"]).map(({ locale }) => locale);
    expect(order.slice(0, 3)).toEqual(["de_AT", "fr_FR", "en_GB"]);
    expect(new Set(order).size).toBe(order.length);
  });

  it("hold what a draft names, known or not", () => {
    expect(languages(["en-US"], "xx_YY").map(({ locale }) => locale)).toContain("xx_YY");
    expect(nameOf("pt_BR")).toBe("Portuguese (Brazil)");
    expect(nameOf("de_AT")).toContain("German");
  });

  it("are those that Rust takes, and of others in the system nothing is offered", () => {
    for (const { locale, name } of languages(["de-AT", "zh-Hant-HK", "c", "en-ZZ", "xx-US", "sq-XK", "es-419"])) {
      const [language, country] = locale.split("_");
      expect(known.languages).toContain(language);
      expect(known.countries).toContain(country);
      expect(name).toMatch(/^\p{Lu}/u);
    }
  });

  it("of the system are English where it names none", () => {
    expect([systemLocale([]), systemLocale(["tlh"]), systemLocale(["tlh", "sv-SE"])]).toEqual([
      "en_US",
      "en_US",
      "sv_SE",
    ]);
  });
});

it("a moment of a film is written as players write it", () => {
  expect([timecode(0), timecode(31_999), timecode(3_723_000)]).toEqual(["0:00", "0:31", "1:02:03"]);
  expect([exactTimecode(12_045), exactTimecode(999)]).toEqual(["0:12.04", "0:00.99"]);
});

describe("what was left out of a folder", () => {
  it("is named, the first of it where it is much", () => {
    expect(tray.leftOut({ ...leftOut, count: 2, first: ["a.jpg", "b.jpg"] })).toContain("left out: a.jpg and b.jpg. ");
    expect(tray.leftOut({ ...leftOut, count: 9, first: ["a.jpg", "b.jpg"] })).toContain(": a.jpg, b.jpg and 7 more. ");
    expect(tray.leftOut({ ...leftOut, count: 9, more: true, first: ["a.jpg"] })).toContain(": a.jpg and others. ");
    expect(tray.leftOut({ ...leftOut, unknown: 1, unknown_first: ["notes.txt"] })).toMatch(/left out: notes\.txt\.$/u);
  });

  it("is a folder that lies too deep, is a link, or cannot be opened, and can be dropped by itself", () => {
    expect(tray.leftOut({ ...leftOut, folders: 1, folders_first: ["locked"] })).toBe(
      "1 folder in it lies too deep, is a link, or cannot be opened, and Galley did not look into it: locked. Drop it by itself.",
    );
    expect(tray.leftOut({ ...leftOut, folders: 5, folders_first: ["a", "b", "c"] })).toMatch(
      /^5 folders in it lie too deep, are links, .* look into them: a, b, c and 2 more\. Drop them by themselves\.$/u,
    );
  });

  it("is not counted where nothing was", () => {
    expect(tray.leftOut({ ...leftOut, more: true })).toMatch(/hold too much to be looked through whole/u);
  });

  it("is counted, or said to be more than was counted", () => {
    const said = tray.leftOut({ ...leftOut, count: 1 });
    expect(said).toBe(
      "Galley takes 500 files of folders at a time; 1 file was left out. Drop the ones you want by themselves.",
    );
    expect(tray.leftOut({ ...leftOut, count: 900, more: true, unknown: 1 })).toMatch(
      /more than 900 files were left out\. .* 1 file in the folder is of no kind/u,
    );
  });
});

describe("what has no place in a post", () => {
  const images = (count: number) =>
    ({
      kind: "images",
      images: Array.from({ length: count }, (_, media) => ({ media: `${media}`, alt_text: "", title: "" })),
    }) as const;

  it("is named where it is one, and counted where it is more", () => {
    const stray = { why: "kind", names: ["a.pdf"], plural: "documents", together: false } as const;
    expect(tray.unplaced(stray, images(1))).toContain("This one had an image, so a.pdf was not added.");
    const more = { ...stray, names: ["a.pdf", "b.pdf"] };
    expect(tray.unplaced(more, images(3))).toContain("This one had 3 images, so a.pdf and b.pdf were not added.");
  });

  it("is named, the first of it where it is much", () => {
    const names = ["a.srt", "b.srt", "c.srt", "d.srt", "e.srt"];
    const stray = { why: "no-video", names, plural: "files", together: false } as const;
    expect(tray.unplaced(stray, images(1))).toMatch(/^a\.srt, b\.srt, c\.srt and 2 more were not added:/u);
  });

  it("is said to have come along where it came at once with what the post took", () => {
    const stray = { why: "kind", names: ["a.pdf"], plural: "documents", together: true } as const;
    expect(tray.unplaced(stray, images(251))).toContain("This one took the 251 images that came along, so a.pdf was");
    const video = { kind: "video", video: { media: "v", title: "", thumbnail: null, captions: null } } as const;
    expect(tray.unplaced(stray, video)).toContain("This one took the video that came along, so a.pdf was not added.");
  });

  it("is offered in the place of what is there", () => {
    const stray = { why: "kind", names: ["a.mp4"], plural: "videos", together: false } as const;
    expect(tray.useInstead(stray, images(1), "x.jpg")).toBe("Use a.mp4 instead of x.jpg");
    expect(tray.useInstead(stray, images(4), "x.jpg")).toBe("Use a.mp4 instead of the 4 images");
    expect(tray.useInstead(stray, { kind: "none" }, "")).toBe("Use a.mp4");
    const pictures = { why: "kind", names: ["a.jpg", "b.jpg"], plural: "images", together: false } as const;
    const document = { kind: "document", document: { media: "d", title: "" } } as const;
    expect(tray.useInstead(pictures, document, "x.pdf")).toBe("Use the 2 images instead of x.pdf");
    const long = `${"n".repeat(240)}.jpg`;
    expect(tray.useInstead({ ...stray, names: [long] }, images(1), long).length).toBeLessThan(100);
  });
});

it("a review says what the post has", () => {
  const video = { media: "v", title: "", thumbnail: { media: "t", at_ms: null }, captions: null };
  expect(publish.whatIs(12, { kind: "video", video })).toBe("12 characters of text and a video with a thumbnail");
  expect(publish.whatIs(0, { kind: "document", document: { media: "d", title: "Price list" } })).toBe(
    "No text and a document, “Price list”",
  );
  expect(publish.whatIs(1, { kind: "none" })).toBe("1 character of text");
});
