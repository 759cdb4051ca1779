/** What readers would see nothing of; the same rule as in Rust, `post/line.rs`. */
const unseen = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*$/u;

/** Plain words as they are published: without spaces around them, and nothing where nothing could be seen. */
export function lines(text: string): string {
  const trimmed = text.trim();
  return unseen.test(trimmed) ? "" : trimmed;
}
