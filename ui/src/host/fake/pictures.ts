import type { Facts, MediaView } from "../contract";

const inks = ["#6b8f7f", "#b98d5a", "#5f7f99", "#98707a", "#7d8a5c", "#75719a", "#a0664e"];

interface Size {
  width: number;
  height: number;
}

const svg = (markup: string) => `data:image/svg+xml,${encodeURIComponent(markup)}`;

function sizeOf(facts: Facts): Size | null {
  const { width, height } = facts.kind === "document" ? (facts.first_page ?? { width: 0, height: 0 }) : figures(facts);
  return width && height ? { width, height } : null;
}

function figures(facts: Facts): { width: number | null; height: number | null } {
  return "width" in facts ? facts : { width: 0, height: 0 };
}

function sheet({ width, height }: Size, edge: number, inside: string): string {
  const scale = edge / Math.max(width, height);
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  return svg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 100 100" preserveAspectRatio="none">${inside}</svg>`,
  );
}

/** A picture drawn on the spot, in the file's own shape. */
export function drawing(view: MediaView | undefined, edge: number): string {
  const facts = view?.state.status === "present" ? view.state.facts : null;
  const size = facts && sizeOf(facts);
  if (!view || !size) return "data:image/png;base64,";
  if (facts?.kind === "document") return page(view, 1, edge);
  const index = Number(view.id.slice(1));
  const ink = inks[index % inks.length];
  return sheet(
    size,
    edge,
    `<rect width="100" height="100" fill="${ink}"/><path d="M0 78 30 44 52 66 74 38 100 70V100H0z" fill="#000" opacity=".22"/><circle cx="${20 + ((index * 17) % 60)}" cy="24" r="9" fill="#fff" opacity=".55"/>`,
  );
}

/** A frame: the further the film has gone, the higher the sun. */
export function frame(view: MediaView | undefined, atMs: number, edge: number): string {
  const facts = view?.state.status === "present" ? view.state.facts : null;
  if (facts?.kind !== "video" || !facts.width || !facts.height) return "data:image/png;base64,";
  const share = atMs / (facts.duration_ms || 1);
  return sheet(
    { width: facts.width, height: facts.height },
    edge,
    `<rect width="100" height="100" fill="hsl(${Math.round(200 + 60 * share)} 24% 48%)"/><circle cx="${Math.round(10 + 80 * share)}" cy="${Math.round(70 - 50 * share)}" r="10" fill="#fff" opacity=".7"/><path d="M0 78 30 60 52 72 74 58 100 74V100H0z" fill="#000" opacity=".3"/>`,
  );
}

export function page(view: MediaView | undefined, number: number, edge: number): string {
  const facts = view?.state.status === "present" ? view.state.facts : null;
  if (facts?.kind !== "document" || facts.format !== "pdf") return "data:image/png;base64,";
  const size = sizeOf(facts) ?? { width: 210, height: 297 };
  const lines = Array.from(
    { length: 5 },
    (_, line) =>
      `<path d="M14 ${46 + line * 9}h${72 - ((number * 13 + line * 29) % 40)}" stroke="#9a978f" stroke-width="2.4"/>`,
  );
  return sheet(
    size,
    edge,
    `<rect width="100" height="100" fill="#fbfaf6"/><path d="M14 22h${30 + ((number * 17) % 40)}" stroke="#2f3a36" stroke-width="7"/>${lines.join("")}<rect x="86" y="90" width="${number < 10 ? 4 : 8}" height="4" fill="#1b594a"/>`,
  );
}
