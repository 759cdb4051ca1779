import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it } from "vitest";

import AppView from "../App.svelte";
import { titleFrom } from "../compose/attachment";
import { App } from "../frame/app.svelte";
import { captions, document as paper, leftOut, picture } from "../host/fake/files";
import { FakeHost } from "../host/fake/host";
import type { Scene } from "../host/fake/scenes";
import { library } from "./library";
import { legible } from "./names";
import { asProblem } from "./problems";

/** Right-to-left override: what follows is shown as `.jpg`. */
const turn = "\u202e";

async function open(scene: Scene) {
  const host = new FakeHost(scene);
  for (const [id, view] of host.media) {
    const copy_of = view.copy_of && { ...view.copy_of, name: `of ${turn}gpj.exe` };
    host.media.set(id, { ...view, name: `live${turn}gpj.exe`, ...(copy_of && { copy_of }) });
  }
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  app.composition.reassess();
  await app.composition.flush();
  await tick();
  return { app, host };
}

/** Texts, labels and tooltips. */
const shown = () => document.body.innerHTML;

afterEach(cleanup);

describe("the name of a file that would turn the direction of writing", () => {
  it("is spelled out as the command line does, and any other is left as it is", () => {
    expect(legible(`a\u001b[2Jb${turn}gpj`)).toBe("a\\u{1b}[2Jb\\u{202e}gpj");
    for (const name of ["Frühjahr 2026.jpg", "שלום.jpg", "👩🏽\u200d🎨.png", "two\nlines"])
      expect(legible(name)).toBe(name);
  });

  it.each<Scene>(["full", "gone", "changed", "video", "video-bare", "document", "office", "link", "cards"])(
    "is nowhere shown as it is in the scene “%s”",
    async (scene) => {
      await open(scene);
      expect(shown()).toContain("live\\u{202e}gpj.exe");
      expect(shown()).not.toContain(turn);
    },
  );

  it("is spelled out in what is said of files that are not in the post", async () => {
    const { app } = await open("full");
    const named = { name: `a${turn}gpj` };
    app.composition.take({
      media: [
        { ...paper(40), ...named },
        { ...captions(41), ...named },
      ],
      refused: [{ ...named, why: `${named.name} is a folder.` }],
      left_out: {
        ...leftOut,
        ...{ count: 1, first: [named.name], unknown: 1, unknown_first: [named.name] },
        ...{ folders: 1, folders_first: [named.name] },
      },
    });
    await tick();
    for (const part of ["refused", "left-out", "use-instead"])
      expect(screen.getByTestId(part).textContent).toContain("a\\u{202e}gpj");
    expect(shown()).not.toContain(turn);
  });

  it.each(["edit-image", "make-document"])("is spelled out in the dialog that “%s” opens", async (button) => {
    await open("full");
    await fireEvent.click(screen.getAllByTestId(button)[0] as HTMLElement);
    expect(screen.getByRole("dialog").textContent).toContain("live\\u{202e}gpj.exe");
    expect(shown()).not.toContain(turn);
  });

  it("is spelled out where images are moved, and of a copy", async () => {
    const { app, host } = await open("full");
    const { media } = await host.mend(
      "m1",
      {
        ...{ crop: null, upright: false, to: null, format: null, fit: true, keep_private: false },
      },
      null,
    );
    app.composition.exchange([{ old: "m1", by: media }]);
    await tick();
    await fireEvent.click(screen.getAllByTestId("move-later")[0] as HTMLElement);
    await tick();
    expect(screen.getByTestId("copy-of").textContent).toContain("A copy of live\\u{202e}gpj.exe");
    expect(shown()).not.toContain(turn);
  });

  it("is spelled out in a list of drafts and in what went wrong", () => {
    const row = { excerpt: "", attachment: "video", images: 0, file: `a${turn}4pm` } as const;
    expect(library.named(row)).toBe("Video: a\\u{202e}4pm");
    expect(asProblem({ code: "other", message: `a${turn}gpj is damaged` }).message).toBe("a\\u{202e}gpj is damaged");
  });

  it("gives a document a title without that sign", () => {
    expect(titleFrom(`Price ${turn}list.pdf`)).toBe("Price list");
    expect(titleFrom(picture(0).name)).toBe("press-room");
  });
});
