//! Sends a file, or a part of one, as it streams from the disk.

use std::{
    fmt, fs,
    io::{self, ErrorKind, SeekFrom},
    ops::Range,
    path::Path,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use futures_util::TryStreamExt;
use reqwest::{
    Body, RequestBuilder,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
    multipart::{Form, Part},
};
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncSeekExt},
    task::spawn_blocking,
};
use tokio_util::io::ReaderStream;

use super::{
    FileState, Progress,
    press::Press,
    send::{Answer, Failure, builder},
};
use crate::{
    media::{self, ExamineError, Stamp, Unopened},
    providers::{FileRef, Manner, Method},
};

/// What is read at once; eight files side by side hold a megabyte.
const CHUNK: usize = 128 * 1024;

/// Whether the token goes with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bearer {
    /// The address is signed; one that refuses has expired.
    None,
    /// It has to: a refusal is the token's.
    Sent,
    /// The address may be signed or not; one that refuses the token too has expired.
    Tried,
}

/// Told how many bytes were sent so far, often and from several threads.
type Told = Arc<dyn Fn(u64) + Send + Sync>;

impl Press {
    /// Sends the whole file at `path` to the address that registering it obtained.
    ///
    /// # Errors
    /// [`Failure::Local`] where the file is gone or no longer the one that was checked, also when it changed while it
    /// was sent, and where LinkedIn named an address outside its own hosts.
    pub(super) async fn upload(&self, file: &FileRef, path: &Path, address: &str) -> Result<Answer, Failure> {
        self.own(address)?;
        let whole = Outgoing::open(file, path, 0..file.bytes, self.telling(file)).await?;
        let request = builder(&self.client, Method::Put, address).header(CONTENT_TYPE, &file.content_type);
        self.send_out(file, request, whole, Bearer::Sent).await
    }

    /// Sends some bytes of a file, without the token: the address is signed. `told` hears how many of them are sent.
    ///
    /// # Errors
    /// As [`Press::upload`]; an address that has expired is refused as such.
    pub(super) async fn upload_part(
        &self,
        file: &FileRef,
        path: &Path,
        address: &str,
        range: Range<u64>,
        told: Told,
    ) -> Result<Answer, Failure> {
        self.own(address)?;
        let part = Outgoing::open(file, path, range, told).await?;
        let request =
            builder(&self.client, Method::Put, address).header(CONTENT_TYPE, "application/octet-stream");
        self.send_out(file, request, part, Bearer::None).await
    }

    /// Sends what belongs to a video.
    ///
    /// # Errors
    /// As [`Press::upload_part`].
    pub(super) async fn upload_beside(
        &self,
        file: &FileRef,
        path: &Path,
        address: &str,
        manner: &Manner,
        bearer: Bearer,
    ) -> Result<Answer, Failure> {
        self.own(address)?;
        let whole = Outgoing::open(file, path, 0..file.bytes, self.telling(file)).await?;
        match manner {
            Manner::Captions { metadata } => {
                let metadata = Part::text(metadata.to_string()).mime_str("application/json");
                let Outgoing { body, length, trace } = whole;
                let text = Part::stream_with_length(body, length)
                    .file_name(file.name.clone())
                    .mime_str(&file.content_type);
                let (Ok(metadata), Ok(text)) = (metadata, text) else { return Err(gone(file, &"no text")) };
                let form = Form::new().part("metadata", metadata).part("file", text);
                let request = builder(&self.client, Method::Post, address).multipart(form);
                self.exchanged(file, request, trace, bearer).await
            }
            Manner::Thumbnail { headers } => {
                let request =
                    builder(&self.client, Method::Put, address).header(CONTENT_TYPE, &file.content_type);
                let request =
                    headers.iter().fold(request, |request, (name, value)| request.header(name, value));
                self.send_out(file, request, whole, bearer).await
            }
            Manner::Whole | Manner::Parts { .. } => Err(gone(file, &"it is sent in another way")),
        }
    }

    fn own(&self, address: &str) -> Result<(), Failure> {
        if self.endpoint.may_see_token(address) {
            return Ok(());
        }
        let why = "LinkedIn’s answer names an upload address outside LinkedIn. Nothing was sent there.";
        Err(Failure::Local(why.to_owned()))
    }

    /// Tells whoever listens how much of a whole file is sent.
    fn telling(&self, file: &FileRef) -> Told {
        let (media, progress) = (file.media, Arc::clone(&self.progress));
        Arc::new(move |sent| progress(Progress::File { media, state: FileState::Uploading, sent }))
    }

