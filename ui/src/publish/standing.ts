import type { Composition } from "../compose/composition.svelte";
import { findings as found } from "../words/findings";
import { publish as words } from "../words/publish";

export interface Standing {
  kind: "ready" | "blocked" | "held";
  words: string;
  /** what else was found, "" for nothing */
  besides: string;
}

/** Whether this draft may be published now, and if not, why. */
export function standing(
  composition: Pick<Composition, "assessment" | "findings" | "lastRun" | "draft">,
  running: boolean,
): Standing {
  const besides = found.besides(
    composition.findings.filter((finding) => finding.severity === "warn").length,
    composition.findings.filter((finding) => finding.severity === "advise").length,
  );
  return { ...verdict(composition, running), besides };
}

function verdict(
  composition: Pick<Composition, "assessment" | "findings" | "lastRun" | "draft">,
  running: boolean,
): Omit<Standing, "besides"> {
  const last = composition.lastRun?.outcome?.outcome;
  if (running) return { kind: "held", words: words.inProgress };
  if (last === "unknown") return { kind: "held", words: words.unsure };
  if (last === "published") return { kind: "held", words: words.done };
  if (!composition.assessment) return { kind: "held", words: words.checking };
  const blocking = composition.findings.filter((finding) => finding.severity === "block");
  if (blocking.length && blocking.every((finding) => finding.rule === "text.empty"))
    return { kind: "held", words: words.bare };
  const blocks = blocking.length;
  if (blocks) return { kind: "blocked", words: words.blocked(blocks) };
  if (!composition.draft?.author) return { kind: "held", words: words.noAuthor };
  if (!composition.assessment.publishable) return { kind: "held", words: words.checking };
  return { kind: "ready", words: words.ready };
}
