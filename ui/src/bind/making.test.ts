import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import { FakeHost } from "../host/fake/host";
import type { Host } from "../host/contract";
import { bind as words } from "../words/bind";

async function open() {
  const host: Host = new FakeHost("full");
  const bind = vi.spyOn(host, "bind");
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  app.bindImages();
  const strip = await screen.findByRole("switch", { name: words.strip });
  return { host, app, bind, strip };
}

afterEach(cleanup);

describe("a document of images", () => {
  it("leaves private data out unless it is wished for", async () => {
    const { bind, strip } = await open();
    expect((strip as HTMLInputElement).checked).toBe(true);
    await fireEvent.click(screen.getByTestId("bind"));
    await waitFor(() => expect(bind.mock.calls[0]?.[1]?.keep_private).toBe(false));
  });

  it("takes it in when the switch is off", async () => {
    const { bind, strip } = await open();
    await fireEvent.click(strip);
    await fireEvent.click(screen.getByTestId("bind"));
    await waitFor(() => expect(bind.mock.calls[0]?.[1]?.keep_private).toBe(true));
  });

  it("says which page is being made, and can be stopped", async () => {
    const { host, app, bind } = await open();
    let fail: (problem: unknown) => void = () => {};
    bind.mockImplementation((_images, _binding, onPage) => {
      onPage(1);
      return new Promise((_, reject) => (fail = reject));
    });
    vi.spyOn(host, "stopBinding").mockImplementation(async () =>
      fail({ code: "other", message: "The document was not made: it was stopped." }),
    );
    const before = app.composition.attachment;
    await fireEvent.click(screen.getByTestId("bind"));
    await waitFor(() => expect(screen.getByTestId("bind").textContent).toContain("page 2 of"));
    await fireEvent.click(screen.getByTestId("stop-binding"));
    await waitFor(() => expect(screen.getByTestId("bind").textContent).toContain(words.make));
    expect(screen.queryByText(words.cannot)).toBeNull();
    expect(app.composition.attachment).toBe(before);
  });
});
