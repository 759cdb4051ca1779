//! The clipboard of X and of Wayland, by GTK, which waits as long as a program goes on handing something over. A
//! screenshot comes in pieces, and a busy computer makes pauses between them.

use std::{path::PathBuf, time::Duration};

use galley_core::desk::Problem;
use gtk::{
    Clipboard, SelectionData,
    gdk::{Atom, SELECTION_CLIPBOARD},
    glib,
};
use tauri::WebviewWindow;
use tokio::{sync::oneshot, time::timeout};

use super::Copied;

/// How long one answer may take: making a large picture's file takes a program seconds. Under X, GTK itself gives up
/// after 30 s of silence; under Wayland it never does.
const PATIENCE: Duration = Duration::from_secs(60);

const FILES: &str = "text/uri-list";

/// The kinds in which a picture is taken, the best first, and how their files' names end.
const PICTURES: [(&str, &str); 5] = [
    ("image/png", "png"),
    ("image/jpeg", "jpg"),
    ("image/webp", "webp"),
    ("image/tiff", "tif"),
    ("image/bmp", "bmp"),
];

/// Asks the program that owns the clipboard, if there is one.
///
/// # Errors
/// When that program offers a picture and does not hand it over, or is silent for too long.
pub async fn copied(window: &WebviewWindow) -> Result<Copied, Problem> {
    let offered = ask(window, "TARGETS", kinds).await?;
    if offered.iter().any(|kind| kind == FILES) {
        let files = files(&ask(window, FILES, addresses).await?);
        if !files.is_empty() {
            return Ok(Copied::Files(files));
        }
    }
    let Some((kind, ending)) = PICTURES.into_iter().find(|(kind, _)| offered.iter().any(|it| it == kind))
    else {
        return Ok(Copied::Neither);
    };
    match ask(window, kind, bytes).await? {
        bytes if bytes.is_empty() => Err(silent()),
        bytes => Ok(Copied::Picture { bytes, ending }),
    }
}

/// One question to the clipboard's owner. GTK answers on the thread that draws the window, which is not held up.
async fn ask<T: Send + 'static>(
    window: &WebviewWindow,
    kind: &'static str,
    read: fn(&SelectionData) -> T,
) -> Result<T, Problem> {
    let (tell, told) = oneshot::channel();
    let asked = window.run_on_main_thread(move || {
        Clipboard::get(&SELECTION_CLIPBOARD).request_contents(&Atom::intern(kind), move |_, data| {
            // Nobody listens any more where the answer comes too late.
            let _ = tell.send(read(data));
        });
    });
    asked.map_err(|error| Problem::other(format!("The clipboard cannot be read: {error}")))?;
    timeout(PATIENCE, told).await.ok().and_then(Result::ok).ok_or_else(silent)
}

fn silent() -> Problem {
    Problem::other(
        "The program this was copied in does not hand it over. Copy it again there, or save it as a file and drop \
         that here",
    )
}

fn kinds(data: &SelectionData) -> Vec<String> {
    data.targets().into_iter().flatten().map(|kind| kind.name().into()).collect()
}

fn addresses(data: &SelectionData) -> Vec<String> {
    data.uris().into_iter().map(String::from).collect()
}

/// Nothing where the owner has none of that kind after all.
fn bytes(data: &SelectionData) -> Vec<u8> {
    if data.length() > 0 { data.data() } else { Vec::new() }
}

/// The paths of files, where there is one among these. What lies elsewhere stays as it stands, and is refused by that.
fn files(addresses: &[String]) -> Vec<PathBuf> {
    let path = |address: &String| match glib::filename_from_uri(address) {
        Ok((path, host)) if host.as_deref().is_none_or(|host| host == "localhost") => path,
        _ => PathBuf::from(address.strip_prefix("file://").unwrap_or(address)),
    };
    let is_file = |address: &String| address.starts_with("file:");
    if addresses.iter().any(is_file) { addresses.iter().map(path).collect() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_file_becomes_its_path_and_one_of_elsewhere_stays() {
        let copied = [
            "file:///a/two%20words.png",
            "file://localhost/b.jpg",
            "file://other/c.jpg",
            "smb://other/d.jpg",
        ];
        let paths = ["/a/two words.png", "/b.jpg", "other/c.jpg", "smb://other/d.jpg"];
        assert_eq!(files(&copied.map(String::from)), paths.map(PathBuf::from));
    }

    #[test]
    fn addresses_of_the_web_alone_are_no_files() {
        assert_eq!(files(&["https://example.com/a.jpg".to_owned()]), Vec::<PathBuf>::new());
    }
}
