//! Files that Galley makes of others: mended pictures, pictures out of films, documents of pictures. They lie in its
//! own folder, and the originals stay as they are.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{Desk, MediaView, Mended, Problem, problem::Code};
use crate::{
    checks::LINKEDIN,
    media::{
        self, Binding, Cue, Facts, Kind,
        fix::{self, Bounds, Wish},
        frame_picture,
    },
    post::MediaId,
};

/// The folder of made files in the data folder.
pub(super) const FOLDER: &str = "made";

impl Desk {
    /// Makes a copy of a picture that LinkedIn takes.
    ///
    /// # Errors
    /// [`Code::NotFound`] when the picture is gone; otherwise why it cannot be done. No file is left behind then.
    pub fn mend(&self, id: MediaId, wish: &Wish) -> Result<Mended, Problem> {
        let (record, facts) = self.file(id)?;
        let limits = &LINKEDIN.files.image;
        let bounds =
            Bounds { pixels: limits.pixels.first_too_many(), bytes: limits.bytes.first_too_many() - 1 };
        let (media, mended) = self.make(&stem(&record.path), |into| {
            fix::mend(&record.path, &facts, wish, &bounds, into).map_err(Problem::other)
        })?;
        Ok(Mended { media, before: facts.bytes, after: mended.bytes, done: mended.done })
    }

    /// Makes a picture of what a film shows at a moment.
    ///
    /// # Errors
    /// As [`Desk::mend`].
    pub fn take_frame(&self, video: MediaId, at_ms: u64) -> Result<MediaView, Problem> {
        let (record, facts) = self.file(video)?;
        let name = format!("{} at {}", stem(&record.path), moment(at_ms));
        let made =
            self.make(&name, |into| frame_picture(&record.path, &facts, at_ms, into).map_err(Problem::other));
        made.map(|(media, ())| media)
    }

    /// Makes a PDF of pictures, in their order.
    ///
    /// # Errors
    /// As [`Desk::mend`].
    pub fn bind(&self, images: &[MediaId], binding: &Binding) -> Result<MediaView, Problem> {
        let pages = images.iter().map(|id| self.file(*id).map(|(record, facts)| (record.path, facts)));
        let pages: Vec<(PathBuf, Facts)> = pages.collect::<Result<_, _>>()?;
        let name = pages.first().map_or_else(String::new, |(path, _)| stem(path));
        let made = self.make(&name, |into| media::bind(&pages, binding, into).map_err(Problem::other));
        made.map(|(media, ())| media)
    }

    /// The captions in a file, to be shown.
    pub fn captions(&self, id: MediaId) -> Result<Vec<Cue>, Problem> {
        let (record, facts) = self.file(id)?;
        match facts.kind() {
            Kind::Captions => media::cues(&record.path).map_err(Problem::other),
            _ => Err(Problem::new(Code::Other, "this is no file of captions")),
        }
    }

    /// Lets `work` write a file, and gives it an id and a readable name with the ending of what it became.
    fn make<T>(
        &self,
        stem: &str,
        work: impl FnOnce(&Path) -> Result<T, Problem>,
    ) -> Result<(MediaView, T), Problem> {
        let folder = self.made.join(MediaId::new().to_string());
        let made = make_in(&folder, stem, work).and_then(|(path, done)| Ok((self.made_view(&path)?, done)));
        if made.is_err() {
            discard(&folder);
        }
        made
    }

    fn made_view(&self, path: &Path) -> Result<MediaView, Problem> {
        let mut added = self.add_files(&[path.to_owned()])?;
        added.media.pop().ok_or_else(|| Problem::other("the new file cannot be read"))
    }
}

fn make_in<T>(
    folder: &Path,
    stem: &str,
    work: impl FnOnce(&Path) -> Result<T, Problem>,
) -> Result<(PathBuf, T), Problem> {
    let unmade = |error: io::Error| {
        Problem::other(format!(
            "the new file cannot be kept in Galley’s folder ({error}). Free some space there, then try again"
        ))
    };
    fs::create_dir_all(folder).map_err(unmade)?;
    let raw = folder.join("being made");
    let done = work(&raw)?;
    let format = media::examine(&raw).map_err(Problem::other)?.format;
    let ending = format.map_or_else(String::new, |format| format!(".{}", format.extension()));
    let path = folder.join(format!("{stem}{ending}"));
    fs::rename(&raw, &path).map_err(unmade)?;
    Ok((path, done))
}

fn discard(folder: &Path) {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            tracing::warn!(%error, "what is left of a file that was not made stays");
        }
        _ => {}
    }
}

/// A file's name without its ending.
fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// `1.02.500`: a colon cannot stand in a file's name everywhere.
fn moment(ms: u64) -> String {
    format!("{}.{:02}.{:03}", ms / 60_000, ms / 1000 % 60, ms % 1000)
}
