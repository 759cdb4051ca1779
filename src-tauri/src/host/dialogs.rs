//! The desktop's file chooser.

use std::path::PathBuf;

use rfd::AsyncFileDialog;
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
