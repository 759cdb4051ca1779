import type { Finding } from "../host/contract";
import { findings as words } from "../words/findings";

/** What can be done about a finding in the text, without a file. */
export type TextMend = "look-up" | "sign" | "plain";

const lookUp = { how: "look-up", label: words.lookUp } as const;
const sign = { how: "sign", label: words.takeOutSign } as const;
const plain = { how: "plain", label: words.makePlain } as const;

const mends: Record<string, readonly { how: TextMend; label: string }[]> = {
  "text.handle": [lookUp, sign],
  "text.lone_at": [sign],
  "text.styled": [plain],
};

export function mendsOf({ rule }: Finding) {
  return mends[rule] ?? [];
}
