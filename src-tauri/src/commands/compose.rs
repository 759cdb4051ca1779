//! The composer.

use galley_core::{
    desk::{Added, Assessment, OpenDraft},
    post::{Draft, DraftId, MediaId},
};
use tauri::WebviewWindow;

use super::{Answer, OnDesk, off_the_runtime};
use crate::host::{clipboard, dialogs, folders};

#[tauri::command]
#[specta::specta]
pub async fn resume(desk: OnDesk<'_>) -> Answer<OpenDraft> {
    off_the_runtime(desk, |desk| desk.resume()).await
}

#[tauri::command]
#[specta::specta]
pub async fn new_draft(desk: OnDesk<'_>) -> Answer<OpenDraft> {
    off_the_runtime(desk, |desk| desk.new_draft()).await
}

#[tauri::command]
#[specta::specta]
pub async fn open_draft(desk: OnDesk<'_>, id: DraftId) -> Answer<OpenDraft> {
    off_the_runtime(desk, move |desk| desk.open_draft(id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn edit(desk: OnDesk<'_>, draft: Draft) -> Answer<Assessment> {
    off_the_runtime(desk, move |desk| desk.edit(&draft)).await
}

#[tauri::command]
#[specta::specta]
pub async fn pick_media(window: WebviewWindow, desk: OnDesk<'_>) -> Answer<Added> {
    let picked = dialogs::pick_images(&window).await;
    off_the_runtime(desk, move |desk| desk.add_files(&picked)).await
}

#[tauri::command]
#[specta::specta]
pub async fn paste_media(desk: OnDesk<'_>) -> Answer<Added> {
    let folder = folders::data().map_err(galley_core::desk::Problem::other)?.join("pasted");
    off_the_runtime(desk, move |desk| desk.add_files(&clipboard::files(&folder)?)).await
}

#[tauri::command]
#[specta::specta]
pub async fn reexamine(desk: OnDesk<'_>, ids: Vec<MediaId>) -> Answer<Vec<galley_core::desk::MediaView>> {
    off_the_runtime(desk, move |desk| Ok(desk.reexamine(&ids))).await
}
