import { describe, expect, it, vi } from "vitest";

import type { Attachment, MediaView, Poll, Problem } from "../host/contract";
import { captions, document, picture, video } from "../host/fake/files";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";
import { Composition } from "./composition.svelte";

async function bench(scene: Scene = "empty") {
  const host = new FakeHost(scene);
  const composition = new Composition(host);
  await composition.open(() => host.resume());
  const add = (...media: MediaView[]) => {
    for (const view of media) host.media.set(view.id, view);
    composition.take({ media, refused: [], left_out: null });
  };
  return { host, composition, add };
}

/** The same file, as it is known when it is added once more. */
const again = (view: MediaView): MediaView => ({ ...view, id: `${view.id} again` });

const poll: Poll = { question: "Which stock?", options: ["Cotton", "Wove"], duration: "THREE_DAYS" };
const typed: readonly Attachment[] = [
  { kind: "link", link: { url: "https://a.example", title: "My title", description: "Mine", thumbnail: null } },
  { kind: "poll", poll },
  { kind: "reshare", reshare: { of: "urn:li:share:7" } },
];

describe("what is taken out of a draft", () => {
  it.each(typed)(
    "comes back when a $kind is begun again, however it went and whatever was between",
    async (written) => {
      const { host, composition, add } = await bench();
      const { kind } = written as Extract<Attachment, { kind: "link" | "poll" | "reshare" }>;
      const other = kind === "poll" ? "link" : "poll";
      composition.begin(kind);
      expect(composition.broughtBack).toBeNull();
      composition.change({ attachment: written });
      composition.replace({ kind: "none" });
      composition.begin(other);
      composition.replace({ kind: "none" });
      add(picture(1));
      const first = composition.draft?.id ?? "";
      await composition.open(() => host.newDraft());
      composition.begin(kind);
      expect(composition.attachment).not.toEqual(written);
      await composition.open(() => host.openDraft(first));
      composition.replace({ kind: "none" });
      composition.begin(kind);
      expect(composition.attachment).toEqual(written);
      expect(composition.broughtBack).toEqual({ what: kind, media: [] });
    },
  );

  it("is put back by undoing also when something was begun since and nothing written in it", async () => {
    const { composition } = await bench();
    composition.begin("link");
    composition.changeLink({ title: "My title" });
    const undo = composition.replace({ kind: "none" });
    composition.begin("poll");
    expect(undo()).toBe("back");
    expect(composition.attachment).toMatchObject({ kind: "link", link: { title: "My title" } });
  });

  it("stays laid aside when undoing finds something else written, which is not pushed out", async () => {
    const { composition } = await bench();
    composition.begin("link");
    composition.changeLink({ title: "My title" });
    const undo = composition.replace({ kind: "none" });
    composition.begin("poll");
    composition.changePoll({ question: "Which?" });
    expect(undo()).toEqual({ aside: "link" });
    expect(composition.attachment.kind).toBe("poll");
    composition.replace({ kind: "none" });
    composition.begin("link");
    expect(composition.attachment).toMatchObject({ link: { title: "My title" } });
  });

  it("goes again when one begins empty, and is laid aside as before", async () => {
    const { composition } = await bench();
    composition.begin("poll");
    composition.changePoll(poll);
    composition.replace({ kind: "none" });
    composition.begin("poll");
    const undo = composition.beginEmpty();
    expect(composition.attachment).toMatchObject({ poll: { question: "", options: ["", ""] } });
    expect(composition.broughtBack).toBeNull();
    expect(undo?.()).toBe("back");
    expect(composition.attachment).toEqual({ kind: "poll", poll });
    composition.broughtBack = { what: "poll", media: [] };
    composition.beginEmpty();
    composition.replace({ kind: "none" });
    composition.begin("poll");
    expect(composition.attachment).toEqual({ kind: "poll", poll });
  });

  it("comes back for the card of the address that it was written for, and for no other", async () => {
    const { composition } = await bench();
    composition.begin("link", "https://a.example");
    composition.changeLink({ title: "About a" });
    composition.replace({ kind: "none" });
    composition.begin("link", "https://b.example");
    expect(composition.attachment).toMatchObject({ link: { url: "https://b.example", title: "" } });
    composition.changeLink({ title: "About b" });
    composition.replace({ kind: "none" });
    composition.begin("link", "https://a.example");
    expect(composition.attachment).toMatchObject({ link: { title: "About a" } });
  });

  it("gives images their words again when the same files are added again, and other files none", async () => {
    const { composition, add } = await bench();
    add(picture(1), picture(2));
    composition.describe("m1", { alt_text: "A drawer of metal type", title: "Type" });
    composition.replace({ kind: "none" });
    composition.begin("poll");
    composition.replace({ kind: "none" });
    add(again(picture(1)), picture(3));
    expect(composition.images).toEqual([
      { media: "m1 again", alt_text: "A drawer of metal type", title: "Type" },
      { media: "m3", alt_text: "", title: "" },
    ]);
    expect(composition.broughtBack).toEqual({ what: "files", media: ["m1 again"] });
    composition.describe("m3", { alt_text: "Typed since" });
    composition.beginEmpty();
    expect(composition.images.map(({ alt_text }) => alt_text)).toEqual(["", "Typed since"]);
  });

  it("gives a video its title, its thumbnail and its captions again, and a document its title", async () => {
    const { composition, add } = await bench();
    const film = video(10);
    add(film, picture(1), captions(30));
    composition.changeVideo({ title: "The press at work" });
    const paper = document(20, "report.pdf");
    add(paper);
    const [offer] = composition.strays.unplaced.flatMap((one) => one.offer ?? []);
    if (offer) composition.accept(offer);
    composition.changeDocument({ title: "The year in type" });
    composition.replace({ kind: "none" });
    add(again(film));
    expect(composition.attachment).toMatchObject({
      video: { media: "f10 again", title: "The press at work", thumbnail: { media: "m1" }, captions: { media: "f30" } },
    });
    composition.replace({ kind: "none" });
    add(again(paper));
    expect(composition.attachment).toMatchObject({ document: { title: "The year in type" } });
  });

  it("gives the picture of a link's card its alt text again, whichever way it comes", async () => {
    const { composition, add } = await bench();
    composition.begin("link");
    add(picture(1));
    composition.changeLink({ thumbnail: { media: "m1", alt_text: "A drawer of metal type" } });
    composition.setPicture(null);
    add(again(picture(1)));
    expect(composition.attachment).toMatchObject({
      link: { thumbnail: { media: "m1 again", alt_text: "A drawer of metal type" } },
    });
    composition.setPicture(null);
    composition.know([picture(1)]);
    composition.accept({ to: "picture", media: "m1" });
    expect(composition.attachment).toMatchObject({ link: { thumbnail: { alt_text: "A drawer of metal type" } } });
  });

  it("is known with its files also after another draft was open", async () => {
    const { host, composition } = await bench("cards");
    const cards = composition.attachment;
    const first = composition.draft?.id ?? "";
    composition.replace({ kind: "none" });
    await composition.flush();
    await composition.open(() => host.newDraft());
    await composition.open(() => host.openDraft(first));
    composition.begin("carousel");
    expect(composition.attachment).toEqual(cards);
    for (const { media } of composition.items) expect(composition.media.has(media)).toBe(true);
  });

  it("gives cards their landing pages again after they were images", async () => {
    const { composition } = await bench("cards");
    const cards = composition.attachment;
    composition.makeImages();
    composition.describe("m1", { title: "Typed since" });
    composition.makeCards();
    expect(composition.attachment).toEqual({
      kind: "carousel",
      cards:
        cards.kind === "carousel" &&
        cards.cards.map((card) => (card.media === "m1" ? { ...card, title: "Typed since" } : card)),
    });
    expect(composition.broughtBack?.what).toBe("landing_pages");
    composition.beginEmpty();
    expect(composition.items[0]).toMatchObject({ title: expect.stringMatching(/./u), landing_page: "" });
  });

  it("keeps what made a draft an advertisement while another draft is open", async () => {
    const { host, composition } = await bench("cards");
    const said = composition.sponsored;
    composition.advertise(false);
    const first = composition.draft?.id ?? "";
    await composition.open(() => host.newDraft());
    await composition.open(() => host.openDraft(first));
    composition.advertise(true);
    expect(composition.sponsored).toEqual(said);
  });

  it("is there for the next window too, with words for files and with files", async () => {
    const { host, composition, add } = await bench("cards");
    const { attachment: cards, sponsored } = composition;
    composition.replace({ kind: "none" });
    composition.advertise(false);
    add(picture(9));
    composition.describe("m9", { alt_text: "A drawer of metal type" });
    composition.replace({ kind: "none" });
    await composition.flush();
    const next = new Composition(host);
    await next.open(() => host.resume());
    next.take({ media: [again(picture(9))], refused: [], left_out: null });
    expect(next.images).toEqual([{ media: "m9 again", alt_text: "A drawer of metal type", title: "" }]);
    next.replace({ kind: "none" });
    next.begin("carousel");
    next.advertise(true);
    expect([next.attachment, next.sponsored]).toEqual([cards, sponsored]);
    for (const { media } of next.items) expect(next.media.has(media)).toBe(true);
  });

  it("lies there no more once it is back in the post", async () => {
    const { host, composition, add } = await bench("cards");
    const { attachment: cards } = composition;
    composition.replace({ kind: "none" });
    composition.advertise(false);
    add(picture(9));
    composition.describe("m9", { alt_text: "A drawer of metal type" });
    composition.replace({ kind: "none" });
    add(again(picture(9)));
    composition.replace(cards);
    composition.advertise(true);
    await composition.flush();
    const aside = host.asides.get(composition.draft?.id ?? "");
    // Of the picture, which went when the cards came.
    expect(aside?.files.map(({ alt_text }) => alt_text)).toEqual(["A drawer of metal type"]);
    expect(aside?.sponsored).toBeNull();
    composition.replace({ kind: "none" });
    composition.begin("carousel");
    await composition.flush();
    expect(host.asides.get(composition.draft?.id ?? "")?.attachments).toEqual([]);
  });

  it("does not make an advertisement of images whose cards are undone", async () => {
    const { composition } = await bench("cards");
    composition.makeImages();
    composition.advertise(false);
    const undo = composition.makeCards();
    expect(composition.sponsored).not.toBeNull();
    expect(undo()).toBe("back");
    expect(composition.sponsored).toBeNull();
    composition.advertise(true);
    expect(composition.sponsored).not.toBeNull();
  });

  it("is sent to be kept only when it changed, and again until it is kept", async () => {
    const { host, composition } = await bench();
    const sent: boolean[] = [];
    const edit = host.edit.bind(host);
    let unsaved: Problem | null = null;
    vi.spyOn(host, "edit").mockImplementation(async (draft, aside) => {
      sent.push(aside !== null);
      return unsaved ? { ...(await edit(draft, null)), unsaved } : edit(draft, aside);
    });
    composition.begin("poll");
    composition.changePoll(poll);
    await composition.flush();
    expect(sent.splice(0)).not.toContain(true);
    unsaved = { code: "other", message: "The disk is full." };
    composition.replace({ kind: "none" });
    await expect(composition.flush()).rejects.toBeDefined();
    unsaved = null;
    await composition.flush();
    expect(sent.splice(0)).not.toContain(false);
    expect(host.asides.get(composition.draft?.id ?? "")?.attachments).toEqual([{ kind: "poll", poll }]);
    composition.begin("link");
    await composition.flush();
    expect(sent).toEqual([false]);
  });
});
