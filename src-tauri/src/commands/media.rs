//! What is done with files: looked at, mended, made of others.

use galley_core::{
    desk::{LinkReading, MediaView, Mended, Part, settled},
    media::{Binding, Cue, Stamp, Wish},
    post::MediaId,
};

use tauri::ipc::Channel;

use super::{Answer, OnDesk};
use crate::host::{media, viewer};

#[tauri::command]
#[specta::specta]
pub async fn reexamine(desk: OnDesk<'_>, ids: Vec<MediaId>) -> Answer<Vec<MediaView>> {
    desk.answer(move |desk| Ok(desk.reexamine(&ids))).await
}

/// The user knows that these files were changed on the disk.
#[tauri::command]
#[specta::specta]
pub async fn acknowledge(desk: OnDesk<'_>, ids: Vec<MediaId>) -> Answer<()> {
    desk.answer(move |desk| desk.acknowledge(&ids)).await
}

/// Why there is no picture of a file, as a whole sentence; null where there is one.
#[tauri::command]
#[specta::specta]
pub async fn why_undrawn(desk: OnDesk<'_>, media: MediaId, part: Part) -> Answer<Option<String>> {
    desk.answer(move |desk| Ok(desk.why_undrawn(media, part))).await
}

/// Makes a copy of a picture that LinkedIn takes, beside the original and under an id of its own; where it matters what
/// was seen, of that and of no other file that took its place.
#[tauri::command]
#[specta::specta]
pub async fn mend(desk: OnDesk<'_>, media: MediaId, wish: Wish, seen: Option<Stamp>) -> Answer<Mended> {
    desk.answer(move |desk| desk.mend_as_seen(media, &wish, seen.as_ref())).await
}

/// Makes a picture of what a film shows at a moment.
#[tauri::command]
#[specta::specta]
pub async fn take_frame(desk: OnDesk<'_>, video: MediaId, at_ms: u64) -> Answer<MediaView> {
    desk.answer(move |desk| desk.take_frame(video, at_ms)).await
}

/// The captions in a file.
#[tauri::command]
#[specta::specta]
pub async fn captions(desk: OnDesk<'_>, media: MediaId) -> Answer<Vec<Cue>> {
    desk.answer(move |desk| desk.captions(media)).await
}

/// Makes a PDF of pictures, in their order, and tells before each page how many there are already.
#[tauri::command]
#[specta::specta]
pub async fn bind(
    desk: OnDesk<'_>,
    images: Vec<MediaId>,
    binding: Binding,
    progress: Channel<u32>,
) -> Answer<MediaView> {
    let stop = desk.stop_of_binding();
    // A page that is gone needs no number.
    desk.answer(move |desk| desk.bind(&images, &binding, &stop, |done| drop(progress.send(done)))).await
}

/// Stops the document that is being made: its call fails then.
#[tauri::command]
#[specta::specta]
pub async fn stop_binding(desk: OnDesk<'_>) -> Answer<()> {
    desk.stop_binding();
    Ok(())
}

/// Reads the page behind a link's card. `allowed`: hosts in the own network that the user said may be read.
#[tauri::command]
#[specta::specta]
pub async fn read_page(desk: OnDesk<'_>, address: String, allowed: Vec<String>) -> Answer<LinkReading> {
    settled(async { Ok(desk.read_page(&address, allowed).await) }).await
}

/// Opens a file in the system's own program for it.
#[tauri::command]
#[specta::specta]
pub async fn open_file(desk: OnDesk<'_>, media: MediaId) -> Answer<()> {
    desk.answer(move |desk| viewer::open(&desk.viewable(media)?)).await
}

/// Whether this window can play a film (`media://localhost/{id}/film`).
#[tauri::command]
#[specta::specta]
pub async fn plays() -> Answer<bool> {
    Ok(media::PLAYS)
}
