import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import type { LinkItem } from "../host/contract";
import { picture, video } from "../host/fake/files";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";

async function open(scene: Scene = "link") {
  const host = new FakeHost(scene);
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  await tick();
  const link = (): LinkItem => {
    if (app.composition.attachment.kind !== "link") throw new Error("no link card");
    return app.composition.attachment.link;
  };
  return { app, host, link };
}

const card = () => screen.getByTestId("link-card");
const state = () => within(card()).getByTestId("link-state");
const type = (hook: string, value: string) => fireEvent.input(within(card()).getByTestId(hook), { target: { value } });
const read = () => fireEvent.click(within(card()).getByTestId("read-page"));

/** Once what was asked for has been answered. */
async function answered() {
  await vi.waitFor(() => expect(state().dataset["state"]).not.toBe("reading"));
  await tick();
}

afterEach(cleanup);

describe("the card of a link", () => {
  it("reads its page when that is asked for, and not while the address is typed", async () => {
    const { host, link } = await open("link-bare");
    await type("link-address", "example.com/news");
    expect(host.asked).toEqual([]);
    await fireEvent.keyDown(within(card()).getByTestId("link-address"), { key: "Enter" });
    await answered();
    expect(host.asked.map(({ how }) => how)).toEqual([{ address: "example.com/news", allowed: [] }]);
    expect(link().title).toBe("What example.com says of itself");
    expect(link().thumbnail?.alt_text).toBe("A picture of the page");
    expect(state().textContent).toContain("Read from example.com");
    expect(within(card()).getByTestId("read-page").textContent).toContain("Read again");
  });

  it("never writes a late answer over what was typed meanwhile, and offers it", async () => {
    const { host, link } = await open("link-bare");
    await type("link-address", "example.com");
    const letGo = host.hold("readPage");
    await read();
    expect(state().textContent).toContain("Reading example.com…");
    await type("title", "My own words");
    letGo();
    await answered();
    expect(link().title).toBe("My own words");
    expect(link().description).toBe("A page that was read by a pretended host.");
    const offer = within(card()).getByTestId("page-says");
    expect(offer.textContent).toContain("What example.com says of itself");
    await fireEvent.click(within(offer).getByRole("button"));
    expect(link().title).toBe("What example.com says of itself");
    expect(within(card()).queryByTestId("page-says")).toBeNull();
  });

  it("takes no answer for another address, another draft, or a post that is being reviewed", async () => {
    const { app, host, link } = await open("link-bare");
    await type("link-address", "example.com/first");
    let letGo = host.hold("readPage");
    await read();
    await type("link-address", "example.com/second");
    letGo();
    await vi.waitFor(() => expect(host.asked).toHaveLength(1));
    await tick();
    expect([link().title, state().dataset["state"]]).toEqual(["", "rest"]);

    letGo = host.hold("readPage");
    await read();
    app.task = { at: "bind", images: [] };
    letGo();
    await answered();
    expect(link().title).toBe("");
    app.endTask();
    await tick();
    expect(within(card()).getAllByTestId("page-says")).toHaveLength(2);
  });

  it("asks before it reads in the own network, and lets it be read this once", async () => {
    const { host, link } = await open("link-bare");
    await read();
    await answered();
    expect(state().textContent).toContain("intranet.example is in your own network. Read it?");
    expect(link().title).toBe("");
    await fireEvent.click(within(card()).getByTestId("allow-host"));
    await answered();
    expect(host.asked.at(-1)?.how).toEqual({ address: link().url, allowed: ["intranet.example"] });
    expect(link().title).toBe("What intranet.example says of itself");
    await read();
    await answered();
    expect(state().dataset["state"]).toBe("asks");
  });

  it("says why a page could not be read, and that the post goes out all the same", async () => {
    const { app, link } = await open("link-bare");
    await type("link-address", "https://broken.example/");
    await read();
    await answered();
    expect(state().textContent).toContain("answers 503");
    expect(state().textContent).toContain("The post is published all the same");
    expect(link()).toMatchObject({ title: "", thumbnail: null });
    await app.composition.flush();
    expect(app.composition.assessment?.publishable).toBe(true);
  });

  it("says after publishing that it was a bare one", async () => {
    const { app } = await open("link-bare");
    await app.press.review();
    await app.press.publish();
    await vi.waitFor(() =>
      expect(screen.getByTestId("bare-card").textContent).toContain("without a title or a picture"),
    );
  });

  it("gives its picture away and back again", async () => {
    const { app, link } = await open();
    await fireEvent.click(within(card()).getByTestId("remove-picture"));
    expect(link().thumbnail).toBeNull();
    app.notices.undoLast();
    expect(link().thumbnail?.alt_text).toBe("A hand lifting a long sheet off a proof press");
    await fireEvent.click(within(card()).getByTestId("choose-picture"));
    await vi.waitFor(() => expect(link().thumbnail?.media).not.toBe("m0"));
    await type("alt-text", "Type");
    expect(link().thumbnail?.alt_text).toBe("Type");
  });

  it("takes an image that is dropped for its picture, or offers that", async () => {
    const { app, host, link } = await open("link-bare");
    const drop = async (index: number) => {
      host.media.set(`m${index}`, picture(index));
      app.composition.take({ media: [picture(index)], refused: [], left_out: null });
      await tick();
    };
    await drop(4);
    expect(link().thumbnail?.media).toBe("m4");
    await drop(5);
    const stray = screen.getByTestId("unplaced");
    expect(stray.textContent).toContain("The link card had a picture already, so ink-swatches.jpg was not added.");
    await fireEvent.click(within(stray).getByTestId("use-instead"));
    expect(link().thumbnail?.media).toBe("m5");
    app.notices.undoLast();
    expect(link().thumbnail?.media).toBe("m4");
    app.composition.take({ media: [video(10)], refused: [], left_out: null });
    await tick();
    expect(screen.getAllByTestId("unplaced").at(-1)?.textContent).toContain("This one had a link card");
  });

  it("is gone to by what is found of it", async () => {
    await open("link-bare");
    const go = (rule: string) => {
      const line = screen.getAllByTestId("finding").find((one) => one.dataset["rule"] === rule);
      const button = line?.querySelector("button");
      if (!button) throw new Error(rule);
      return fireEvent.click(button);
    };
    await go("link.title_missing");
    expect(document.activeElement).toBe(within(card()).getByTestId("title"));
    await go("link.picture_missing");
    expect(document.activeElement?.textContent).toContain("Picture");
  });
});

