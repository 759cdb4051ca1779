//! The desktop's file chooser, and the few words said without a window.

use std::path::PathBuf;

use rfd::{
    AsyncFileDialog, AsyncMessageDialog, MessageButtons, MessageDialog, MessageDialogResult, MessageLevel,
};
use tauri::WebviewWindow;

/// Lets the user pick images; none when they change their mind.
pub async fn pick_images(window: &WebviewWindow) -> Vec<PathBuf> {
    let picked = AsyncFileDialog::new()
        .set_title("Add images")
        .set_parent(window)
        .add_filter("Images", &["jpg", "jpeg", "png", "gif", "JPG", "JPEG", "PNG", "GIF"])
        .add_filter("All files", &["*"])
        .pick_files()
        .await;
    picked.into_iter().flatten().map(|file| file.path().to_owned()).collect()
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
