#!/usr/bin/python3
"""A program that has something copied, and gives it to whoever asks for as long as it runs.

Usage: clipboard-owner.py picture FILE [PAUSE] | text TEXT | files URI... | only KIND FILE

It offers what a desktop program offers: a picture in several formats, text in several encodings, files as addresses
and as text. (xclip offers one format and answers one asker at a time.) With a pause, in seconds, it is as slow as a
program that is busy: it rests after each piece that it hands over. `only` offers one kind, which is a file's bytes; of
an empty file it hands nothing over. It prints `held` when it owns the clipboard.
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


def own(kinds, give):
    """Owns the clipboard with these kinds; `give` fills in the one that is asked for."""
    owner = Gtk.Invisible()
    for kind in kinds:
        Gtk.selection_add_target(owner, Gdk.SELECTION_CLIPBOARD, Gdk.Atom.intern(kind, False), 0)
    owner.connect("selection-get", lambda _owner, data, _info, _time: give(data))
    Gtk.selection_owner_set(owner, Gdk.SELECTION_CLIPBOARD, Gdk.CURRENT_TIME)
    return owner


def own_files(uris):
    """As a file manager does: the addresses, and the paths as words beside them."""

    def give(data):
        if data.get_target().name() == "text/uri-list":
            data.set_uris(uris)
        else:
            data.set_text("\n".join(GLib.filename_from_uri(uri)[0] for uri in uris), -1)

    return own(["text/uri-list", "UTF8_STRING", "text/plain;charset=utf-8"], give)


def own_only(kind, path):
    with open(path, "rb") as file:
        content = file.read()
    return own([kind], lambda data: content and data.set(data.get_target(), 8, content))


def rest(pause):
    time.sleep(pause)
    return GLib.SOURCE_CONTINUE


def main():
    kind, *what = sys.argv[1:]
    clipboard = Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD)
    clipboard.connect("owner-change", announce)
    if kind == "files":
        owner = own_files(what)
    elif kind == "only":
        owner = own_only(*what)
    elif kind == "picture":
        clipboard.set_image(GdkPixbuf.Pixbuf.new_from_file(what[0]))
        if what[1:]:
            GLib.idle_add(rest, float(what[1]))
    else:
        clipboard.set_text(what[0], -1)
    Gtk.main()


main()
