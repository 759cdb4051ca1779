//! What the user copied: files, or a picture without a file. Needed because WebKitGTK gives a page nothing of a
//! pasted picture (WebKit bug 320303).

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use galley_core::desk::Problem;

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
    /// The bytes of a picture's file, and how such a file's name ends.
    Picture {
        bytes: Vec<u8>,
        ending: &'static str,
    },
    Neither,
}

impl Copied {
    /// The files; a picture becomes one in `folder` first.
    ///
    /// # Errors
    /// When the picture cannot be kept there.
    pub fn into_files(self, folder: &Path) -> Result<Vec<PathBuf>, Problem> {
        match self {
            Copied::Files(files) => Ok(files),
            Copied::Picture { bytes, ending } => match keep(&bytes, ending, folder) {
                Ok(path) => Ok(vec![path]),
                Err(error) => Err(Problem::other(format!(
                    "The pasted picture could not be kept in Galley’s folder ({error}). Free some space, and paste it \
                     again"
                ))),
            },
            Copied::Neither => Ok(Vec::new()),
        }
    }
}

/// Of what cannot be written whole, nothing stays.
fn keep(bytes: &[u8], ending: &str, folder: &Path) -> io::Result<PathBuf> {
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
    fn each_picture_gets_a_file_of_its_own_and_files_stay_where_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let pasted = folder.path().join("pasted");
        let picture = |bytes: &[u8]| Copied::Picture { bytes: bytes.to_vec(), ending: "png" };
        for (number, bytes) in [(1, b"one"), (2, b"two")] {
            let path = pasted.join(format!("Pasted picture {number}.png"));
            assert_eq!(picture(bytes).into_files(&pasted).unwrap(), slice::from_ref(&path));
            assert_eq!(fs::read(path).unwrap(), bytes);
        }
        let files = vec![PathBuf::from("/somewhere/a.jpg")];
        assert_eq!(Copied::Files(files.clone()).into_files(&pasted).unwrap(), files);
        assert_eq!(Copied::Neither.into_files(&pasted).unwrap(), Vec::<PathBuf>::new());
    }

    #[test]
    fn a_picture_that_cannot_be_kept_is_a_trouble() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let picture = Copied::Picture { bytes: vec![1], ending: "png" };
        assert!(picture.into_files(file.path()).is_err());
    }
}
