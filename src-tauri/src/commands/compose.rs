//! The composer.

use galley_core::{
    desk::{Added, Edited, OpenDraft},
    post::{Draft, DraftId, MediaId},
};
use tauri::{State, WebviewWindow};

use super::{Answer, OnDesk};
use crate::host::{
    clipboard, dialogs, folders,
    news::{Listener, News},
};

#[tauri::command]
#[specta::specta]
pub async fn resume(desk: OnDesk<'_>) -> Answer<OpenDraft> {
    desk.aside(|desk| desk.resume()).await
}

#[tauri::command]
#[specta::specta]
pub async fn new_draft(desk: OnDesk<'_>) -> Answer<OpenDraft> {
    desk.aside(|desk| desk.new_draft()).await
}

#[tauri::command]
#[specta::specta]
pub async fn open_draft(desk: OnDesk<'_>, id: DraftId) -> Answer<OpenDraft> {
    desk.aside(move |desk| desk.open_draft(id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn edit(desk: OnDesk<'_>, draft: Draft) -> Answer<Edited> {
    desk.aside(move |desk| Ok(desk.edit(&draft))).await
}

#[tauri::command]
#[specta::specta]
pub async fn pick_media(
    window: WebviewWindow,
    desk: OnDesk<'_>,
    listener: State<'_, Listener>,
) -> Answer<Added> {
    let picked = dialogs::pick_images(&window).await;
    listener.tell(News::Picked);
    desk.aside(move |desk| desk.add_files(&picked)).await
}

#[tauri::command]
#[specta::specta]
pub async fn paste_media(desk: OnDesk<'_>) -> Answer<Added> {
    let folder = folders::data().map_err(galley_core::desk::Problem::other)?.join("pasted");
    desk.aside(move |desk| desk.add_files(&clipboard::files(&folder)?)).await
}

#[tauri::command]
#[specta::specta]
pub async fn reexamine(desk: OnDesk<'_>, ids: Vec<MediaId>) -> Answer<Vec<galley_core::desk::MediaView>> {
    desk.aside(move |desk| Ok(desk.reexamine(&ids))).await
}
