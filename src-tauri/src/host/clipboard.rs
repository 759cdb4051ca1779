//! What the user copied: files, or a picture without a file. Needed because WebKitGTK gives a page nothing of a
//! pasted picture (WebKit bug 320303).

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use arboard::{Clipboard, Error, ImageData};
use galley_core::{desk::Problem, media::write_png};

/// The files on the clipboard; a picture becomes a PNG in `folder` first. None when there is neither.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let mut clipboard = Clipboard::new().map_err(unreachable)?;
    if let Ok(files) = clipboard.get().file_list()
        && !files.is_empty()
    {
        return Ok(files);
    }
    let Some(picture) = picture_in(clipboard.get_image())? else { return Ok(Vec::new()) };
    let path = free_name(folder).map_err(Problem::other)?;
    let size = (picture.width as u32, picture.height as u32);
    write_png(&path, size, &picture.bytes).map_err(|error| {
        Problem::other(format!("the pasted picture could not be kept in Galley's folder: {error}"))
    })?;
    Ok(vec![path])
}

/// A program that has copied words may answer every question with them, also the one for a picture; arboard has no name
/// for that.
fn picture_in(read: Result<ImageData<'static>, Error>) -> Result<Option<ImageData<'static>>, Problem> {
    match read {
        Ok(picture) => Ok(Some(picture)),
        Err(Error::ContentNotAvailable) => Ok(None),
        Err(error @ Error::Unknown { .. }) => {
            tracing::debug!(%error, "the clipboard is taken to hold no picture");
            Ok(None)
        }
        Err(error) => Err(unreachable(error)),
    }
}

fn unreachable(error: Error) -> Problem {
    Problem::other(format!("the clipboard cannot be read: {error}"))
}

/// `Pasted picture 3.png`, made so that two pastes never share a file.
fn free_name(folder: &Path) -> io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    for number in 1.. {
        let path = folder.join(format!("Pasted picture {number}.png"));
        match File::create_new(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("no free name"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_no_picture_and_no_trouble() {
        let description = "incorrect type received from clipboard".to_owned();
        for without in [Error::ContentNotAvailable, Error::Unknown { description }] {
            assert!(picture_in(Err(without)).unwrap().is_none());
        }
    }

    #[test]
    fn a_picture_that_cannot_be_drawn_is_a_trouble() {
        assert!(picture_in(Err(Error::ConversionFailure)).is_err());
    }
}
