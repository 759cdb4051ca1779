//! Posts after they were published.

use galley_core::{
    desk::{Assessment, Duplicate, PostDetail, Run, settled},
    library::RunId,
    post::Commentary,
};

use super::{Answer, OnDesk};

#[tauri::command]
#[specta::specta]
pub async fn post(desk: OnDesk<'_>, id: RunId) -> Answer<PostDetail> {
    desk.answer(move |desk| desk.post(id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn check_post(desk: OnDesk<'_>, id: RunId) -> Answer<Run> {
    settled(desk.check_post(id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn assess_change(desk: OnDesk<'_>, id: RunId, text: Commentary) -> Answer<Assessment> {
    desk.answer(move |desk| desk.assess_change(id, &text)).await
}

/// Keeps another text for a post until it is sent; `null` for one that is no longer wanted.
#[tauri::command]
#[specta::specta]
pub async fn keep_change(desk: OnDesk<'_>, id: RunId, text: Option<Commentary>) -> Answer<()> {
    desk.answer(move |desk| desk.keep_change(id, text.as_ref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn change_text(desk: OnDesk<'_>, id: RunId, text: Commentary) -> Answer<Run> {
    settled(desk.change_text(id, text)).await
}

#[tauri::command]
#[specta::specta]
pub async fn delete_post(desk: OnDesk<'_>, id: RunId) -> Answer<Run> {
    settled(desk.delete_post(id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn settle_change(desk: OnDesk<'_>, id: RunId, done: bool) -> Answer<Run> {
    desk.answer(move |desk| desk.settle_change(id, done)).await
}

#[tauri::command]
#[specta::specta]
pub async fn duplicate_post(desk: OnDesk<'_>, id: RunId) -> Answer<Duplicate> {
    desk.answer(move |desk| desk.duplicate_post(id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn read_figures(desk: OnDesk<'_>, id: RunId) -> Answer<Run> {
    settled(desk.read_figures(id)).await
}
