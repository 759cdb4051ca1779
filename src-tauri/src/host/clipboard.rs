//! What the user copied: files, or a picture without a file. Needed because WebKitGTK gives a page nothing of a
//! pasted picture (WebKit bug 320303).

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use galley_core::{
    desk::Problem,
    media::{Format, Kind},
};

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod linux;

#[cfg(not(target_os = "linux"))]
pub use elsewhere::copied;
#[cfg(target_os = "linux")]
pub use linux::copied;

/// What of the clipboard a post can take.
#[derive(Debug, PartialEq)]
pub enum Copied {
    Files(Vec<PathBuf>),
    /// The bytes of a picture's file.
    Picture(Vec<u8>),
    Neither,
}

impl Copied {
    /// The files; a picture becomes one in `folder` first.
    ///
    /// # Errors
    /// When the picture is none, or cannot be kept there.
    pub fn into_files(self, folder: &Path) -> Result<Vec<PathBuf>, Problem> {
        match self {
            Copied::Files(files) => Ok(files),
            Copied::Picture(bytes) => Ok(vec![keep(&bytes, folder)?]),
            Copied::Neither => Ok(Vec::new()),
        }
    }
}

fn keep(bytes: &[u8], folder: &Path) -> Result<PathBuf, Problem> {
    let format = Format::of(bytes).filter(|format| format.kind() == Kind::Image).ok_or_else(|| {
        Problem::other(
            "what was copied calls itself a picture and is none; save it as a file and drop the file here",
        )
    })?;
    written(bytes, format.extension(), folder).map_err(|error| {
        Problem::other(format!(
            "the pasted picture could not be kept in Galley’s folder ({error}); see that there is space and that you \
             may write there, and paste it again"
        ))
    })
}

/// Of what cannot be written whole, nothing stays.
fn written(bytes: &[u8], ending: &str, folder: &Path) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let (path, mut file) = create(ending, folder)?;
    file.write_all(bytes).inspect_err(|_| drop(fs::remove_file(&path)))?;
    Ok(path)
}

/// `Pasted picture 3.png`, made so that two pastes never share a file.
fn create(ending: &str, folder: &Path) -> io::Result<(PathBuf, File)> {
    for number in 1.. {
        let path = folder.join(format!("Pasted picture {number}.{ending}"));
        match File::create_new(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("no free name"))
}

#[cfg(test)]
mod tests {
    use std::slice;

    use super::*;

    #[test]
    fn each_picture_gets_a_file_of_its_own_by_what_it_is_and_files_stay_where_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let pasted = folder.path().join("pasted");
        let png: &[u8] = b"\x89PNG\r\n\x1A\n";
        for (name, bytes) in [("1.png", png), ("2.png", png), ("1.jpg", b"\xFF\xD8\xFF\xE0")] {
            let path = pasted.join(format!("Pasted picture {name}"));
            assert_eq!(Copied::Picture(bytes.to_vec()).into_files(&pasted).unwrap(), slice::from_ref(&path));
            assert_eq!(fs::read(path).unwrap(), bytes);
        }
        let files = vec![PathBuf::from("/somewhere/a.jpg")];
        assert_eq!(Copied::Files(files.clone()).into_files(&pasted).unwrap(), files);
        assert_eq!(Copied::Neither.into_files(&pasted).unwrap(), Vec::<PathBuf>::new());
    }

    #[test]
    fn a_picture_that_is_none_or_cannot_be_kept_is_a_trouble_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let words = Copied::Picture(b"<html>".to_vec());
        assert!(words.into_files(folder.path()).unwrap_err().to_string().contains("is none"));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        let file = tempfile::NamedTempFile::new().unwrap();
        let picture = Copied::Picture(b"\x89PNG\r\n\x1A\n".to_vec());
        assert!(picture.into_files(file.path()).unwrap_err().to_string().contains("could not be kept"));
    }
}
