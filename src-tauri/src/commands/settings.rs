//! The settings.

use galley_core::desk::Settings;

use super::{Answer, OnDesk, off_the_runtime};
use crate::host::browser;

#[tauri::command]
#[specta::specta]
pub async fn settings(desk: OnDesk<'_>) -> Answer<Settings> {
    off_the_runtime(desk, |desk| Ok(desk.settings())).await
}

#[tauri::command]
#[specta::specta]
pub async fn change_settings(desk: OnDesk<'_>, settings: Settings) -> Answer<Settings> {
    off_the_runtime(desk, move |desk| desk.change_settings(settings)).await
}

#[tauri::command]
#[specta::specta]
pub async fn open_link(desk: OnDesk<'_>, url: String) -> Answer<()> {
    off_the_runtime(desk, move |_| browser::open(&url)).await
}
