import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import type { Attachment, CarouselCard, MediaView } from "../host/contract";
import { picture, video } from "../host/fake/files";
import { FakeHost } from "../host/fake/host";
import { member, page } from "../host/fake/people";
import type { Scene } from "../host/fake/scenes";

async function open(scene: Scene = "cards") {
  const host = new FakeHost(scene);
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  await waitFor(() => expect(app.roster.loaded).toBe(true));
  const take = async (...media: MediaView[]) => {
    for (const view of media) host.media.set(view.id, view);
    app.composition.take({ media, refused: [], left_out: null });
    await tick();
  };
  return { app, host, take };
}

const cardsOf = (attachment: Attachment): readonly CarouselCard[] =>
  attachment.kind === "carousel" ? attachment.cards : [];
const ids = (app: App) => cardsOf(app.composition.attachment).map(({ media }) => media);
const field = (place: number, name: "title" | "landing-page" | "alt-text") =>
  within(screen.getAllByTestId("card")[place] as HTMLElement).getByTestId(name);
/** The latest. */
const undo = async () => {
  const [latest] = (await screen.findAllByRole("button", { name: "Undo" })).slice(-1);
  await fireEvent.click(latest as HTMLElement);
};

afterEach(cleanup);

describe("the cards of a carousel", () => {
  it("keep what is written about each, also when they are put in another order", async () => {
    const { app } = await open();
    await fireEvent.input(field(2, "title"), { target: { value: "Ask for a sample" } });
    await fireEvent.input(field(2, "landing-page"), { target: { value: "https://bindery.example/sample" } });
    await fireEvent.keyDown(within(screen.getAllByTestId("card")[2] as HTMLElement).getByTestId("handle"), {
      key: "ArrowUp",
    });
    await tick();
    expect(ids(app)).toEqual(["m3", "m0", "m1"]);
    expect(cardsOf(app.composition.attachment)[1]).toMatchObject({
      title: "Ask for a sample",
      landing_page: "https://bindery.example/sample",
    });
    expect((field(1, "landing-page") as HTMLInputElement).value).toBe("https://bindery.example/sample");
  });

  it("take the post's landing page, one by one or all that have none", async () => {
    const { app, take } = await open();
    await take(picture(8));
    await fireEvent.click(within(screen.getAllByTestId("card")[0] as HTMLElement).getByTestId("same-page"));
    const pages = () => cardsOf(app.composition.attachment).map(({ landing_page }) => landing_page);
    expect(pages()[0]).toBe("https://bindery.example/paper");
    const all = screen.getByTestId("same-page-for-all");
    expect(all.textContent?.trim()).toBe("The post’s landing page for 2 cards without one");
    await fireEvent.click(all);
    expect(pages()).toEqual([
      "https://bindery.example/paper",
      "https://bindery.example/paper/2",
      "https://bindery.example/paper",
      "https://bindery.example/paper",
    ]);
    expect(screen.queryByTestId("same-page-for-all")).toBeNull();
  });

  it("are joined by images that are dropped, and told of beyond ten; a video has no place", async () => {
    const { app, take } = await open();
    await take(...[4, 5, 6, 7, 8, 9, 10, 11].map(picture), video(20));
    expect(ids(app)).toHaveLength(11);
    expect(screen.getByText("Beyond the 10 cards a carousel can hold")).toBeTruthy();
    expect(screen.getByTestId("unplaced").textContent).toContain("This one had carousel cards");
    await waitFor(() => expect(app.composition.findings.some(({ rule }) => rule === "cards.count")).toBe(true));
  });

  it("come back to their place when they were removed, and stay a carousel without any", async () => {
    const { app } = await open();
    for (let left = 3; left > 0; left -= 1) {
      await fireEvent.click(screen.getAllByTestId("remove")[0] as HTMLElement);
      await tick();
    }
    expect(app.composition.attachment).toEqual({ kind: "carousel", cards: [] });
    expect(screen.getByTestId("add-cards")).toBeTruthy();
    await undo();
    expect(cardsOf(app.composition.attachment)).toMatchObject([{ media: "m0" }]);
    await fireEvent.click(screen.getByTestId("remove"));
    await fireEvent.click(await screen.findByTestId("other-kind"));
    expect(app.composition.attachment.kind).toBe("none");
  });

  it("say that they are only an advertisement, and open what makes them one with a click", async () => {
    const { app } = await open("cards-bare");
    expect(screen.getByText(/LinkedIn shows cards only as an advertisement of a page/u)).toBeTruthy();
    await fireEvent.click(screen.getByTestId("advertise"));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("ad-account")));
    await fireEvent.input(screen.getByTestId("ad-account"), { target: { value: "512" } });
    expect(app.composition.sponsored?.ad_account).toBe("512");
    expect(screen.queryByTestId("advertise")).toBeNull();
  });

  it("lead a member, who has no advertisements, to the choice of a page", async () => {
    const { app } = await open("cards-bare");
    app.composition.change({ author: member });
    await tick();
    expect(screen.queryByTestId("advertise")).toBeNull();
    await fireEvent.click(screen.getByTestId("choose-page"));
    expect(document.activeElement).toBe(screen.getByTestId("author-select"));
  });

  it("are led to from what is found of them", async () => {
    await open("cards-bare");
    const go = async (rule: string) => {
      const line = screen.getAllByTestId("finding").find((one) => one.dataset.rule === rule) as HTMLElement;
      await fireEvent.click(within(line).getAllByRole("button")[0] as HTMLElement);
    };
    await go("sponsored.missing");
    expect(document.activeElement).toBe(screen.getByTestId("advertise"));
    await go("card.landing_page");
    expect(document.activeElement).toBe(field(2, "landing-page"));
  });

  it("are made of images as a page, and undoing that brings back the images and the feed", async () => {
    const { app } = await open("full");
    expect(screen.queryByTestId("make-cards")).toBeNull();
    app.composition.change({ author: page });
    await tick();
    const before = app.composition.attachment;
    await fireEvent.click(screen.getByTestId("make-cards"));
    expect(cardsOf(app.composition.attachment)[0]).toMatchObject({ title: "The first pull", landing_page: "" });
    expect(app.composition.sponsored).not.toBeNull();
    await undo();
    expect(app.composition.attachment).toEqual(before);
    expect(app.composition.sponsored).toBeNull();
  });

  it("become images or a document again", async () => {
    const { app } = await open();
    await fireEvent.click(screen.getByTestId("make-images"));
    expect(app.composition.attachment).toMatchObject({
      kind: "images",
      images: [{ title: "Cotton, deckle edge" }, {}, {}],
    });
    expect(app.composition.images[0]).not.toHaveProperty("landing_page");
    await undo();
    expect(ids(app)).toEqual(["m3", "m1", "m0"]);
    await fireEvent.click(screen.getByTestId("make-document"));
    expect(await screen.findByRole("heading", { name: "Make a document of the cards" })).toBeTruthy();
    expect(screen.getByText(/their titles, alt texts and landing pages with them/u)).toBeTruthy();
  });
});

