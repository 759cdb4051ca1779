/** What is drawn over the pictures for the author alone. */
export interface Overlays {
  /** inset in parts of the picture, null while it is not drawn */
  readonly titleSafe: number | null;
  readonly crops: boolean;
  /** a single picture is shown with white padding, as LinkedIn’s own guide has it */
  readonly padded: boolean;
}
