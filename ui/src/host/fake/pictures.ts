import type { Facts, MediaView } from "../contract";

const names = ["press-room", "type-case", "first-proof", "bindery", "paper-stock", "ink-swatches", "registration"];
const shapes = [
  [1200, 627],
  [1080, 1350],
  [1600, 1067],
  [1080, 1080],
] as const;
const inks = ["#6b8f7f", "#b98d5a", "#5f7f99", "#98707a", "#7d8a5c", "#75719a", "#a0664e"];

export function picture(index: number): MediaView {
  const [width, height] = shapes[index % shapes.length] ?? [1200, 627];
  const png = index % 5 === 3;
  const facts: Facts = {
    kind: "image",
    format: png ? "png" : "jpeg",
    bytes: 480_000 + ((index * 377_123) % 3_000_000),
    width,
    height,
    animated: false,
    frames: 1,
    stamp: `${index}`,
  };
  const name = `${names[index % names.length]}${index >= names.length ? `-${index}` : ""}.${png ? "png" : "jpg"}`;
  return { id: `m${index}`, name, state: { status: "present", facts } };
}

/** A picture drawn on the spot, in the file's own shape. */
export function drawing(view: MediaView | undefined, edge: number): string {
  const facts = view?.state.status === "present" ? view.state.facts : null;
  if (!view || facts?.kind !== "image" || !facts.width || !facts.height) return "data:image/png;base64,";
  const index = Number(view.id.slice(1));
  const scale = edge / Math.max(facts.width, facts.height);
  const [w, h] = [Math.round(facts.width * scale), Math.round(facts.height * scale)];
  const ink = inks[index % inks.length];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 100 100" preserveAspectRatio="none"><rect width="100" height="100" fill="${ink}"/><path d="M0 78 30 44 52 66 74 38 100 70V100H0z" fill="#000" opacity=".22"/><circle cx="${20 + ((index * 17) % 60)}" cy="24" r="9" fill="#fff" opacity=".55"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
