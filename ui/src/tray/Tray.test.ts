import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import type { Added, MediaView } from "../host/contract";
import { captions, document as paper, leftOut, picture, video } from "../host/fake/files";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";

async function open(scene: Scene = "full") {
  const host = new FakeHost(scene);
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  let drop = 0;
  const dropping = () => {
    host.tell({ kind: "dropping", drop: ++drop });
    const let_go = drop;
    return async (media: MediaView[], part: Partial<Added> = {}) => {
      for (const view of media) host.media.set(view.id, view);
      host.tell({ kind: "dropped", drop: let_go, added: { media, refused: [], left_out: null, ...part } });
      await waitFor(() => expect(app.intake.taking).toBe(false));
      await tick();
    };
  };
  return { host, app, dropping, drop: (...media: MediaView[]) => dropping()(media) };
}

const heading = () =>
  screen.getByRole("heading", { level: 2, name: /^(Attachment|Images|Video|Document)/ }).textContent;
const offer = () => screen.getByTestId("use-instead");

afterEach(cleanup);

describe("the tray", () => {
  it("says what a post can have while it has nothing", async () => {
    await open("empty");
    expect(heading()).toBe("Attachment");
    expect(screen.getByText("A post carries one kind of attachment.")).toBeTruthy();
  });

  it("becomes what is dropped", async () => {
    const { drop } = await open("empty");
    await drop(video(10), captions(30));
    expect(heading()).toBe("Video");
    expect(screen.getByTestId("captions-name").textContent).toBe("press-run.srt");
  });

  it("says what has no place and takes it instead when it is asked to, and back again", async () => {
    const { app, drop } = await open();
    await drop(paper(20, "report.pdf"));
    const said = screen.getByTestId("unplaced");
    expect(said.textContent).toContain("This one had 3 images, so report.pdf was not added.");
    expect(app.composition.images).toHaveLength(3);
    expect(offer().textContent?.trim()).toBe("Use report.pdf instead of the 3 images");
    await fireEvent.click(offer());
    expect(heading()).toBe("Document");
    expect(screen.queryByTestId("unplaced")).toBeNull();
    await fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(app.composition.images.map(({ alt_text }) => alt_text)[1]).toBe("A drawer of metal type");
  });

  it("gives back what was written about what was put there, when undoing took it away", async () => {
    const { app, drop } = await open();
    await drop(paper(20, "report.pdf"));
    await fireEvent.click(offer());
    app.composition.changeDocument({ title: "Typed since" });
    await fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(app.composition.images).toHaveLength(3);
    expect(screen.getByTestId("unplaced").textContent).toContain("report.pdf was not added");
    await fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(app.composition.attachment).toMatchObject({ document: { title: "Typed since" } });
  });

  it("says of what was not added what the post had then, and does not say it anew", async () => {
    const { app, drop } = await open();
    await drop(paper(20, "report.pdf"));
    const said = screen.getByRole("alert").textContent;
    for (const media of ["m0", "m1", "m2"]) app.composition.remove(media);
    await tick();
    expect(screen.getByRole("alert").textContent).toBe(said);
    expect(said).toContain("This one had 3 images, so report.pdf was not added.");
    expect(offer().textContent?.trim()).toBe("Use report.pdf");
  });

  it("keeps what has no place when more comes, until the same file comes again", async () => {
    const { app, drop, dropping } = await open();
    const left_out = { ...leftOut, count: 12, first: ["b.jpg"], unknown: 3, unknown_first: ["a.txt"] };
    await dropping()([paper(20, "report.pdf")], { left_out });
    await dropping()([video(11, "clip.mp4")], { left_out: { ...left_out, unknown: 0 } });
    await drop(picture(8));
    const said = () => screen.getAllByTestId("unplaced").map((one) => /so (\S+) was/.exec(one.textContent ?? "")?.[1]);
    expect(said()).toEqual(["report.pdf", "clip.mp4"]);
    expect(screen.getByTestId("left-out").textContent).toContain("24 files were left out");
    await drop(paper(20, "report.pdf"));
    expect(said()).toEqual(["clip.mp4", "report.pdf"]);
    await fireEvent.click(screen.getAllByTestId("use-instead")[0] as HTMLElement);
    expect(said()).toEqual(["report.pdf"]);
    await fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(said()).toEqual(["clip.mp4", "report.pdf"]);
    expect(app.composition.images).toHaveLength(4);
  });

  it("does not put back into another draft what was replaced", async () => {
    const { app, drop } = await open();
    await drop(paper(20, "report.pdf"));
    await fireEvent.click(offer());
    const undo = () => screen.queryByRole("button", { name: "Undo" });
    expect(undo()).toBeTruthy();
    const first = app.composition.draft?.id ?? "";
    await app.newPost();
    await tick();
    expect(undo()).toBeNull();
    app.notices.undoLast();
    expect(app.composition.attachment.kind).toBe("none");
    await app.openDraft(first);
    app.notices.undoLast();
    expect(app.composition.images).toHaveLength(3);
  });

  it("does not push a document out with an image that is put back", async () => {
    const { app, drop } = await open();
    await fireEvent.click(screen.getAllByTestId("remove")[0] as HTMLElement);
    await drop(paper(20, "report.pdf"));
    await fireEvent.click(offer());
    await fireEvent.click(
      within(screen.getAllByTestId("notice")[0] as HTMLElement).getByRole("button", { name: "Undo" }),
    );
    expect(app.composition.attachment.kind).toBe("document");
  });

  it("offers a picture as the thumbnail where there is one, and captions where there are some", async () => {
    const { app, drop } = await open("video");
    await drop(picture(8));
    expect(offer().textContent?.trim()).toBe("Use type-case-8.png as the thumbnail");
    await fireEvent.click(offer());
    expect(app.composition.attachment).toMatchObject({ video: { thumbnail: { media: "m8", at_ms: null } } });
    await drop(captions(44, "better.srt"));
    expect(offer().textContent?.trim()).toBe("Use better.srt as the captions");
    await fireEvent.click(offer());
    expect(app.composition.attachment).toMatchObject({ video: { captions: { media: "f44", locale: "en_GB" } } });
  });

  it("makes no offer that there is nothing left for", async () => {
    const { app, drop } = await open("video");
    await drop(picture(8));
    const said = screen.getByTestId("unplaced").textContent;
    app.composition.replace({ kind: "none" });
    await tick();
    expect(screen.queryByTestId("use-instead")).toBeNull();
    expect(said).toContain(screen.getByTestId("unplaced").querySelector("[role=alert]")?.textContent?.trim());
  });

  it("counts along while many files are read, and no longer than that", async () => {
    const { host, dropping } = await open("empty");
    const land = dropping();
    expect(screen.queryByTestId("reading")).toBeNull();
    host.tell({ kind: "reading", drop: 1, done: 120, of: 200 });
    await tick();
    const reading = screen.getByTestId("reading");
    expect(reading.textContent).toContain("Reading 120 of 200…");
    expect(within(reading).getByRole("progressbar").getAttribute("aria-valuenow")).toBe("60");
    await land([picture(0)]);
    host.tell({ kind: "reading", drop: 1, done: 200, of: 200 });
    await tick();
    expect(screen.queryByTestId("reading")).toBeNull();
  });

  it("reads out how many were refused, and no more of them than a few", async () => {
    const { app, dropping } = await open("empty");
    const refused = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => ({ name: `${from + index}.jpg`, why: "It is damaged." }));
    await dropping()([], { refused: refused(0, 2) });
    expect(screen.getByRole("alert").textContent).toContain("1.jpg: It is damaged.");
    await dropping()([], { refused: refused(1, 200) });
    expect(screen.getByRole("alert").textContent?.trim()).toBe("200 files could not be added");
    const names = within(screen.getByTestId("refused")).getByRole("region", { hidden: true });
    expect(names.closest("details")?.open).toBe(false);
    expect(within(names).getAllByRole("listitem", { hidden: true })).toHaveLength(200);
    await fireEvent.click(within(screen.getByTestId("refused")).getByRole("button", { name: "Dismiss" }));
    expect(app.composition.strays.refused).toEqual([]);
  });

  it("says what of a folder was left out, also where nothing of it is left", async () => {
    const { dropping } = await open("empty");
    await dropping()([], {
      left_out: { ...leftOut, count: 12, first: ["b.jpg"], unknown: 1, unknown_first: ["notes.txt"] },
    });
    const said = screen.getByTestId("left-out");
    expect(said.textContent).toContain(
      "takes 500 files of folders at a time; 12 files were left out: b.jpg and 11 more.",
    );
    expect(said.textContent).toContain(
      "1 file in the folder is of no kind that Galley knows, and was left out: notes.txt.",
    );
    await fireEvent.click(within(said).getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByTestId("left-out")).toBeNull();
  });

  it("offers to make a document of several images, and of one not", async () => {
    const { app } = await open();
    await fireEvent.click(screen.getByTestId("make-document"));
    expect(app.task).toEqual({ at: "bind", images: ["m0", "m1", "m2"] });
    for (const media of ["m0", "m1"]) app.composition.remove(media);
    await tick();
    expect(screen.queryByTestId("make-document")).toBeNull();
  });

  it("offers ways out of more images than a post holds, each of which can be undone", async () => {
    const { app } = await open("many");
    const undo = async () => fireEvent.click((await screen.findAllByRole("button", { name: "Undo" })).at(-1)!);
    const count = () => app.composition.images.length;
    const first = app.composition.images.slice(0, 20);
    expect(screen.getByTestId("too-many").textContent).toContain("20 images at most; here are 21.");
    await fireEvent.click(screen.getByTestId("keep-first"));
    expect(app.composition.images).toEqual(first);
    expect(screen.queryByTestId("too-many")).toBeNull();
    await undo();
    expect(count()).toBe(21);
    await fireEvent.click(screen.getByTestId("remove-all"));
    expect(app.composition.attachment).toEqual({ kind: "none" });
    await undo();
    expect(count()).toBe(21);
    await fireEvent.click(screen.getByTestId("make-document"));
    expect(app.task).toMatchObject({ at: "bind", images: { length: 21 } });
  });

  it("offers no document of more images than one has pages", async () => {
    const { drop } = await open("empty");
    await drop(...Array.from({ length: 301 }, (_, index) => picture(index)));
    const said = within(screen.getByTestId("too-many"));
    expect(said.getByTestId("keep-first")).toBeTruthy();
    expect(screen.queryByTestId("make-document")).toBeNull();
    expect(screen.getByTestId("too-many").textContent).toContain("would have 300 pages at most");
  });

  it("makes the cards of many images little by little, and one that is wished for at once", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const host = new FakeHost("empty");
    const app = new App(host);
    render(AppView, { app });
    await app.start();
    const images = Array.from({ length: 100 }, (_, index) => picture(index));
    app.composition.take({ media: images, refused: [], left_out: null });
    await tick();
    const cards = () => screen.getAllByTestId("card").length;
    expect(cards()).toBe(12);
    vi.runOnlyPendingTimers();
    await tick();
    expect(cards()).toBe(24);
    app.seek("m77");
    await tick();
    await tick();
    expect(cards()).toBe(78);
    expect(document.activeElement?.closest<HTMLElement>("[data-media]")?.dataset.media).toBe("m77");
    for (let turn = 0; turn < 2; turn += 1) {
      vi.runOnlyPendingTimers();
      await tick();
    }
    expect(cards()).toBe(100);
    vi.useRealTimers();
  });

  it("tells what came at once with what the post took apart from what it had", async () => {
    const { drop } = await open("empty");
    await drop(picture(1), picture(2), paper(20, "report.pdf"));
    expect(screen.getByTestId("unplaced").textContent).toContain("This one took the 2 images that came along");
    await drop(picture(3), paper(21, "other.pdf"));
    const said = screen.getAllByTestId("unplaced").map((one) => one.textContent);
    expect(said[1]).toContain("This one had 2 images, so other.pdf was not added.");
  });

  it("leads from the finding that there are too many to the ways out", async () => {
    await open("many");
    const finding = screen.getAllByTestId("finding").find((one) => one.dataset.rule === "images.count");
    await fireEvent.click(finding!.querySelector("[data-control=finding]")!);
    expect(document.activeElement).toBe(screen.getByTestId("keep-first"));
  });

  it("says that a file was changed until that is acknowledged", async () => {
    // Just after midnight both would be of an earlier day.
    vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 10, 22, 12) });
    onTestFinished(() => void vi.useRealTimers());
    const { host } = await open("changed");
    const said = () => screen.queryAllByTestId("changed");
    expect(said().map((one) => one.textContent)).toEqual([
      expect.stringMatching(
        /^Changed on the disk at \d\d:\d\d, after you added it\. The post has the new version\. Its alt text stayed as it was\./,
      ),
      expect.stringContaining("Changed on the disk yesterday at"),
    ]);
    const acknowledge = vi.spyOn(host, "acknowledge");
    await fireEvent.click(screen.getAllByTestId("acknowledge")[0] as HTMLElement);
    expect(acknowledge).toHaveBeenCalledExactlyOnceWith(["m0"]);
    await waitFor(() => expect(said()).toHaveLength(1));
  });

  it("looks again at a file of this draft that was changed on the disk, and at no other", async () => {
    const { host } = await open();
    const look = vi.spyOn(host, "reexamine");
    const [first] = host.media.values();
    host.media.set("m0", { ...(first as MediaView), changed_at: Date.now() });
    host.tell({ kind: "files_changed", ids: ["m0", "elsewhere"] });
    await waitFor(() => expect(screen.getAllByTestId("changed")).toHaveLength(1));
    expect(look).toHaveBeenCalledExactlyOnceWith(["m0"]);
  });

  it("opens what mends a file beside a finding that can be mended", async () => {
    const { app } = await open("blocked");
    const line = screen.getAllByTestId("finding").find((one) => one.dataset.rule === "image.pixels") as HTMLElement;
    await fireEvent.click(within(line).getByTestId("fix"));
    expect(app.task).toEqual({ at: "fix", media: "m0", remedy: "resize" });
    const others = screen.getAllByTestId("finding").filter((one) => one.dataset.rule !== "image.pixels");
    for (const other of others) expect(within(other).queryByTestId("fix")).toBeNull();
    expect(within(screen.getAllByTestId("card")[0] as HTMLElement).getByTestId("fix")).toBeTruthy();
  });
});
