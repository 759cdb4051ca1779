import { describe, expect, it } from "vitest";

import { firstAddress, hostOf } from "./addresses";

describe("the first address of a text", () => {
  it("is found where people write one, without what stands behind it", () => {
    const texts: Record<string, string> = {
      "Read https://example.com/a?b=c#d, now": "https://example.com/a?b=c#d",
      "(see www.example.com).": "www.example.com",
      "See https://en.example.org/wiki/Galley_(press)!": "https://en.example.org/wiki/Galley_(press)",
      "“https://example.com/”": "https://example.com/",
      "first\nhttp://example.com:8080/x\nhttps://other.example/": "http://example.com:8080/x",
    };
    for (const [text, address] of Object.entries(texts)) expect(firstAddress(text)).toBe(address);
  });

  it("is none in a text that has none", () => {
    for (const text of ["", "no address", "me@www.example.com", "https://", "https://exa", "ftp://example.com", "1.5"])
      expect(firstAddress(text)).toBeNull();
  });
});

it("names a host as people read it", () => {
  expect(["example.com/x", " https://www.example.com ", "http://127.0.0.1:80/"].map(hostOf)).toEqual([
    "example.com",
    "example.com",
    "127.0.0.1",
  ]);
  expect(["", "two words", "mailto:me@example.com", "https://"].map(hostOf)).toEqual([null, null, null, null]);
});
