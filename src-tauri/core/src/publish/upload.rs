//! Sends a file as it streams from the disk.

use std::{
    fmt, fs,
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
use tokio::{fs::File, io::AsyncReadExt, task::spawn_blocking};
use tokio_util::io::ReaderStream;

use super::{
    FileState, Progress,
    press::Press,
    send::{Answer, Failure, builder},
};
use crate::{
    media::{self, ExamineError, Stamp, Unopened},
    providers::{FileRef, Method},
};

/// What is read at once; eight files side by side hold a megabyte.
const CHUNK: usize = 128 * 1024;

impl Press {
    /// Sends the whole file at `path` to the address that registering it obtained.
    ///
    /// # Errors
    /// [`Failure::Local`] where the file is gone or no longer the one that was checked, also when it changed while it
    /// was sent, and where LinkedIn named an address outside its own hosts.
    pub(super) async fn upload(&self, file: &FileRef, path: &Path, address: &str) -> Result<Answer, Failure> {
        if !self.endpoint.may_see_token(address) {
            let why = "LinkedIn’s answer names an upload address outside LinkedIn. Nothing was sent there.";
            return Err(Failure::Local(why.to_owned()));
        }
        let (source, witness) = opened(file, path).await?;
        let sent = Arc::new(AtomicU64::new(0));
        let (media, progress, counter) = (file.media, Arc::clone(&self.progress), Arc::clone(&sent));
        let chunks = ReaderStream::with_capacity(File::from_std(source).take(file.bytes), CHUNK).inspect_ok(
            move |chunk| {
                let sent = counter.fetch_add(chunk.len() as u64, Relaxed) + chunk.len() as u64;
                progress(Progress::File { media, state: FileState::Uploading, sent });
            },
        );
        // The length is set by hand: a stream would go out in chunks, which LinkedIn's upload edge answers with 411.
        let request = builder(&self.client, Method::Put, address)
            .header(CONTENT_TYPE, &file.content_type)
            .header(CONTENT_LENGTH, file.bytes)
            .body(Body::wrap_stream(chunks));
        let answer = self.signed(request, &sent).await;
        self.bytes.fetch_add(sent.load(Relaxed), Relaxed);
        let answer = answer?;
        unchanged(file, witness).await.map(|()| answer)
    }
}

/// The file that was checked: a handle to send it from, and one to look at it again.
async fn opened(file: &FileRef, path: &Path) -> Result<(fs::File, fs::File), Failure> {
    let (path, stamp) = (path.to_owned(), file.stamp.clone());
    let open = move || {
        let source = media::open_unchanged(&path, &stamp)?;
        let witness = source.try_clone().map_err(ExamineError::Unreadable)?;
        Ok((source, witness))
    };
    spawn_blocking(open).await.map_err(|error| gone(file, &error))?.map_err(|error| match error {
        Unopened::Changed => changed(file),
        Unopened::File(error) => gone(file, &error),
    })
}

/// Looked at after its last byte: somebody may have written into it meanwhile.
async fn unchanged(file: &FileRef, witness: fs::File) -> Result<(), Failure> {
    let stamp =
        spawn_blocking(move || Stamp::of_opened(&witness)).await.map_err(|error| gone(file, &error))?;
    match stamp {
        Ok(stamp) if stamp == file.stamp => Ok(()),
        Ok(_) => Err(changed(file)),
        Err(error) => Err(gone(file, &error)),
    }
}

fn changed(file: &FileRef) -> Failure {
    let FileRef { name, .. } = file;
    Failure::Local(format!(
        "{name} has changed since it was checked. Look at it in the post, then publish again."
    ))
}

fn gone(file: &FileRef, why: &dyn fmt::Display) -> Failure {
    let FileRef { name, .. } = file;
    Failure::Local(format!("{name} cannot be read: {why}. Put it back where it was, or remove it."))
}
