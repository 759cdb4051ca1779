import { expect, it } from "vitest";

import { postNamed } from "./shared";

// The same as in core, `post/reshare.rs`.
it.each([
  "urn:li:share:7",
  " urn:li:share:7 ",
  "urn:li:SHARE:7",
  "https://www.linkedin.com/feed/update/urn:li:share:7/",
  "https://www.linkedin.com/feed/update/urn%3Ali%3ashare%3A7?utm_source=share",
  "https://www.linkedin.com/posts/some-press_our-activity-is-high-share-7-AbCd?utm_medium=x",
  '<iframe src="https://www.linkedin.com/embed/feed/update/urn:li:share:7" height="1" title="Embedded post"></iframe>',
  "https://www.linkedin.com/feed/?highlightedUpdateUrn=urn:li:member:1&update=urn:li:share:7",
])("%s names a post", (of) => expect(postNamed(of)).toBe("urn:li:share:7"));

it.each([
  "",
  "https://www.linkedin.com/in/someone",
  "urn:li:organization:7",
  "urn:li:share:",
  "URN:LI:share:7",
  "https://www.linkedin.com/posts/some-press_seven-7-AbCd",
  "https://www.linkedin.com/posts/some-press_share--AbCd",
  "https://example.org/posts/x-share-7-AbCd",
  '<iframe src="https://www.linkedin.com/embed/feed/upd',
])("“%s” names none", (of) => expect(postNamed(of)).toBeNull());

it("other kinds of name keep their spelling", () => {
  expect(postNamed("https://www.linkedin.com/posts/x_y-ugcPost-8-Zz")).toBe("urn:li:ugcPost:8");
  expect(postNamed("urn:li:ugcpost:8")).toBe("urn:li:ugcPost:8");
  expect(postNamed("https://www.linkedin.com/posts/some-press_a-title-activity-7-AbCd")).toBe("urn:li:activity:7");
});
