// A window with a video on the bench, for the tests of its card.

import { fireEvent, render, screen } from "@testing-library/svelte";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import type { VideoItem } from "../host/contract";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";

export async function open(scene: Scene = "video") {
  const host = new FakeHost(scene);
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  const video = (): VideoItem => {
    const { attachment } = app.composition;
    if (attachment.kind !== "video") throw new Error("no video");
    return attachment.video;
  };
  return { app, host, video };
}

/** Presses the newest offer to undo something. */
export async function undo() {
  const buttons = await screen.findAllByRole("button", { name: "Undo" });
  await fireEvent.click(buttons.at(-1) as HTMLElement);
}
