//! What a person does with Galley, one call each: write, add files, look at the findings, publish, sign in. The
//! window and the command line both work through it; it knows neither, and makes no rule that a lower floor could.

mod accounts;
mod address_book;
mod allowance;
mod compose;
mod drafts;
mod elsewhere;
mod files;
mod found;
mod known;
mod linked;
mod made;
mod mending;
mod origins;
mod outlet;
mod page_reading;
mod pictures;
mod post_file;
mod problem;
mod proof;
mod published;
mod publishing;
mod refused;
mod review;
mod runs;
mod settings;
mod settling;
mod under_way;
mod version;
mod viewing;
mod views;
mod wire_text;
mod wire_view;

use std::{
    collections::HashMap,
    path::{Path, PathBuf, absolute},
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicBool},
};

use jiff::Timestamp;
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

pub use accounts::Sandbox;
pub use allowance::RequestsToday;
pub use known::{Known, known};
pub use linked::Linked;
pub use outlet::Outlet;
pub use page_reading::{LinkPage, LinkReading};
pub use pictures::{Film, Part, Picture};
pub use post_file::Printed;
pub use problem::{Code, Problem, settled};
pub use proof::Proof;
pub use published::{DoubtOf, Duplicate, InDoubt, PostDetail, PostFigures, PostSeen, PostView};
pub use publishing::Published;
pub use settings::{Appearance, Device, ProofSettings, Settings};
pub use settling::TakenUp;
pub use version::VersionView;
pub use views::{
    AccountState, AccountView, Accounts, Added, Assessment, AuthorKind, AuthorView, CopyOf, Cut, DraftRow,
    Edited, FileView, Keep, LeftOut, Lengths, MediaState, MediaView, Mended, Mentionable, OpenDraft,
    OriginalNow, Range, Refused, Review, Run, Times, VaultView, WirePart, WireRequest, WireRun, WireText,
};
pub use wire_view::wire_view;

use crate::{
    accounts::{KeyringVault, MemoryVault, Vault},
    checks::Examined,
    library::{self, Library, LibraryError, RunId},
    links::Reader,
    media::{PageDrawer, Thumbnailer},
    post::{DraftId, MediaId},
    publish::Clock,
};

/// Everything at hand: the library, the keyring, the thumbnails, the clock. Clones are the same desk. Calls that are
/// not `async` block for a disk access or two; async callers take them [`aside`](Desk::aside).
#[derive(Clone)]
pub struct Desk {
    library: Library,
    thumbnails: Arc<Thumbnailer>,
    /// The folder of files that Galley makes.
    made: PathBuf,
    /// Held by whoever makes one of a picture or a film.
    making: Arc<Mutex<()>>,
    /// Held by whoever makes a document of pictures.
    binding: Arc<Mutex<()>>,
    binding_stop: Arc<Mutex<CancellationToken>>,
    keyring: Arc<dyn Vault>,
    memory: Arc<dyn Vault>,
    clock: Arc<dyn Clock>,
    /// The way to pages behind links.
    links: Reader,
    /// What the files were when last looked at, so that a keystroke costs no disk access for them.
    examined: Arc<Mutex<HashMap<MediaId, Examined>>>,
    /// Those of the draft that lies open.
    open_files: Arc<watch::Sender<Vec<MediaId>>>,
    /// What is being published by this process.
    under_way: Arc<under_way::UnderWay>,
    /// What this process does with posts at this moment.
    busy: Arc<Mutex<HashMap<RunId, published::Doing>>>,
    /// The disk refused a draft as it was written last.
    unsaved: Arc<AtomicBool>,
    /// The disk refused what was written last for a post that is published.
    unsaved_change: Arc<AtomicBool>,
    /// Wakes whoever looks at published posts.
    looking: Arc<Notify>,
    /// When this desk was opened: posts of a sandbox of before are gone.
    begun: Timestamp,
    /// The API version that the sandbox account's API was found to answer to.
    sandbox_version: Arc<Mutex<Option<version::WentOver>>>,
    /// What LinkedIn refused of the drafts that were opened or published here.
    refused: Arc<Mutex<HashMap<DraftId, refused::RefusedDraft>>>,
}

/// The library's name in its folder.
const LIBRARY: &str = "galley.db";
/// Rows of a list that are shown at once; searching finds the others.
const ROWS: u32 = 200;
/// Room for thumbnails on the disk, in bytes: some 8,000 of them.
const THUMBNAILS: u64 = 200 * 1024 * 1024;

impl Desk {
    /// Opens the library in `data` (made when missing) and keeps thumbnails in `cache`.
    pub fn open(data: &Path, cache: &Path, clock: Arc<dyn Clock>) -> Result<Desk, LibraryError> {
        // A made file is known by its whole path like every other, wherever Galley is started next.
        let made = absolute(data).unwrap_or_else(|_| data.to_owned()).join(made::FOLDER);
        Ok(Desk {
            library: Library::open(&data.join(LIBRARY))?,
            thumbnails: Arc::new(Thumbnailer::new(cache.join("thumbnails"), THUMBNAILS)),
            made,
            making: Arc::default(),
            binding: Arc::default(),
            binding_stop: Arc::default(),
            keyring: Arc::new(KeyringVault::of_this_desktop()),
            memory: Arc::new(MemoryVault::default()),
            links: Reader::default(),
            examined: Arc::default(),
            open_files: Arc::default(),
            under_way: Arc::default(),
            busy: Arc::default(),
            unsaved: Arc::default(),
            unsaved_change: Arc::default(),
            sandbox_version: Arc::default(),
            refused: Arc::default(),
            looking: Arc::default(),
            begun: clock.now(),
            clock,
        })
    }

    /// Renames the library in `data`, so that a new one can begin in its place; where it lies now. Only for one that
    /// cannot be opened, and while no other Galley has it open.
    pub fn set_aside(data: &Path, clock: &dyn Clock) -> Result<PathBuf, LibraryError> {
        library::set_aside(&data.join(LIBRARY), clock.now())
    }

    /// Has pages of documents drawn by this drawer; without one they are not shown.
    #[must_use]
    pub fn with_page_drawer(self, drawer: PageDrawer) -> Desk {
        self.thumbnails.draw_pages_with(drawer);
        self
    }

    /// The same desk with another place for tokens.
    #[must_use]
    pub fn with_vault(self, keyring: Arc<dyn Vault>) -> Desk {
        Desk { keyring, ..self }
    }

    /// Runs a call that blocks where it holds nobody up. A panic in it is one in whoever waits.
    pub async fn aside<T: Send + 'static>(&self, call: impl FnOnce(&Desk) -> T + Send + 'static) -> T {
        let desk = self.clone();
        match tokio::task::spawn_blocking(move || call(&desk)).await {
            Ok(done) => done,
            Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
        }
    }

    /// The same for a person who waits for the answer, and gets one whatever happens.
    pub async fn answer<T: Send + 'static>(
        &self,
        call: impl FnOnce(&Desk) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        settled(self.aside(call)).await
    }

    pub fn library(&self) -> &Library {
        &self.library
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
