/** What a clipboard says it holds. */
export interface Clipboard {
  files: number;
  text: string;
  html: string;
  /** `text/uri-list` */
  uris: string;
}

export function readClipboard(data: DataTransfer | null): Clipboard {
  return {
    files: data?.files.length ?? 0,
    text: data?.getData("text/plain") ?? "",
    html: data?.getData("text/html") ?? "",
    uris: data?.getData("text/uri-list") ?? "",
  };
}

/**
 * Whether a paste brings media or text. Office programs put a picture of the words beside the words: text wins.
 * File managers put the path beside the file: the file wins. WebKitGTK hands over a picture as nothing at all.
 */
export function pasteBrings({ files, text, html, uris }: Clipboard): "media" | "text" {
  if (uris.startsWith("file:") || text.startsWith("file://")) return "media";
  if (files > 0) return text && html ? "text" : "media";
  return text ? "text" : "media";
}
