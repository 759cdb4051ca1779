import type { Finding, Severity } from "../host/contract";
import { findings as words } from "../words/findings";

export interface Line {
  /** stays while other lines come and go */
  name: string;
  findings: [Finding, ...Finding[]];
}

/** A sheet on which nothing stands yet is no mistake: all but that. */
export function marked(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ rule }) => rule !== "text.empty");
}

/** How many findings there are of a severity, as everywhere they are counted: by the lines they are said in. */
export function countOf(findings: readonly Finding[], severity: Severity): number {
  return linesOf(marked(findings).filter((one) => one.severity === severity)).length;
}

/** What is found besides what blocks: `1 warning, 3 remarks`, "" for nothing. */
export function besides(findings: readonly Finding[]): string {
  return words.besides(countOf(findings, "warn"), countOf(findings, "advise"));
}

/** What is found of several images or cards in the same words stands in one line, at the place of the first. */
export function linesOf(findings: readonly Finding[]): Line[] {
  const together: Line["findings"][] = [];
  for (const finding of findings) {
    const fellows = together.find(
      ([first]) => isSaidOfImages(first) && isSaidOfImages(finding) && same(first, finding),
    );
    if (fellows) fellows.push(finding);
    else together.push([finding]);
  }
  const seen = new Map<string, number>();
  return together.map((findings) => {
    const about = subject(findings);
    const times = (seen.get(about) ?? 0) + 1;
    seen.set(about, times);
    return { name: `${about} ${times}`, findings };
  });
}

const isSaidOfImages = ({ place }: Finding) => place.at === "image" || place.at === "card";

const same = (one: Finding, other: Finding) => one.rule === other.rule && one.message === other.message;

/** Without the words: they change with each keystroke. */
function subject([{ rule, place }, ...fellows]: Line["findings"]): string {
  const media = "media" in place && !fellows.length ? place.media : "";
  return `${rule} ${media} ${"field" in place ? JSON.stringify(place.field) : ""}`;
}
