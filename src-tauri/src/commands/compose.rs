//! The composer.

use galley_core::{
    desk::{Added, Edited, OpenDraft, settled},
    post::{Draft, DraftId, LaidAside},
};
use tauri::{State, WebviewWindow};

use super::{Answer, OnDesk};
use crate::host::{
    clipboard,
    dialogs::{self, Purpose},
    folders,
    news::{Listener, News},
    reading,
};

#[tauri::command]
#[specta::specta]
pub async fn resume(desk: OnDesk<'_>) -> Answer<OpenDraft> {
    desk.answer(|desk| desk.resume()).await
}

#[tauri::command]
#[specta::specta]
pub async fn new_draft(desk: OnDesk<'_>) -> Answer<OpenDraft> {
    desk.answer(|desk| desk.new_draft()).await
}

#[tauri::command]
#[specta::specta]
pub async fn open_draft(desk: OnDesk<'_>, id: DraftId) -> Answer<OpenDraft> {
    desk.answer(move |desk| desk.open_draft(id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn edit(desk: OnDesk<'_>, draft: Draft, aside: Option<LaidAside>) -> Answer<Edited> {
    desk.answer(move |desk| Ok(desk.edit(&draft, aside.as_ref()))).await
}

#[tauri::command]
#[specta::specta]
pub async fn pick_media(
    window: WebviewWindow,
    desk: OnDesk<'_>,
    listener: State<'_, Listener>,
    purpose: Purpose,
) -> Answer<Added> {
    let picked = dialogs::pick(&window, purpose).await;
    listener.tell(News::Picked);
    let telling = reading::told_to(&window, None);
    desk.answer(move |desk| desk.add_files_telling(&picked, telling)).await
}

#[tauri::command]
#[specta::specta]
pub async fn paste_media(window: WebviewWindow, desk: OnDesk<'_>) -> Answer<Added> {
    let copied = settled(clipboard::copied(&window)).await?;
    let telling = reading::told_to(&window, None);
    desk.answer(move |desk| {
        desk.add_files_telling(&copied.into_files(&folders::data()?.join("pasted"))?, telling)
    })
    .await
}