describe("an address in the text", () => {
  async function write(text: string) {
    const opened = await open("empty");
    opened.app.composition.change({ commentary: [{ kind: "text", text }] });
    await tick();
    return opened;
  }

  it("is offered a card, which is read at once", async () => {
    const { host, link } = await write("Read https://example.com/a.");
    await fireEvent.click(screen.getByRole("button", { name: "Show a card for example.com" }));
    await answered();
    expect(link()).toMatchObject({ url: "https://example.com/a", title: "What example.com says of itself" });
    expect(host.asked).toHaveLength(1);
    expect(screen.queryByTestId("link-offer")).toBeNull();
  });

  it("is offered none once that was declined, until another address is written", async () => {
    const { app, host } = await write("See www.example.com");
    await fireEvent.click(screen.getByRole("button", { name: "No card for this address" }));
    expect(screen.queryByTestId("link-offer")).toBeNull();
    app.composition.change({ commentary: [{ kind: "text", text: "See www.other.example" }] });
    await tick();
    expect(screen.getByTestId("link-offer").textContent).toContain("other.example");
    expect(host.asked).toEqual([]);
  });

  it("is offered none beside what is attached", async () => {
    const { app } = await write("See www.example.com");
    app.composition.take({ media: [picture(0)], refused: [], left_out: null });
    await tick();
    expect(screen.queryByTestId("link-offer")).toBeNull();
  });
});
