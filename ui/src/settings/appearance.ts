import type { Settings } from "../host/contract";

/** Dresses the window: `data-appearance` on the root says light or dark, following the system where asked to. */
export function wear(appearance: Settings["appearance"]): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dress = () => {
    const dark = appearance === "dark" || (appearance === "system" && system.matches);
    document.documentElement.dataset.appearance = dark ? "dark" : "light";
  };
  dress();
  system.addEventListener("change", dress);
  return () => system.removeEventListener("change", dress);
}
