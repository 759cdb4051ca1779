#!/usr/bin/python3
"""A program that has something copied, and gives it to whoever asks for as long as it runs.

Usage: clipboard-owner.py picture FILE [PAUSE] | text TEXT | files URI...

It offers what a desktop program offers (a picture in several formats, text in several encodings, files as addresses
and as text), which xclip, which
offers one format and answers one asker at a time, does not. With a pause, in seconds, it is as slow as a program that
is busy: it rests after each piece that it hands over. It prints `held` when it owns the clipboard.
"""
import sys
import time

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GdkPixbuf, GLib, Gtk


def announce(clipboard, _event):
    owner = clipboard.wait_for_targets()
    if owner[0]:
        print("held", flush=True)


FILES, WORDS = range(2)


def own_files(uris):
    """As a file manager does: the addresses, and the paths as words beside them."""
    owner = Gtk.Invisible()

    def give(_owner, data, kind, _time):
        if kind == FILES:
            data.set_uris(uris)
        else:
            data.set_text("\n".join(GLib.filename_from_uri(uri)[0] for uri in uris), -1)

    owner.connect("selection-get", give)
    for kind, name in [(FILES, "text/uri-list"), (WORDS, "UTF8_STRING"), (WORDS, "text/plain;charset=utf-8")]:
        Gtk.selection_add_target(owner, Gdk.SELECTION_CLIPBOARD, Gdk.Atom.intern(name, False), kind)
    Gtk.selection_owner_set(owner, Gdk.SELECTION_CLIPBOARD, Gdk.CURRENT_TIME)
    return owner


def rest(pause):
    time.sleep(pause)
    return GLib.SOURCE_CONTINUE


def main():
    kind, *what = sys.argv[1:]
    clipboard = Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD)
    clipboard.connect("owner-change", announce)
    if kind == "files":
        owner = own_files(what)
    elif kind == "picture":
        clipboard.set_image(GdkPixbuf.Pixbuf.new_from_file(what[0]))
        if what[1:]:
            GLib.idle_add(rest, float(what[1]))
    else:
        clipboard.set_text(what[0], -1)
    Gtk.main()


main()
