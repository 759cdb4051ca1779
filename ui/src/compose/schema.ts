import { Extension, Node } from "@tiptap/core";
import Document from "@tiptap/extension-document";
import Paragraph from "@tiptap/extension-paragraph";
import Text from "@tiptap/extension-text";
import { UndoRedo } from "@tiptap/extensions/undo-redo";

import { writeMention } from "./pieces";
import { ProofMarks } from "./marks";
import { HeldMention } from "./mentions";

/** A member or page named in the text: one piece for the caret, for deleting and for copying. */
const Mention = Node.create({
  name: "mention",
  group: "inline",
  inline: true,
  atom: true,
  selectable: false,
  addAttributes: () => ({ name: { default: "" }, urn: { default: "" } }),
  renderHTML: ({ node }) => ["span", { class: "mention", "data-urn": node.attrs.urn }, node.attrs.name],
  renderText: ({ node }) => writeMention(node.attrs.name, node.attrs.urn),
});

/** Shift+Enter is a new line like Enter: there is only one kind of line end in a post. */
const OneLineEnd = Extension.create({
  name: "oneLineEnd",
  addKeyboardShortcuts() {
    return { "Shift-Enter": () => this.editor.commands.splitBlock() };
  },
});

/** Each line runs as its own first letter has it. */
const Line = Paragraph.configure({ HTMLAttributes: { dir: "auto" } });

export const extensions = [Document, Line, Text, Mention, OneLineEnd, UndoRedo, ProofMarks, HeldMention];
