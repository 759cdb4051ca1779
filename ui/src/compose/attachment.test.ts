import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Attachment, MediaView } from "../host/contract";
import { captions, document, picture, stranger, video } from "../host/fake/files";
import { accept, filesOf, join, titleFrom, type Joined } from "./attachment";

const none: Attachment = { kind: "none" };
const locale = "en_GB";
const add = (now: Attachment, ...added: MediaView[]): Joined => join(now, added, locale);
const of = (...added: MediaView[]): Attachment => add(none, ...added).attachment;
const whys = ({ unplaced }: Joined) =>
  unplaced.map(({ why, media }) => `${why}: ${media.map(({ name }) => name).join()}`);

const [first, second] = [picture(0), picture(1)];
const png = picture(3);
const film = video(10, "clip.mp4");
const other = video(11, "other.mp4");
const paper = document(20, "Annual report.pdf");
const spoken = captions(30, "clip.srt");

describe("a bare post", () => {
  it("becomes what its first file is", () => {
    expect(of(first, second)).toMatchObject({ kind: "images", images: [{ media: first.id }, { media: second.id }] });
    expect(of(film)).toMatchObject({ kind: "video", video: { media: film.id, thumbnail: null, captions: null } });
    expect(of(paper, first)).toMatchObject({ kind: "document" });
    expect(of(first, paper)).toMatchObject({ kind: "images" });
  });

  it("takes a video with one picture and captions for one thing, in whatever order they come", () => {
    const whole = {
      kind: "video",
      video: {
        media: film.id,
        title: "",
        thumbnail: { media: png.id, at_ms: null },
        captions: { media: spoken.id, locale },
      },
    };
    for (const order of [
      [film, png, spoken],
      [png, spoken, film],
      [spoken, film, png],
    ]) {
      const joined = add(none, ...order);
      expect(joined.attachment).toEqual(whole);
      expect(joined.unplaced).toEqual([]);
    }
  });

  it("calls a document what its file is called", () => {
    expect(of(paper)).toMatchObject({ document: { title: "Annual report" } });
    expect([titleFrom("a.b.pptx"), titleFrom(".pdf"), titleFrom("no ending"), titleFrom("v. 2 of it")]).toEqual([
      "a.b",
      ".pdf",
      "no ending",
      "v. 2 of it",
    ]);
  });

  it("says that captions need a video", () => {
    const joined = add(none, spoken);
    expect(joined.attachment).toEqual(none);
    expect(whys(joined)).toEqual(["no-video: clip.srt"]);
    expect(joined.unplaced[0]?.offer).toBeNull();
  });

  it("shows among the images what is no file it knows", () => {
    expect(of(first, stranger(40, "note.txt"))).toMatchObject({ images: [{}, { media: "f40" }] });
  });
});

describe("a post with images", () => {
  const images = of(first, second);

  it("takes more of them", () => {
    expect(add(images, png)).toMatchObject({ attachment: { images: [{}, {}, { media: png.id }] }, unplaced: [] });
  });

  it("leaves a document out, and offers it in their place", () => {
    const joined = add(images, paper);
    expect(joined.attachment).toEqual(images);
    expect(whys(joined)).toEqual(["kind: Annual report.pdf"]);
    expect(accept(images, joined.unplaced[0]!.offer!)).toEqual(of(paper));
  });

  it("offers a video together with the captions that came along", () => {
    const joined = add(images, spoken, film);
    expect(whys(joined)).toEqual(["kind: clip.mp4"]);
    expect(accept(images, joined.unplaced[0]!.offer!)).toEqual(of(film, spoken));
  });
});

describe("a post with a video", () => {
  const bare = of(film);
  const whole = of(film, png, spoken);

  it("takes captions, and one picture as its thumbnail", () => {
    expect(add(add(bare, spoken).attachment, png).attachment).toEqual(whole);
  });

  it("asks before it gives up the thumbnail or the captions it has", () => {
    const pictureToo = add(whole, second);
    expect(whys(pictureToo)).toEqual([`thumbnail: ${second.name}`]);
    expect(accept(whole, pictureToo.unplaced[0]!.offer!)).toMatchObject({
      video: { thumbnail: { media: second.id, at_ms: null }, captions: { media: spoken.id } },
    });
    const captionsToo = add(whole, captions(31, "better.srt"));
    expect(whys(captionsToo)).toEqual(["captions: better.srt"]);
    expect(accept(whole, captionsToo.unplaced[0]!.offer!)).toMatchObject({ video: { captions: { media: "f31" } } });
  });

  it("keeps the language of captions when another file takes their place", () => {
    const german: Attachment = {
      kind: "video",
      video: { media: film.id, title: "", thumbnail: null, captions: { media: spoken.id, locale: "de_DE" } },
    };
    const { unplaced } = add(german, captions(31, "better.srt"));
    expect(accept(german, unplaced[0]!.offer!)).toMatchObject({ video: { captions: { locale: "de_DE" } } });
  });

  it("takes no second video, no document, and not several pictures", () => {
    expect(whys(add(bare, other))).toEqual(["second: other.mp4"]);
    expect(whys(add(bare, paper))).toEqual(["kind: Annual report.pdf"]);
    expect(whys(add(bare, first, second))).toEqual([`kind: ${first.name},${second.name}`]);
    expect(whys(add(bare, stranger(40, "note.txt")))).toEqual(["unknown: note.txt"]);
  });

  it("gives nothing to a video that has gone meanwhile", () => {
    expect(accept(none, { to: "thumbnail", media: png.id, at_ms: null })).toBeNull();
  });
});

describe("any files added to any post", () => {
  const anyFile = fc.constantFrom(first, second, png, film, other, paper, spoken, stranger(40, "note.txt"));
  const anyFiles = fc.uniqueArray(anyFile, { selector: ({ id }) => id });

  it("are each placed or spoken of, once", () => {
    fc.assert(
      fc.property(anyFiles, anyFiles, (before, added) => {
        const { placed, unplaced, attachment } = add(of(...before), ...added);
        const spokenOf = unplaced.flatMap(({ media, offer }) => [
          ...media.map(({ id }) => id),
          ...(offer?.to === "replace" ? filesOf(offer.attachment) : []),
        ]);
        expect(filesOf(attachment)).toEqual(expect.arrayContaining([...placed]));
        expect(new Set([...placed, ...spokenOf])).toEqual(new Set(added.map(({ id }) => id)));
        expect(placed.filter((id) => spokenOf.includes(id))).toEqual([]);
      }),
    );
  });

  it("never push out what is there", () => {
    fc.assert(
      fc.property(anyFiles, anyFiles, (before, added) => {
        const now = of(...before);
        expect(filesOf(add(now, ...added).attachment)).toEqual(expect.arrayContaining(filesOf(now)));
      }),
    );
  });
});
