import { titleFrom } from "../../compose/attachment";
import type { Binding, Done, Facts, MediaView, Wish } from "../contract";

/** The first number of pixels that LinkedIn refuses, as in the real limits. */
const tooMany = 36_152_320;

interface Made {
  name: string;
  facts: Facts;
  done: Done[];
}

/** What becomes of a file by a wish; half the bytes, whatever it is. */
export function mended(name: string, before: Facts, wish: Wish): Made {
  const bytes = Math.round(before.bytes / 2);
  if (before.kind === "captions")
    return {
      name: `${titleFrom(name)}.srt`,
      facts: { ...before, bytes, encoding: "utf8", format: "srt", stamp: "mended" },
      done: [],
    };
  const done: Done[] = [];
  const facts: Facts = { ...before, bytes, stamp: "mended" };
  if (facts.kind === "image" && facts.width && facts.height) {
    const from = { width: facts.width, height: facts.height };
    let to = from;
    if (wish.crop) {
      to = { width: wish.crop.width, height: wish.crop.height };
      done.push({ done: "cropped", from, to });
    }
    if (wish.fit && to.width * to.height >= tooMany) {
      const whole = to;
      to = { width: Math.floor(to.width / 2), height: Math.floor(to.height / 2) };
      done.push({ done: "resized", from: whole, to });
    }
    Object.assign(facts, to);
  }
  const { format } = wish;
  if (format && format !== before.format) {
    facts.format = format;
    done.push({ done: "converted", from: before.format === "png" ? "png" : "jpeg", to: format });
  }
  if (!wish.keep_private) done.push({ done: "stripped", location: true });
  const ending = format && { jpeg: "jpg", png: "png" }[format];
  return { name: ending ? `${titleFrom(name)}.${ending}` : name, facts, done };
}

/** A document with a page for each picture, named after the first. */
export function bound(images: readonly MediaView[], { page }: Binding): Omit<Made, "done"> {
  const shapes = images.map(({ state }) => {
    const facts = state.status === "present" ? state.facts : null;
    return facts?.kind === "image" ? { width: facts.width, height: facts.height } : { width: null, height: null };
  });
  const [first = { width: null, height: null }] = shapes;
  const fixed = { square: { width: 1080, height: 1080 }, portrait: { width: 1080, height: 1350 } };
  const alike = shapes.every(({ width, height }) => width === first.width && height === first.height);
  return {
    name: `${titleFrom(images[0]?.name ?? "")}.pdf`,
    facts: {
      ...{ kind: "document", format: "pdf", bytes: 2_000_000, stamp: "bound", pages: images.length },
      ...{ counted: "here", encrypted: false, needs_password: false },
      page_sizes: page === "own" && !alike ? "mixed" : "uniform",
      first_page: page === "square" || page === "portrait" ? fixed[page] : first,
    },
  };
}
