//! The settings.

use galley_core::desk::{Settings, VersionView};

use super::{Answer, OnDesk};
use crate::host::browser;

#[tauri::command]
#[specta::specta]
pub async fn settings(desk: OnDesk<'_>) -> Answer<Settings> {
    desk.answer(|desk| Ok(desk.settings())).await
}

#[tauri::command]
#[specta::specta]
pub async fn change_settings(desk: OnDesk<'_>, settings: Settings) -> Answer<Settings> {
    desk.answer(move |desk| desk.change_settings(settings)).await
}

#[tauri::command]
#[specta::specta]
pub async fn api_version(desk: OnDesk<'_>) -> Answer<VersionView> {
    desk.answer(|desk| Ok(desk.api_version())).await
}

#[tauri::command]
#[specta::specta]
pub async fn open_link(desk: OnDesk<'_>, url: String) -> Answer<()> {
    desk.answer(move |_| browser::open(&url)).await
}
