/** Words that others chose, a file's name above all, as they are shown. */

/**
 * What would turn the direction of writing, or work unseen, is spelled out, as the command line does: a name could else
 * pass for one of another format. Unicode, Bidi_Control and Cc.
 */
export function legible(text: string): string {
  return text.replace(/[\p{Bidi_Control}\p{Cc}]/gu, (sign) =>
    sign === "\n" ? sign : `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** The name of a file as it is shown, "" of one that is not known. */
export function fileName(file: { readonly name: string } | null | undefined): string {
  return file ? legible(file.name) : "";
}
