//! The address book, and looking a page up.

use galley_core::{
    desk::{Mentionable, settled},
    library::Contact,
    post::{AccountId, Author},
};

use super::{Answer, OnDesk};

#[tauri::command]
#[specta::specta]
pub async fn mentionable(
    desk: OnDesk<'_>,
    search: String,
    account: Option<AccountId>,
) -> Answer<Vec<Mentionable>> {
    desk.answer(move |desk| desk.mentionable(&search, account)).await
}

#[tauri::command]
#[specta::specta]
pub async fn contacts(desk: OnDesk<'_>, search: String) -> Answer<Vec<Contact>> {
    desk.answer(move |desk| desk.contacts(&search)).await
}

#[tauri::command]
#[specta::specta]
pub async fn keep_contact(
    desk: OnDesk<'_>,
    name: String,
    urn: String,
    instead_of: Option<Contact>,
) -> Answer<Contact> {
    desk.answer(move |desk| desk.keep_contact(&name, &urn, instead_of)).await
}

#[tauri::command]
#[specta::specta]
pub async fn restore_contact(desk: OnDesk<'_>, contact: Contact) -> Answer<()> {
    desk.answer(move |desk| desk.restore_contact(&contact)).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_contact(desk: OnDesk<'_>, urn: Author, sandbox: bool) -> Answer<()> {
    desk.answer(move |desk| desk.remove_contact(&urn, sandbox)).await
}

#[tauri::command]
#[specta::specta]
pub async fn mentioned(desk: OnDesk<'_>, urn: Author, sandbox: bool) -> Answer<()> {
    desk.answer(move |desk| desk.mentioned(&urn, sandbox)).await
}

#[tauri::command]
#[specta::specta]
pub async fn find_page(desk: OnDesk<'_>, account: AccountId, typed: String) -> Answer<Mentionable> {
    settled(desk.find_page(account, &typed)).await
}