    async fn send_out(
        &self,
        file: &FileRef,
        request: RequestBuilder,
        outgoing: Outgoing,
        bearer: Bearer,
    ) -> Result<Answer, Failure> {
        let Outgoing { body, length, trace } = outgoing;
        // The length is set by hand: a stream would go out in chunks, which LinkedIn's upload edge answers with 411.
        let request = request.header(CONTENT_LENGTH, length).body(body);
        self.exchanged(file, request, trace, bearer).await
    }

    async fn exchanged(
        &self,
        file: &FileRef,
        request: RequestBuilder,
        trace: Trace,
        bearer: Bearer,
    ) -> Result<Answer, Failure> {
        let Trace { witness, sent, unread } = trace;
        let answer = match bearer {
            Bearer::Sent => self.signed(request, &sent).await,
            Bearer::None => self.exchange(request, &sent).await.map_err(Failure::of_signed_address),
            Bearer::Tried => {
                let request = request.bearer_auth(self.token.expose());
                self.exchange(request, &sent).await.map_err(Failure::of_signed_address)
            }
        };
        self.bytes.fetch_add(sent.load(Relaxed), Relaxed);
        // The exchange itself tells no broken file from a broken connection.
        if let Some(error) = unread.get() {
            return Err(gone(file, error));
        }
        let answer = answer?;
        unchanged(file, witness).await.map(|()| answer)
    }
}

/// Some bytes of a file, streaming from the disk.
struct Outgoing {
    body: Body,
    length: u64,
    trace: Trace,
}

/// What is known of a file, or a part, when it was sent.
struct Trace {
    /// To look at the file again when its last byte is sent.
    witness: fs::File,
    /// Bytes of it sent so far.
    sent: Arc<AtomicU64>,
    /// Why the disk did not give the rest.
    unread: Arc<OnceLock<io::Error>>,
}

impl Outgoing {
    async fn open(file: &FileRef, path: &Path, range: Range<u64>, told: Told) -> Result<Outgoing, Failure> {
        let (source, witness) = opened(file, path).await?;
        let mut source = File::from_std(source);
        source.seek(SeekFrom::Start(range.start)).await.map_err(|error| gone(file, &error))?;
        Ok(Outgoing::of(source, range.end - range.start, witness, told))
    }

    fn of(source: File, length: u64, witness: fs::File, told: Told) -> Outgoing {
        let (sent, unread) = (Arc::new(AtomicU64::new(0)), Arc::new(OnceLock::new()));
        let trace = Trace { witness, sent: Arc::clone(&sent), unread: Arc::clone(&unread) };
        let chunks = ReaderStream::with_capacity(source.take(length), CHUNK)
            .inspect_ok(move |chunk| told(sent.fetch_add(chunk.len() as u64, Relaxed) + chunk.len() as u64))
            .map_err(move |error| {
                let _ = unread.set(error);
                io::Error::from(ErrorKind::Other)
            });
        Outgoing { body: Body::wrap_stream(chunks), length, trace }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        accounts::{ApiVersion, Token},
        library::Library,
        media::ContentId,
        post::MediaId,
        providers::linkedin::Endpoint,
        publish::{SystemClock, client},
    };

    #[tokio::test]
    async fn a_file_that_the_disk_does_not_give_is_not_told_as_a_broken_connection() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let reads_all = axum::Router::new().fallback(async |_: bytes::Bytes| ());
        let server = tokio::spawn(async move { axum::serve(listener, reads_all).await });

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("harbour.jpg");
        fs::write(&path, [7; 1_000]).unwrap();
        // A handle for writing alone gives nothing to read, as a disk that fails in the middle.
        let unreadable = fs::OpenOptions::new().write(true).open(&path).unwrap();
        let witness = fs::File::open(&path).unwrap();
        let file = FileRef {
            media: MediaId::new(),
            name: "harbour.jpg".into(),
            bytes: 1_000,
            content_type: "image/jpeg".into(),
            stamp: Stamp::of_opened(&witness).unwrap(),
            content: ContentId::of([7; 1_000].as_slice()).unwrap(),
        };
        let outgoing = Outgoing::of(File::from_std(unreadable), file.bytes, witness, Arc::new(|_| {}));

        let endpoint = Endpoint::new(base.parse().unwrap(), ApiVersion::default());
        let library = Library::open(&folder.path().join("galley.db")).unwrap();
        let token = Token::paste("a-token-of-the-sandbox").unwrap();
        let press = Press::new(client(&endpoint).unwrap(), endpoint, token, library, Arc::new(SystemClock));
        let request = builder(&press.client, Method::Put, &base);
        match press.send_out(&file, request, outgoing, Bearer::None).await {
            Err(Failure::Local(why)) => assert!(why.starts_with("harbour.jpg cannot be read"), "{why}"),
            other => panic!("{other:?}"),
        }
        server.abort();
    }
}
