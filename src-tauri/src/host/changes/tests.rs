use std::{
    fs,
    path::{Path, PathBuf},
    sync::mpsc,
};

use galley_core::{
    desk::MediaState,
    post::{Attachment, Draft, ImageItem},
    publish::SystemClock,
};
use tempfile::TempDir;
use tokio::{runtime::Runtime, sync::Notify};

use super::*;

/// Long enough for a busy machine; nobody waits so long where it works.
const PATIENCE: Duration = Duration::from_secs(30);

/// A desk whose open draft is followed.
struct Followed {
    desk: Desk,
    nudge: Arc<Notify>,
    told: mpsc::Receiver<Vec<MediaId>>,
    folder: TempDir,
    _runtime: Runtime,
}

impl Followed {
    fn new() -> Followed {
        let folder = tempfile::tempdir().unwrap();
        let at = |name| folder.path().join(name);
        let desk = Desk::open(&at("data"), &at("cache"), Arc::new(SystemClock)).unwrap();
        let (nudge, (tell, told)) = (Arc::new(Notify::new()), mpsc::channel());
        let runtime = Runtime::new().unwrap();
        runtime.spawn(follow(desk.clone(), Arc::clone(&nudge), move |ids| drop(tell.send(ids))));
        Followed { desk, nudge, told, folder, _runtime: runtime }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A draft of these files.
    fn attach(&self, paths: &[&Path]) -> Vec<MediaId> {
        let paths: Vec<PathBuf> = paths.iter().map(|path| path.to_path_buf()).collect();
        let added = self.desk.add_files(&paths).unwrap();
        let ids: Vec<MediaId> = added.media.iter().map(|media| media.id).collect();
        let item =
            |media: &MediaId| ImageItem { media: *media, alt_text: "Kept".into(), title: String::new() };
        let attachment = Attachment::Images { images: ids.iter().map(item).collect() };
        self.desk.edit(&Draft { attachment, ..Draft::new(None, None) }, None);
        ids
    }

    /// Waits until the page, asking after each news of this file, has learned this: its length, and whether it was
    /// changed. A slow machine may have news of a file that is half written.
    fn until(&self, id: MediaId, wanted: (Option<u64>, bool)) {
        loop {
            let told = self.told.recv_timeout(PATIENCE);
            assert_eq!(told.as_deref(), Ok([id].as_slice()), "{wanted:?} is awaited");
            let view = self.desk.reexamine(&[id]).remove(0);
            let bytes = match view.state {
                MediaState::Present { facts } => Some(facts.bytes),
                MediaState::Gone { .. } => None,
            };
            if (bytes, view.changed_at.is_some()) == wanted {
                return;
            }
        }
    }
}

#[test]
fn a_file_that_is_written_again_is_told_whoever_writes_it_and_however() {
    let followed = Followed::new();
    let path = followed.path("a.jpg");
    fs::write(&path, "1").unwrap();
    let id = followed.attach(&[&path])[0];

    fs::write(&path, "22").unwrap();
    followed.until(id, (Some(2), true));
    fs::write(followed.path("a.jpg.part"), "333").unwrap();
    fs::rename(followed.path("a.jpg.part"), &path).unwrap();
    followed.until(id, (Some(3), true));
    fs::write(followed.path("other.jpg"), "not of this draft").unwrap();
    fs::write(&path, "4444").unwrap();
    followed.until(id, (Some(4), true));

    followed.desk.acknowledge(&[id]).unwrap();
    assert_eq!(followed.desk.reexamine(&[id])[0].changed_at, None);
}

#[test]
fn a_file_that_goes_and_comes_back_is_told_twice_and_is_no_other_for_it() {
    let followed = Followed::new();
    let (path, away) = (followed.path("a.jpg"), followed.path("away.jpg"));
    fs::write(&path, "1").unwrap();
    let id = followed.attach(&[&path])[0];
    fs::rename(&path, &away).unwrap();
    followed.until(id, (None, false));
    fs::rename(&away, &path).unwrap();
    followed.until(id, (Some(1), false));
}

#[test]
fn a_folder_that_goes_and_comes_back_is_watched_again() {
    let followed = Followed::new();
    let path = followed.path("inner/deep/a.jpg");
    let fill = |text: &str| {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    };
    fill("1");
    let id = followed.attach(&[&path])[0];
    fs::remove_dir_all(followed.path("inner")).unwrap();
    followed.until(id, (None, false));
    fill("22");
    followed.until(id, (Some(2), true));
    fs::rename(followed.path("inner/deep"), followed.path("inner/other")).unwrap();
    followed.until(id, (None, true));
    fill("333");
    followed.until(id, (Some(3), true));
    fs::write(&path, "4444").unwrap();
    followed.until(id, (Some(4), true));
    // Nobody is told of the folders further up; the window that comes to the front is.
    fs::rename(followed.path("inner"), followed.path("outer")).unwrap();
    followed.nudge.notify_one();
    followed.until(id, (None, true));
    fill("55555");
    followed.until(id, (Some(5), true));
}

#[test]
#[cfg(unix)]
fn a_link_tells_of_the_file_it_leads_to() {
    let followed = Followed::new();
    fs::create_dir(followed.path("far")).unwrap();
    fs::write(followed.path("far/a.jpg"), "1").unwrap();
    let link = followed.path("a.jpg");
    std::os::unix::fs::symlink(followed.path("far/a.jpg"), &link).unwrap();
    let id = followed.attach(&[&link])[0];
    fs::write(followed.path("far/a.jpg"), "22").unwrap();
    followed.until(id, (Some(2), true));
}

#[test]
fn the_files_of_another_draft_are_followed_once_it_lies_open() {
    let followed = Followed::new();
    let (first, second) = (followed.path("a.jpg"), followed.path("b.jpg"));
    fs::write(&first, "1").unwrap();
    fs::write(&second, "1").unwrap();
    let a = followed.attach(&[&first])[0];
    fs::write(&first, "22").unwrap();
    followed.until(a, (Some(2), true));
    let b = followed.attach(&[&second])[0];
    fs::write(&first, "333").unwrap();
    fs::write(&second, "22").unwrap();
    followed.until(b, (Some(2), true));
}

#[test]
fn what_changed_before_anybody_watched_is_told_at_once() {
    let followed = Followed::new();
    let path = followed.path("a.jpg");
    fs::write(&path, "1").unwrap();
    let added = followed.desk.add_files(std::slice::from_ref(&path)).unwrap().media.remove(0).id;
    fs::write(&path, "22").unwrap();
    let item = ImageItem { media: added, alt_text: String::new(), title: String::new() };
    let attachment = Attachment::Images { images: vec![item] };
    followed.desk.edit(&Draft { attachment, ..Draft::new(None, None) }, None);
    followed.until(added, (Some(2), true));
}

#[test]
fn a_nudge_finds_what_no_system_told() {
    let followed = Followed::new();
    let mut told = Told::default();
    let path = followed.path("a.jpg");
    fs::write(&path, "1").unwrap();
    let id = followed.attach(&[&path])[0];
    let linked = followed.desk.linked(&[id]);
    assert_eq!(told.look(&linked), []);
    fs::write(&path, "22").unwrap();
    assert_eq!(told.look(&linked), [id]);
    assert_eq!(told.look(&linked), [], "once is enough");
    followed.nudge.notify_one();
    followed.until(id, (Some(2), true));
}
