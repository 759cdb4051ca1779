//! The desktop's file chooser, and the few words said without a window.

use std::path::PathBuf;

use galley_core::media::Kind;
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
        let of = |name, kinds: &[Kind]| (name, kinds.iter().flat_map(|kind| kind.extensions()).collect());
        let images = of("Images", &[Kind::Image]);
        let captions = of("Captions", &[Kind::Captions]);
        match self {
            Purpose::Anything => {
                let all = [Kind::Image, Kind::Video, Kind::Document, Kind::Captions];
                vec![
                    of("Images, videos, documents and captions", &all),
                    images,
                    of("Videos", &[Kind::Video]),
                    of("Documents", &[Kind::Document]),
                    captions,
                ]
            }
            Purpose::Thumbnail => vec![images],
            Purpose::Captions => vec![captions],
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_galley_reads_is_shown_at_first() {
        let (_, shown) = Purpose::Anything.filters().swap_remove(0);
        for ending in ["jpg", "jfif", "apng", "psd", "psb", "ico", "svg", "jxl", "mov", "pptx", "srt", "vtt"]
        {
            assert!(shown.contains(&ending), "{ending}");
        }
        assert!(in_any_case(&shown).contains(&"HEIC".to_owned()));
        for (name, endings) in [Purpose::Thumbnail, Purpose::Captions].map(|it| it.filters().swap_remove(0)) {
            assert!(!endings.is_empty() && endings.iter().all(|ending| shown.contains(ending)), "{name}");
        }
    }
}
