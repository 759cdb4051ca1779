//! The folder of files that Galley makes of others. The originals stay as they are and where they are.

use std::{
    collections::{HashMap, HashSet},
    fs, io,
    path::{Path, PathBuf},
};

use super::{Desk, MediaView, Problem, lock};
use crate::{
    media::{self, file_name},
    post::MediaId,
};

/// The folder in the data folder. Each file has one of its own in it, so that all keep readable names.
pub(super) const FOLDER: &str = "made";
/// How the name of a folder ends in which a file is not ready.
const UNREADY: &str = "unready";
/// File systems take names of 255 bytes; this leaves room for an ending.
const LONGEST_STEM: usize = 200;

impl Desk {
    /// Lets `work` write a file, and gives it an id and a name that ends as what it became.
    pub(super) fn make<T>(
        &self,
        stem: &str,
        work: impl FnOnce(&Path) -> Result<T, Problem>,
    ) -> Result<(MediaView, T), Problem> {
        // Pictures are decoded whole, and a gigabyte is enough.
        let _turn = lock(&self.making);
        self.make_now(stem, work)
    }

    /// The same without a wait for others that make one.
    pub(super) fn make_now<T>(
        &self,
        stem: &str,
        work: impl FnOnce(&Path) -> Result<T, Problem>,
    ) -> Result<(MediaView, T), Problem> {
        let folder = self.made.join(MediaId::new().to_string());
        let unready = folder.with_extension(UNREADY);
        let made = make_in(&unready, stem, work).and_then(|(name, done)| {
            fs::rename(&unready, &folder).map_err(unmade)?;
            Ok((self.add_made(folder.join(name))?, done))
        });
        if made.is_err() {
            discard(&unready);
            discard(&folder);
        }
        made
    }

    fn add_made(&self, path: PathBuf) -> Result<MediaView, Problem> {
        let added = self.add_files(&[path])?.media.pop();
        added.ok_or_else(|| Problem::other("the new file cannot be read"))
    }

    /// Removes made files that nothing in the library names any more. To be called once at the start: as long as
    /// Galley runs, undoing may bring back what nothing names.
    pub fn clear_away(&self) {
        match self.unneeded() {
            Ok(folders) => folders.iter().for_each(|folder| discard(folder)),
            Err(problem) => tracing::warn!(%problem, "files that Galley made and nobody needs stay"),
        }
    }

    /// Folders of files that this library knows and does not name, and of those that were never ready. What it does not
    /// know may be a library's that was set aside.
    fn unneeded(&self) -> Result<Vec<PathBuf>, Problem> {
        let Ok(entries) = fs::read_dir(&self.made) else { return Ok(Vec::new()) };
        // What has another kind of name was not put there by Galley.
        let ours = entries.flatten().map(|entry| entry.path()).filter(|folder| is_ours(folder));
        let (unready, ready): (Vec<_>, Vec<_>) = ours.partition(|folder| folder.extension().is_some());
        if ready.is_empty() {
            return Ok(unready);
        }
        let folders: HashMap<String, PathBuf> = ready.into_iter().map(|it| (file_name(&it), it)).collect();
        // By the folder's name and not by its place: a library may be moved with all that belongs to it.
        let folder_of = |path: &Path| path.parent().map(file_name).filter(|name| folders.contains_key(name));
        let known = self.library.paths()?.into_iter().filter_map(|(id, path)| Some((id, folder_of(&path)?)));
        let known: HashMap<MediaId, String> = known.collect();
        let needed = self.library.needed(&known.keys().copied().collect())?;
        let sources = self.library.sources()?;
        let needed = with_sources(needed, &sources);
        let needed: HashSet<&String> = needed.iter().filter_map(|id| known.get(id)).collect();
        let known: HashSet<&String> = known.values().collect();
        let over = folders.iter().filter(|(name, _)| known.contains(name) && !needed.contains(name));
        Ok(over.map(|(_, folder)| folder.clone()).chain(unready).collect())
    }
}

/// What a needed file was made of is needed too, so that it can be had back.
fn with_sources(mut needed: HashSet<MediaId>, sources: &HashMap<MediaId, MediaId>) -> HashSet<MediaId> {
    for mut file in needed.clone() {
        while let Some(source) = sources.get(&file).filter(|source| needed.insert(**source)) {
            file = *source;
        }
    }
    needed
}

