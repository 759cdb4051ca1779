//! The list of drafts.

use galley_core::{desk::DraftRow, post::DraftId};

use super::{Answer, OnDesk};

#[tauri::command]
#[specta::specta]
pub async fn drafts(desk: OnDesk<'_>, search: String) -> Answer<Vec<DraftRow>> {
    desk.answer(move |desk| desk.drafts(&search)).await
}

#[tauri::command]
#[specta::specta]
pub async fn delete_draft(desk: OnDesk<'_>, id: DraftId) -> Answer<()> {
    desk.answer(move |desk| desk.delete_draft(id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn restore_draft(desk: OnDesk<'_>, id: DraftId) -> Answer<()> {
    desk.answer(move |desk| desk.restore_draft(id)).await
}
