#!/usr/bin/python3
"""A program that has something copied, and gives it to whoever asks for as long as it runs.

Usage: clipboard-owner.py picture FILE | text TEXT

It offers what a desktop program offers (a picture in several formats, text in several encodings), which xclip, which
offers one format and answers one asker at a time, does not. It prints `held` when it owns the clipboard.
"""
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GdkPixbuf, Gtk


def announce(clipboard, _event):
    owner = clipboard.wait_for_targets()
    if owner[0]:
        print("held", flush=True)


def main():
    kind, *what = sys.argv[1:]
    clipboard = Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD)
    clipboard.connect("owner-change", announce)
    if kind == "picture":
        clipboard.set_image(GdkPixbuf.Pixbuf.new_from_file(what[0]))
    else:
        clipboard.set_text(what[0], -1)
    Gtk.main()


main()