/// The name of the new file, and what `work` has to say.
fn make_in<T>(
    folder: &Path,
    stem: &str,
    work: impl FnOnce(&Path) -> Result<T, Problem>,
) -> Result<(String, T), Problem> {
    fs::create_dir_all(folder).map_err(unmade)?;
    let nameless = folder.join("made");
    let done = work(&nameless)?;
    let format = media::examine(&nameless).map_err(Problem::other)?.format;
    let ending = format.map_or_else(String::new, |format| format!(".{}", format.extension()));
    let name = format!("{}{ending}", &stem[..stem.floor_char_boundary(LONGEST_STEM)]);
    fs::rename(nameless, folder.join(&name)).map_err(unmade)?;
    Ok((name, done))
}

fn unmade(error: io::Error) -> Problem {
    Problem::other(format!(
        "the new file cannot be kept in Galley’s folder ({error}). Free some space there, then try again"
    ))
}

/// Its name is an id, ready or not.
fn is_ours(folder: &Path) -> bool {
    let unready = folder.extension().is_none_or(|extension| extension == UNREADY);
    let id = folder.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse::<MediaId>().ok());
    unready && id.is_some()
}

fn discard(folder: &Path) {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            tracing::warn!(%error, "a file that Galley made and nobody needs stays");
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        desk::MediaState,
        media::{Format, as_png},
        post::{Attachment, Draft, ImageItem},
        publish::SystemClock,
    };

    fn open(folder: &Path) -> Desk {
        Desk::open(&folder.join("data"), &folder.join("cache"), Arc::new(SystemClock)).unwrap()
    }

    fn picture(desk: &Desk, stem: &str) -> MediaView {
        let png = as_png((2, 2), &[9; 16]).unwrap();
        desk.make(stem, |into| fs::write(into, png).map_err(Problem::other)).unwrap().0
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder.join("data/made"))
            .unwrap()
            .flat_map(|entry| fs::read_dir(entry.unwrap().path()).unwrap())
            .map(|file| file_name(&file.unwrap().path()))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn two_made_files_of_one_name_keep_it() {
        let folder = tempfile::tempdir().unwrap();
        let desk = open(folder.path());
        let (first, second) = (picture(&desk, "harbour"), picture(&desk, "harbour"));
        assert_eq!((first.name.as_str(), second.name.as_str()), ("harbour.png", "harbour.png"));
        assert_ne!(first.id, second.id);
        let MediaState::Present { facts } = first.state else { panic!() };
        assert_eq!((facts.format, facts.faults), (Some(Format::Png), vec![]));
        assert_eq!(names(folder.path()), ["harbour.png", "harbour.png"]);
        let long = picture(&desk, &"ß".repeat(400)).name;
        assert!(long.len() < 255 && long.ends_with("ß.png"), "{long}");
    }

    #[test]
    fn work_that_fails_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let desk = open(folder.path());
        let failed = desk.make("harbour", |into| {
            fs::write(into, "half").unwrap();
            Err::<(), _>(Problem::other("the disk is full"))
        });
        assert_eq!(failed.unwrap_err().message, "The disk is full.");
        let nothing = desk.make("harbour", |_| Ok(()));
        assert!(nothing.is_err(), "no file was written");
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }

    #[test]
    fn at_the_start_what_nothing_names_goes_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let desk = open(folder.path());
        let (kept, _unnamed) = (picture(&desk, "kept"), picture(&desk, "unnamed"));
        let item = ImageItem { media: kept.id, alt_text: String::new(), title: String::new() };
        let attachment = Attachment::Images { images: vec![item] };
        desk.edit(&Draft { attachment, ..Draft::new(None, None) }, None);
        let made = folder.path().join("data/made");
        for (inner, name) in [
            (format!("{}.{UNREADY}", MediaId::new()), "half of a picture"),
            (MediaId::new().to_string(), "of another library.png"),
            ("mine".to_owned(), "of the user.png"),
        ] {
            fs::create_dir_all(made.join(&inner)).unwrap();
            fs::write(made.join(inner).join(name), "x").unwrap();
        }
        open(folder.path()).clear_away();
        assert_eq!(names(folder.path()), ["kept.png", "of another library.png", "of the user.png"]);
    }

    #[test]
    fn a_library_that_was_moved_keeps_its_made_files() {
        let folder = tempfile::tempdir().unwrap();
        let before = folder.path().join("before");
        let desk = open(&before);
        let kept = picture(&desk, "kept");
        let item = ImageItem { media: kept.id, alt_text: String::new(), title: String::new() };
        let attachment = Attachment::Images { images: vec![item] };
        desk.edit(&Draft { attachment, ..Draft::new(None, None) }, None);
        drop(desk);
        let after = folder.path().join("after");
        fs::rename(before, &after).unwrap();
        open(&after).clear_away();
        assert_eq!(names(&after), ["kept.png"]);
    }
}
