//! The desktop's file chooser, and the few words said without a window.

use std::path::PathBuf;

use rfd::{
    AsyncFileDialog, AsyncMessageDialog, MessageButtons, MessageDialog, MessageDialogResult, MessageLevel,
};
use serde::Deserialize;
use specta::Type;
use tauri::WebviewWindow;

/// What files are picked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Whatever a post may hold.
    Anything,
    /// One picture, to stand for a film.
    Thumbnail,
    /// One file of captions.
    Captions,
}

const IMAGES: &[&str] = &["jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "avif", "tif", "tiff", "bmp"];
const VIDEOS: &[&str] = &["mp4", "m4v", "mov", "qt", "webm", "mkv", "avi"];
const DOCUMENTS: &[&str] = &["pdf", "doc", "docx", "ppt", "pptx"];
const CAPTIONS: &[&str] = &["srt", "vtt"];

impl Purpose {
    fn title(self) -> &'static str {
        match self {
            Purpose::Anything => "Add files",
            Purpose::Thumbnail => "Choose a picture",
            Purpose::Captions => "Choose captions",
        }
    }

    /// What the chooser shows at first, and what it can be narrowed to.
    fn filters(self) -> Vec<(&'static str, Vec<&'static str>)> {
        match self {
            Purpose::Anything => vec![
                ("Images, videos and documents", [IMAGES, VIDEOS, DOCUMENTS].concat()),
                ("Images", IMAGES.to_vec()),
                ("Videos", VIDEOS.to_vec()),
                ("Documents", DOCUMENTS.to_vec()),
            ],
            Purpose::Thumbnail => vec![("Images", IMAGES.to_vec())],
            Purpose::Captions => vec![("Captions", CAPTIONS.to_vec())],
        }
    }
}

/// Lets the user pick files; none when they change their mind.
pub async fn pick(window: &WebviewWindow, purpose: Purpose) -> Vec<PathBuf> {
    let dialog = AsyncFileDialog::new().set_title(purpose.title()).set_parent(window);
    let filters = purpose.filters().into_iter();
    let dialog =
        filters.fold(dialog, |dialog, (name, endings)| dialog.add_filter(name, &in_any_case(&endings)));
    let dialog = dialog.add_filter("All files", &["*"]);
    let picked = match purpose {
        Purpose::Anything => dialog.pick_files().await.unwrap_or_default(),
        Purpose::Thumbnail | Purpose::Captions => dialog.pick_file().await.into_iter().collect(),
    };
    picked.iter().map(|file| file.path().to_owned()).collect()
}

/// GTK's filters tell capitals from small letters, and cameras write capitals.
fn in_any_case(endings: &[&str]) -> Vec<String> {
    endings.iter().flat_map(|ending| [(*ending).to_owned(), ending.to_uppercase()]).collect()
}

/// Says what is wrong and waits until it was read.
pub fn sorry(words: &str) {
    message(words).set_buttons(MessageButtons::Ok).show();
}

/// The same in a program that is running already, without holding it up.
pub async fn sorry_beside(words: &str) {
    let message = AsyncMessageDialog::new().set_level(MessageLevel::Error).set_title("Galley");
    message.set_description(words).set_buttons(MessageButtons::Ok).show().await;
}

/// Asks whether to set the library aside and begin a new one.
pub fn begin_anew(words: &str) -> bool {
    const ANEW: &str = "Set it aside and begin anew";
    let buttons = MessageButtons::OkCancelCustom(ANEW.to_owned(), "Quit".to_owned());
    match message(words).set_buttons(buttons).show() {
        MessageDialogResult::Ok => true,
        MessageDialogResult::Custom(button) => button == ANEW,
        _ => false,
    }
}

fn message(words: &str) -> MessageDialog {
    MessageDialog::new().set_level(MessageLevel::Error).set_title("Galley").set_description(words)
}
