import type { Finding } from "../host/contract";

export interface Line {
  /** stays while other lines come and go */
  name: string;
  findings: [Finding, ...Finding[]];
}

/** What is found of several images in the same words stands in one line, at the place of the first. */
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

const isSaidOfImages = ({ place }: Finding) => place.at === "image";

const same = (one: Finding, other: Finding) => one.rule === other.rule && one.message === other.message;

/** Without the words: they change with each keystroke. */
function subject([{ rule, place }, ...fellows]: Line["findings"]): string {
  const media = "media" in place && !fellows.length ? place.media : "";
  return `${rule} ${media} ${"field" in place ? place.field : ""}`;
}
