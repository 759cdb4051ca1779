//! The accounts.

use galley_core::{
    desk::{AccountView, Accounts, Keep, VaultView, settled},
    post::AccountId,
};

use super::{Answer, OnDesk};

#[tauri::command]
#[specta::specta]
pub async fn accounts(desk: OnDesk<'_>) -> Answer<Accounts> {
    desk.answer(|desk| desk.accounts()).await
}

#[tauri::command]
#[specta::specta]
pub async fn add_token(desk: OnDesk<'_>, token: String, keep: Keep) -> Answer<AccountView> {
    settled(desk.add_token(&token, keep)).await
}

#[tauri::command]
#[specta::specta]
pub async fn refresh_account(desk: OnDesk<'_>, id: AccountId) -> Answer<AccountView> {
    settled(desk.refresh_account(id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_account(desk: OnDesk<'_>, id: AccountId) -> Answer<()> {
    settled(desk.remove_account(id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn retry_vault(desk: OnDesk<'_>) -> Answer<VaultView> {
    Ok(desk.retry_vault().await)
}
