//! Sends a file as it streams from the disk.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use futures_util::TryStreamExt;
use reqwest::{
    Body,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
};
use tokio::{fs::File, io::AsyncReadExt};
use tokio_util::io::ReaderStream;

use super::{
    FileState, Progress,
    press::Press,
    send::{Answer, Failure, authorized, builder},
};
use crate::{
    media::Stamp,
    providers::{FileRef, Method},
};

/// What is read at once; eight files side by side hold a megabyte.
const CHUNK: usize = 128 * 1024;

/// Why a file was not sent.
#[derive(Debug)]
pub(super) enum UploadFailure {
    /// It is gone, or no longer the file that was checked.
    File(String),
    /// LinkedIn named an address outside its own hosts.
    ForeignAddress,
    Send(Failure),
}

impl Press {
    /// Sends the whole file at `path` to the address that registering it obtained.
    pub(super) async fn upload(
        &self,
        file: &FileRef,
        path: &Path,
        address: &str,
    ) -> Result<Answer, UploadFailure> {
        if !self.endpoint.may_see_token(address) {
            return Err(UploadFailure::ForeignAddress);
        }
        let opened = open_unchanged(file, path).await?;
        let sent = Arc::new(AtomicU64::new(0));
        let (media, progress, counter) = (file.media, Arc::clone(&self.progress), Arc::clone(&sent));
        let chunks = ReaderStream::with_capacity(opened.take(file.bytes), CHUNK).inspect_ok(move |chunk| {
            let sent = counter.fetch_add(chunk.len() as u64, Relaxed) + chunk.len() as u64;
            progress(Progress::File { media, state: FileState::Uploading, sent });
        });
        // The length is set by hand: a stream would go out in chunks, which LinkedIn's upload edge answers with 411.
        let request = builder(&self.client, Method::Put, address)
            .header(CONTENT_TYPE, &file.content_type)
            .header(CONTENT_LENGTH, file.bytes)
            .body(Body::wrap_stream(chunks));
        let answer = self.exchange(authorized(request, &self.token), &sent).await;
        self.bytes.fetch_add(sent.load(Relaxed), Relaxed);
        answer.map_err(UploadFailure::Send)
    }
}

async fn open_unchanged(file: &FileRef, path: &Path) -> Result<File, UploadFailure> {
    let again = "Look at it in the post, then publish again";
    let gone = |why: &dyn std::fmt::Display| {
        UploadFailure::File(format!(
            "{} cannot be read: {why}. Put it back where it was, or remove it.",
            file.name
        ))
    };
    let stamp = {
        let path = path.to_owned();
        tokio::task::spawn_blocking(move || Stamp::of(&path)).await.map_err(|error| gone(&error))?
    };
    match stamp {
        Err(error) => Err(gone(&error)),
        Ok(stamp) if stamp != file.stamp => {
            Err(UploadFailure::File(format!("{} has changed since it was checked. {again}.", file.name)))
        }
        Ok(_) => File::open(path).await.map_err(|error| gone(&error)),
    }
}