describe("an advertisement", () => {
  it("is chosen by a page, keeps what was said of it, and is no choice of a member", async () => {
    const { app } = await open("full");
    expect(screen.queryByTestId("distribution")).toBeNull();
    app.composition.change({ author: page });
    await tick();
    await fireEvent.click(screen.getByRole("radio", { name: "Only as an advertisement" }));
    await fireEvent.input(screen.getByTestId("ad-account"), { target: { value: "512" } });
    await fireEvent.change(screen.getByTestId("call-to-action"), { target: { value: "SIGN_UP" } });
    await fireEvent.click(screen.getByTestId("in-feed"));
    expect(app.composition.sponsored).toBeNull();
    await fireEvent.click(screen.getByRole("radio", { name: "Only as an advertisement" }));
    expect(app.composition.sponsored).toMatchObject({ ad_account: "512", call_to_action: "SIGN_UP" });
  });

  it("ends with where to find it and its URN to copy, and with no link", async () => {
    const { app, host } = await open();
    const writeText = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await fireEvent.input(field(2, "landing-page"), { target: { value: "https://bindery.example/3" } });
    await app.press.review();
    expect((await screen.findByRole("dialog")).textContent).toContain(
      "Nobody, until a campaign of ad account 512345678 shows it",
    );
    await app.press.publish();
    const outcome = await screen.findByTestId("outcome");
    expect(outcome.textContent).toContain("Find it in Campaign Manager, under its ad account.");
    expect(screen.queryByTestId("open-post")).toBeNull();
    await fireEvent.click(screen.getByTestId("copy-urn"));
    expect(writeText).toHaveBeenCalledWith("urn:li:share:7000000000000000001");
    expect(host.history[0]).toMatchObject({ sponsored: true, images: 3, outcome: { url: null } });
  });
});
