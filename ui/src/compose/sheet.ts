// What every editor of a post's text is: its pieces, the marks in them, and nothing but plain text from elsewhere.

import { Editor, type EditorOptions } from "@tiptap/core";
import { EditorState, TextSelection } from "@tiptap/pm/state";

import type { Assessment, Piece } from "../host/contract";
import type { Folded } from "../proof/folded";
import { compose as words } from "../words/compose";
import { mark } from "./marks";
import { readClipboard } from "./paste";
import { parsePieces, toDocument, toPieces } from "./pieces";
import { extensions } from "./schema";

interface Sheet extends Pick<Partial<EditorOptions>, "onTransaction" | "onBlur"> {
  readonly attributes: () => Record<string, string>;
  /** besides what every editor does */
  readonly props?: EditorOptions["editorProps"];
  readonly onwrite: (text: Piece[]) => void;
  /** the marks may be drawn again: an input method has done */
  readonly onfree: () => void;
}

/** What is known of a text. */
export interface Known {
  readonly assessment: Assessment | null;
  /** the text that the assessment is of */
  readonly assessed: readonly Piece[] | null;
  readonly folded: Folded | null;
}

export function sheet(element: HTMLElement, { attributes, props, onwrite, onfree, ...events }: Sheet): Editor {
  return new Editor({
    element,
    extensions,
    injectCSS: false,
    enableInputRules: false,
    enablePasteRules: false,
    coreExtensionOptions: { clipboardTextSerializer: { blockSeparator: "\n" } },
    editorProps: {
      handlePaste: (view, event) => {
        insert(view, readClipboard(event.clipboardData).text);
        return true;
      },
      handleDrop: (view, event) => {
        // Files are dropped on the whole window, natively.
        if (event.dataTransfer?.files.length) return true;
        // What is moved within the text stays what it is, with its mentions.
        const at = view.dragging ? null : view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (!at) return false;
        view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at.pos))));
        insert(view, readClipboard(event.dataTransfer).text);
        return true;
      },
      handleDOMEvents: {
        compositionend: () => void setTimeout(onfree),
        // ProseMirror takes every Escape for its own, and a dialog around the text would never be closed by it.
        keydown: (view, event) => {
          if (event.key !== "Escape" || event.isComposing) return false;
          if (view.someProp("handleKeyDown", (handle) => handle(view, event))) event.preventDefault();
          return true;
        },
      },
      ...props,
      attributes: () => ({
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": words.text,
        spellcheck: "true",
        autocapitalize: "sentences",
        ...attributes(),
      }),
    },
    onUpdate: ({ editor }) => onwrite(toPieces(editor.getJSON())),
    ...events,
  });
}

/** Another text, and an undo history of its own. */
export function layOut(editor: Editor, text: readonly Piece[]): void {
  const doc = editor.schema.nodeFromJSON(toDocument(text));
  editor.view.updateState(EditorState.create({ doc, plugins: editor.state.plugins }));
}

/** In the place of what is selected. */
export function insert(view: Editor["view"], text: string): void {
  if (!text) return;
  const { state } = view;
  const lines = state.schema.nodeFromJSON(toDocument(parsePieces(text)));
  // Open at both ends: the first line continues the line of the caret, the last one is continued.
  view.dispatch(state.tr.replaceSelection(lines.slice(1, lines.content.size - 1)).scrollIntoView());
}

/** Draws the marks of what is known, if it is known of this very text. */
export function redraw(editor: Editor | null, text: readonly Piece[] | undefined, known: Known): void {
  const { assessment, assessed, folded } = known;
  if (!editor || !assessment || assessed !== text || folded?.copy.pieces !== assessed) return;
  // An input method must find the line as it left it.
  if (editor.view.composing) return;
  const redrawn = mark(editor.state, assessment, folded);
  if (redrawn) editor.view.dispatch(redrawn);
}
