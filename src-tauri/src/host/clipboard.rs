//! What the user copied: files, or a picture without a file. Needed because WebKitGTK gives a page nothing of a
//! pasted picture (WebKit bug 320303).

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use arboard::Clipboard;
use galley_core::{desk::Problem, media::write_png};

/// The files on the clipboard; a picture becomes a PNG in `folder` first. None when there is neither.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let unreachable = |error| Problem::other(format!("the clipboard cannot be read: {error}"));
    let mut clipboard = Clipboard::new().map_err(unreachable)?;
    if let Ok(files) = clipboard.get().file_list()
        && !files.is_empty()
    {
        return Ok(files);
    }
    let picture = match clipboard.get_image() {
        Ok(picture) => picture,
        Err(arboard::Error::ContentNotAvailable) => return Ok(Vec::new()),
        Err(error) => return Err(unreachable(error)),
    };
    let path = free_name(folder).map_err(Problem::other)?;
    let size = (picture.width as u32, picture.height as u32);
    write_png(&path, size, &picture.bytes).map_err(|error| {
        Problem::other(format!("the pasted picture could not be kept in Galley's folder: {error}"))
    })?;
    Ok(vec![path])
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
