//! The clipboard of macOS and Windows.

use arboard::{Clipboard, Error};
use galley_core::{desk::Problem, media::as_png};
use tauri::{WebviewWindow, async_runtime};

use super::Copied;

/// Reads the clipboard.
///
/// # Errors
/// When another program holds it, or its picture cannot be drawn.
pub async fn copied(_: &WebviewWindow) -> Result<Copied, Problem> {
    async_runtime::spawn_blocking(read).await.map_err(Problem::other)?
}

fn read() -> Result<Copied, Problem> {
    let mut clipboard = Clipboard::new().map_err(unreachable)?;
    if let Ok(files) = clipboard.get().file_list()
        && !files.is_empty()
    {
        return Ok(Copied::Files(files));
    }
    let picture = match clipboard.get_image() {
        Ok(picture) => picture,
        Err(Error::ContentNotAvailable) => return Ok(Copied::Neither),
        Err(error) => return Err(unreachable(error)),
    };
    let size = (picture.width as u32, picture.height as u32);
    Ok(Copied::Picture(as_png(size, &picture.bytes).map_err(Problem::other)?))
}

fn unreachable(error: Error) -> Problem {
    Problem::other(format!("the clipboard cannot be read: {error}"))
}
