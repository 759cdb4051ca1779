import { describe, expect, it } from "vitest";

import type { LinkItem, LinkPage } from "../host/contract";
import { picture } from "../host/fake/files";
import { differing, filled, nothingPut, taken } from "./link";

const page: LinkPage = {
  title: "Nine lessons",
  description: "In short",
  picture: picture(0),
  picture_alt_text: "A ship",
  picture_left_out: null,
  canonical: null,
};
const bare: LinkItem = { url: "https://example.com/a", title: "", description: "", thumbnail: null };

describe("a card whose page was read", () => {
  it("says what the page says where nothing was written", () => {
    const { link } = filled(bare, page, nothingPut);
    expect(link).toEqual({
      url: bare.url,
      title: "Nine lessons",
      description: "In short",
      thumbnail: { media: "m0", alt_text: "A ship" },
    });
    expect(differing(link, page)).toEqual([]);
  });

  it("keeps what somebody wrote, and offers what the page says", () => {
    const mine = { ...bare, title: "My own", thumbnail: { media: "m7", alt_text: "" } };
    const { link } = filled(mine, page, nothingPut);
    expect([link.title, link.description, link.thumbnail?.media]).toEqual(["My own", "In short", "m7"]);
    expect(differing(link, page)).toEqual(["title", "thumbnail"]);
    expect(taken(link, page, "title").title).toBe("Nine lessons");
    expect(taken(link, page, "thumbnail").thumbnail).toEqual({ media: "m0", alt_text: "A ship" });
  });

  it("is put anew by the next reading where it stands as it was put", () => {
    const first = filled(bare, page, nothingPut);
    const later: LinkPage = { ...page, title: "Ten lessons", description: "", picture: null };
    const { link } = filled({ ...first.link, description: "Mine" }, later, first.put);
    expect([link.title, link.description, link.thumbnail?.media]).toEqual(["Ten lessons", "Mine", "m0"]);
  });

  it("keeps nothing of the page that was read at another address", () => {
    const first = filled(bare, page, nothingPut);
    const moved = { ...first.link, url: "https://example.com/b" };
    const other: LinkPage = { ...page, title: "Other", description: "", picture: null };
    const { link } = filled(moved, other, first.put);
    expect([link.title, link.description, link.thumbnail]).toEqual(["Other", "", null]);
  });

  it("keeps a picture whose alt text somebody wrote", () => {
    const first = filled(bare, page, nothingPut);
    const described = { ...first.link, thumbnail: { media: "m0", alt_text: "My own words" } };
    const { link } = filled(described, { ...page, picture: picture(1) }, first.put);
    expect(link.thumbnail).toEqual(described.thumbnail);
  });
});
