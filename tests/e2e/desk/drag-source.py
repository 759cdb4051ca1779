#!/usr/bin/python3
"""A small window from which files can be dragged into another program, by the protocol that file managers use.

Usage: drag-source.py X Y URI...

It stands at X, Y and prints what happens to it, a line each, so that a test need not guess: `shown` when it can be
grabbed, `begun` when a drag has started, `accepted` when the program below the pointer would take the files,
`given` when that program has asked for them, `ended` when the drag is over.
"""
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk

LOOK_EVERY_MS = 10


def say(word):
    print(word, flush=True)


def watch(context):
    """The selected action becomes COPY when the target has answered that it accepts."""
    if context.get_selected_action() & Gdk.DragAction.COPY:
        say("accepted")
        return GLib.SOURCE_REMOVE
    return GLib.SOURCE_CONTINUE


def begin(_widget, context):
    say("begun")
    GLib.timeout_add(LOOK_EVERY_MS, watch, context)


def give(_widget, _context, data, _info, _time, uris):
    data.set_uris(uris)
    say("given")


def main():
    left, top, *uris = sys.argv[1:]
    # A popup stands where it is put and takes no focus: the window manager has no say in it.
    window = Gtk.Window(type=Gtk.WindowType.POPUP)
    window.set_default_size(100, 100)
    handle = Gtk.EventBox()
    handle.add(Gtk.Label(label=f"{len(uris)} files"))
    window.add(handle)
    handle.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
    handle.drag_source_add_uri_targets()
    handle.connect("drag-begin", begin)
    handle.connect("drag-data-get", give, uris)
    handle.connect("drag-end", lambda *_: say("ended"))
    window.connect("map-event", lambda *_: say("shown"))
    window.move(int(left), int(top))
    window.show_all()
    Gtk.main()


main()
