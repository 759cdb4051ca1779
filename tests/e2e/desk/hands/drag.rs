//! Dragging files from another program into the window, by the real protocol (XDND).

use super::xdotool;
use crate::desk::{process::Process, start::Desk, wait, window::Window};
use serde_json::json;
use std::{path::Path, thread, time::Duration};

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/desk/drag-source.py");

/// Where the source stands: right of and below the largest window under test.
const SOURCE_AT: (i64, i64) = (1650, 950);

/// Half of the source's size.
const TO_ITS_MIDDLE: i64 = 50;

impl Window<'_> {
    /// Drags files onto the element and lets them go, when the program says that it takes them.
    pub fn drop_files(&self, css: &str, files: &[&Path]) {
        self.hover_files(css, files, || ());
    }

    /// Drags files onto the element, and holds them there while something is looked at; then lets them go.
    pub fn hover_files<T>(&self, css: &str, files: &[&Path], look: impl FnOnce() -> T) -> T {
        let source = self.start_drag(css, files);
        let seen = look();
        xdotool(self.desk, &["mouseup", "1"]).expect("the mouse can be let go");
        said(&source, "ended");
        seen
    }

    fn start_drag(&self, css: &str, files: &[&Path]) -> Process {
        let (left, top) = SOURCE_AT;
        let mut command = self.desk.command("/usr/bin/python3");
        command.arg(SOURCE).args([left.to_string(), top.to_string()]);
        let source = self.desk.start(command.args(files.iter().map(|file| uri(file))));
        said(&source, "shown");

        // The source may be shown a moment before it listens; so it is grabbed until a drag has begun.
        let grabbed = wait::within(wait::DEADLINE, || {
            move_to(self.desk, left + TO_ITS_MIDDLE, top + TO_ITS_MIDDLE);
            xdotool(self.desk, &["mousedown", "1"])?;
            for step in 1..=10 {
                // GTK takes a drag for one only from a certain distance, in more than one event.
                move_to(self.desk, left + TO_ITS_MIDDLE - 3 * step, top + TO_ITS_MIDDLE - 3 * step);
                thread::sleep(Duration::from_millis(20));
            }
            if source.has_said("begun") {
                return Some(());
            }
            xdotool(self.desk, &["mouseup", "1"])?;
            None
        });
        grabbed.expect("a drag begins");

        let (x, y) = self.on_screen(css);
        let mut step = 0;
        wait::until("the files to be accepted", || {
            // Back and forth by a pixel: a target answers to each movement.
            step = 1 - step;
            move_to(self.desk, x + step, y);
            source.has_said("accepted").then_some(())
        });
        source
    }

    /// The middle of an element, in pixels of the screen.
    fn on_screen(&self, css: &str) -> (i64, i64) {
        self.find(css);
        let middle = self.js(
            "const box = document.querySelector(arguments[0]).getBoundingClientRect(); \
             return [box.left + box.width / 2, box.top + box.height / 2].map(n => Math.round(n * devicePixelRatio))",
            &[json!(css)],
        );
        let (left, top) = self.corner();
        (left + middle[0].as_i64().expect("a number"), top + middle[1].as_i64().expect("a number"))
    }

    /// Where the page begins on the screen: windows have no frames here.
    fn corner(&self) -> (i64, i64) {
        let process = self.process().to_string();
        let shape = wait::until("the window on the screen", || {
            let found = xdotool(self.desk, &["search", "--onlyvisible", "--pid", &process])?;
            xdotool(self.desk, &["getwindowgeometry", "--shell", found.lines().last()?])
        });
        let read = |name: &str| {
            let line = shape.lines().find_map(|line| line.strip_prefix(name)).expect("xdotool says it");
            line.parse().expect("a number")
        };
        (read("X="), read("Y="))
    }
}

fn said(source: &Process, word: &str) {
    wait::until(&format!("the drag source to say {word:?}"), || source.has_said(word).then_some(()));
}

fn move_to(desk: &Desk, x: i64, y: i64) {
    xdotool(desk, &["mousemove", &x.to_string(), &y.to_string()]).expect("the mouse can be moved");
}

/// As a file manager writes it (RFC 8089; everything but the unreserved characters escaped).
pub(super) fn uri(file: &Path) -> String {
    use std::{fmt::Write as _, os::unix::ffi::OsStrExt};
    let mut uri = "file://".to_owned();
    for byte in file.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
