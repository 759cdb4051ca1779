import type { AttachmentKind } from "../host/contract";

/** What came of undoing: `again` does once more what was undone, where something was written since that went with it. */
export type Undone =
  | "back"
  | { again: Undo }
  /** it was in another draft */
  | "elsewhere"
  /** something else is attached by now */
  | "changed"
  /** something else is attached by now; what was written of this kind is laid aside */
  | { aside: Exclude<AttachmentKind, "none"> };
export type Undo = () => Undone;

export function isBack(undone: Undone): boolean {
  return undone === "back" || (typeof undone === "object" && "again" in undone);
}
