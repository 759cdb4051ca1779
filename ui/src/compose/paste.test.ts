import { expect, it } from "vitest";

import { pasteBrings, type Clipboard } from "./paste";

const empty: Clipboard = { files: 0, text: "", html: "", uris: "" };

it.each<[string, Partial<Clipboard>, "media" | "text"]>([
  ["a picture that WebKitGTK delivers as nothing", {}, "media"],
  ["a picture as a file", { files: 1 }, "media"],
  ["a picture copied from a page", { html: "<img>" }, "media"],
  ["a file copied in a file manager", { text: "file:///home/a.png", uris: "file:///home/a.png", files: 1 }, "media"],
  ["plain words", { text: "hello" }, "text"],
  ["words copied from a page", { text: "hello", html: "<p>hello</p>" }, "text"],
  ["cells of a table, with a picture of them", { text: "1\t2", html: "<table>", files: 1 }, "text"],
  ["a link", { text: "https://example.com", uris: "https://example.com" }, "text"],
])("a paste of %s", (_, clipboard, brings) => {
  expect(pasteBrings({ ...empty, ...clipboard })).toBe(brings);
});
