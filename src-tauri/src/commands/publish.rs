//! Publishing, and what was published.

use galley_core::{
    desk::{Published, Review, Run, TakenUp, settled},
    library::RunId,
    post::DraftId,
    providers::FollowUp,
    publish::{Outcome, Progress},
};
use tauri::ipc::Channel;

use super::{Answer, OnDesk};
use crate::host::browser;

#[tauri::command]
#[specta::specta]
pub async fn review(desk: OnDesk<'_>, draft: DraftId) -> Answer<Review> {
    desk.answer(move |desk| desk.review(draft)).await
}

/// The run goes on to its end also where its page is gone; `watch_publishing` then tells of it.
#[tauri::command]
#[specta::specta]
pub async fn publish(
    desk: OnDesk<'_>,
    draft: DraftId,
    seal: String,
    on_progress: Channel<Progress>,
) -> Answer<Published> {
    let tell = move |progress| drop(on_progress.send(progress));
    settled(desk.publish(draft, seal, tell)).await
}

/// How publishing a draft goes on that an earlier page began, and how it ends; `null` when nothing is under way.
#[tauri::command]
#[specta::specta]
pub async fn watch_publishing(
    desk: OnDesk<'_>,
    draft: DraftId,
    on_progress: Channel<Progress>,
) -> Answer<Option<Published>> {
    let tell = move |progress| drop(on_progress.send(progress));
    settled(desk.watch_publishing(draft, tell)).await
}

#[tauri::command]
#[specta::specta]
pub async fn cancel(desk: OnDesk<'_>, draft: DraftId) -> Answer<()> {
    desk.cancel(draft);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub async fn runs(desk: OnDesk<'_>, search: String) -> Answer<Vec<Run>> {
    desk.answer(move |desk| desk.runs(&search)).await
}

#[tauri::command]
#[specta::specta]
pub async fn open_run(desk: OnDesk<'_>, id: RunId) -> Answer<()> {
    desk.answer(move |desk| browser::open(&desk.address_of(id)?)).await
}

/// Opens the posts of the sandbox that a run went to, to look whether its post is there.
#[tauri::command]
#[specta::specta]
pub async fn open_feed(desk: OnDesk<'_>, id: RunId) -> Answer<()> {
    desk.answer(move |desk| browser::open(&desk.feed_of(id)?)).await
}

#[tauri::command]
#[specta::specta]
pub async fn reconcile(desk: OnDesk<'_>, id: RunId) -> Answer<TakenUp> {
    settled(desk.reconcile(id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn settle(desk: OnDesk<'_>, id: RunId, published: bool) -> Answer<Outcome> {
    desk.answer(move |desk| desk.settle(id, published)).await
}

#[tauri::command]
#[specta::specta]
pub async fn settle_at(desk: OnDesk<'_>, id: RunId, address: String) -> Answer<Outcome> {
    settled(desk.settle_at(id, &address)).await
}

/// Does what is still to be done below a published post. `cancel` of its draft ends it where it can be ended.
#[tauri::command]
#[specta::specta]
pub async fn follow_up(desk: OnDesk<'_>, id: RunId, on_progress: Channel<Progress>) -> Answer<TakenUp> {
    let tell = move |progress| drop(on_progress.send(progress));
    settled(desk.follow_up(id, tell)).await
}

#[tauri::command]
#[specta::specta]
pub async fn settle_below(desk: OnDesk<'_>, id: RunId, what: FollowUp, done: bool) -> Answer<Outcome> {
    desk.answer(move |desk| desk.settle_below(id, what, done)).await
}

/// Opens the post that a draft shares.
#[tauri::command]
#[specta::specta]
pub async fn open_shared(desk: OnDesk<'_>, draft: DraftId) -> Answer<()> {
    desk.answer(move |desk| browser::open(&desk.address_shared(draft)?)).await
}
