import type { Severity } from "../host/contract";
import { countOf } from "./figures";

export const findings = {
  heading: "Findings",
  none: "Nothing stands in the way",
  noneDetail: "Checked on this computer, against LinkedIn’s limits.",
  groups: { block: "Blocks", warn: "Warns", advise: "Advises" } satisfies Record<Severity, string>,
  groupDetail: {
    block: "LinkedIn would refuse it",
    warn: "Allowed, likely not what you want",
    advise: "Worth a look",
  } satisfies Record<Severity, string>,
  go: (message: string) => `${message} Go to the place.`,
  source: "Source",
  hideSource: "Hide source",
  summary: (block: number, warn: number, advise: number) =>
    [
      block && countOf(block, "blocks", "block"),
      warn && countOf(warn, "warns", "warn"),
      advise && countOf(advise, "advises", "advise"),
    ]
      .filter(Boolean)
      .join(", "),
};
