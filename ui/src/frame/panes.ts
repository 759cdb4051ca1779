/** Widths in pixels: below these a pane is no longer usable. */
export const widths = {
  composer: { min: 440 },
  proof: { min: 360 },
  first: (room: number) => Math.round(Math.max(400, Math.min(room * 0.42, 640))),
};

const key = "galley.proof-width";

export function keptWidth(): number | null {
  try {
    const kept = Number(localStorage.getItem(key));
    return Number.isFinite(kept) && kept > 0 ? kept : null;
  } catch {
    // Storage may be off; the first width is good enough.
    return null;
  }
}

export function keepWidth(width: number): void {
  try {
    localStorage.setItem(key, String(width));
  } catch {
    // As above.
  }
}
