import type { Composition } from "../compose/composition.svelte";
import { besides, countOf } from "../findings/lines";
import { publish as words } from "../words/publish";

export interface Standing {
  kind: "ready" | "blocked" | "held";
  words: string;
  /** what else was found, "" for nothing */
  besides: string;
}

type Judged = Pick<Composition, "assessment" | "findings" | "lastRun" | "draft" | "published" | "saving">;

/** Whether this draft may be published now, and if not, why. */
export function standing(composition: Judged, running: boolean): Standing {
  return { ...verdict(composition, running), besides: besides(composition.findings) };
}

function verdict(composition: Judged, running: boolean): Omit<Standing, "besides"> {
  if (running) return { kind: "held", words: words.inProgress };
  if (composition.lastRun?.outcome?.outcome === "unknown") return { kind: "held", words: words.unsure };
  if (composition.published) return { kind: "held", words: words.done };
  if (!composition.assessment) return { kind: "held", words: words.checking };
  const blocking = composition.findings.filter((finding) => finding.severity === "block");
  if (blocking.length && blocking.every((finding) => finding.rule === "text.empty"))
    return { kind: "held", words: words.bare };
  const blocks = countOf(blocking, "block");
  if (blocks) return { kind: "blocked", words: words.blocked(blocks) };
  if (!composition.draft?.author) return { kind: "held", words: words.noAuthor };
  if (!composition.assessment.publishable) return { kind: "held", words: words.checking };
  if (composition.saving === "failing") return { kind: "held", words: words.unsaved };
  return { kind: "ready", words: words.ready };
}
