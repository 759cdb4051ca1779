//! The clipboard of X and of Wayland, by GTK. A screenshot comes in pieces, and GTK waits for the next one: a busy
//! computer makes pauses between them.

use std::{
    borrow::Cow,
    path::PathBuf,
    time::{Duration, Instant},
};

use galley_core::{desk::Problem, media::Format};
use gtk::{
    Clipboard, SelectionData,
    gdk::{Atom, SELECTION_CLIPBOARD},
    glib,
};
use tauri::WebviewWindow;
use tokio::{sync::oneshot, time::timeout};

use super::Copied;

/// GTK gives up by itself: under X after 30 s without a piece, under Wayland 30 s after the question. This is for when
/// it does not.
const PATIENCE: Duration = Duration::from_secs(300);

/// GTK says the same of an empty clipboard and of a program that does not answer; of an empty one it knows at once.
const AT_ONCE: Duration = Duration::from_secs(10);

/// The most that is taken of a picture, in bytes: 40 megapixels, the most that LinkedIn takes in any way, of four each.
const LARGEST: i32 = 160_000_000;

const TARGETS: &str = "TARGETS";
const FILES: &str = "text/uri-list";

/// How a picture is asked for, the best first.
const PICTURES: [Format; 5] = [Format::Png, Format::Jpeg, Format::Webp, Format::Tiff, Format::Bmp];

/// What the clipboard's owner says it has.
struct Offered {
    files: bool,
    picture: Option<Format>,
}

/// Asks the program that owns the clipboard, if there is one.
///
/// # Errors
/// When that program does not hand over what it offers, or says nothing at all, and when its picture is too large.
pub async fn copied(window: &WebviewWindow) -> Result<Copied, Problem> {
    let begun = Instant::now();
    let Some(offered) = ask(window, TARGETS, offered).await? else {
        return if begun.elapsed() < AT_ONCE { Ok(Copied::Neither) } else { Err(silent()) };
    };
    if offered.files {
        match ask(window, FILES, |data| paths(&data.data())).await? {
            Some(paths) if !paths.is_empty() => return Ok(Copied::Files(paths)),
            None if offered.picture.is_none() => return Err(silent()),
            _ => {}
        }
    }
    let Some(format) = offered.picture else { return Ok(Copied::Neither) };
    match ask(window, format.media_type(), |data| (data.length() <= LARGEST).then(|| data.data())).await? {
        Some(Some(bytes)) => Ok(Copied::Picture(bytes)),
        Some(None) => Err(Problem::other(
            "the picture is too large to be pasted; save it as a file and drop the file here",
        )),
        None => Err(silent()),
    }
}

/// One question to the clipboard's owner; nothing where it has nothing of that kind after all. GTK answers on the
/// thread that draws the window, which is not held up.
async fn ask<T: Send + 'static>(
    window: &WebviewWindow,
    kind: &'static str,
    read: fn(&SelectionData) -> T,
) -> Result<Option<T>, Problem> {
    let (tell, told) = oneshot::channel();
    let asked = window.run_on_main_thread(move || {
        Clipboard::get(&SELECTION_CLIPBOARD).request_contents(&Atom::intern(kind), move |_, data| {
            if !tell.is_closed() {
                let _ = tell.send((data.length() > 0).then(|| read(data)));
            }
        });
    });
    asked.map_err(|error| Problem::other(format!("the clipboard cannot be read: {error}")))?;
    timeout(PATIENCE, told).await.ok().and_then(Result::ok).ok_or_else(silent)
}

fn silent() -> Problem {
    Problem::other(
        "the program you copied this from did not hand it over; copy it again, or save it as a file and drop the file \
         here",
    )
}

/// By the kinds' numbers: their names may be anything, also no UTF-8, which the bindings do not look at.
fn offered(data: &SelectionData) -> Offered {
    let kinds = data.targets().unwrap_or_default();
    let has = |kind: &str| kinds.contains(&Atom::intern(kind));
    Offered { files: has(FILES), picture: PICTURES.into_iter().find(|format| has(format.media_type())) }
}

/// The paths in a list of addresses (RFC 2483), where there is a file among them. What lies elsewhere stays as it
/// stands, and the desk says that it is not here.
fn paths(list: &[u8]) -> Vec<PathBuf> {
    let list: Cow<'_, str> = String::from_utf8_lossy(list);
    let addresses = || list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    if addresses().any(|address| address.starts_with("file:")) {
        addresses().map(path).collect()
    } else {
        Vec::new()
    }
}

/// A file of this computer may name it (RFC 8089).
fn path(address: &str) -> PathBuf {
    let is_here = |host: &str| host.is_empty() || host == "localhost" || host == glib::host_name();
    match glib::filename_from_uri(address) {
        Ok((path, host)) if host.as_deref().is_none_or(is_here) => path,
        _ => PathBuf::from(address.strip_prefix("file://").unwrap_or(address)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_file_here_becomes_its_path_and_any_other_stays() {
        let own = format!("file://{}/c.jpg", glib::host_name());
        let list =
            ["# copied", "file:///a/two%20words.png", "file://localhost/b.jpg", &own, "file://other/d.jpg"];
        let list = format!("{}\r\nsmb://other/e.jpg\r\n", list.join("\r\n"));
        let expected = ["/a/two words.png", "/b.jpg", "/c.jpg", "other/d.jpg", "smb://other/e.jpg"];
        assert_eq!(paths(list.as_bytes()), expected.map(PathBuf::from));
    }

    #[test]
    fn addresses_of_the_web_alone_are_no_files() {
        assert_eq!(paths(b"https://example.com/a.jpg\r\n"), Vec::<PathBuf>::new());
    }

    #[test]
    fn a_list_that_is_no_text_names_files_that_are_not_here() {
        assert_eq!(paths(b"file:///a/\xFF.jpg\n"), [PathBuf::from("/a/\u{FFFD}.jpg")]);
    }
}
