/** How the picture on a link's card is shown: sources differ. */
export const linkLooks = ["two_to_one", "wide", "square"] as const;
export type LinkLook = (typeof linkLooks)[number];

/** What is drawn over the pictures for the author alone. */
export interface Overlays {
  /** inset in parts of the picture, null while it is not drawn */
  readonly titleSafe: number | null;
  readonly crops: boolean;
  /** a single picture is shown with white padding, as LinkedIn’s own guide has it */
  readonly padded: boolean;
  readonly link: LinkLook;
}
