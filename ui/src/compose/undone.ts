/** What came of undoing: `again` does once more what was undone, where something was written since that went with it. */
type Undone =
  | "back"
  | { again: Undo }
  /** it was in another draft */
  | "elsewhere"
  /** something else is attached by now */
  | "changed";
export type Undo = () => Undone;
