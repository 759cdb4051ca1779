//! Which files may be handed to other programs to be looked at.

use std::path::{Path, PathBuf};

use super::{Desk, Problem, problem::Code};
use crate::{media::Format, post::MediaId};

/// Formats that other programs show and do not run. Not SVG, which may hold scripts; not an Office file of which no
/// more is known, because an installer's first bytes are the same.
const SHOWN: [Format; 27] = [
    Format::Jpeg,
    Format::Png,
    Format::Gif,
    Format::Webp,
    Format::Heic,
    Format::Avif,
    Format::Jxl,
    Format::Tiff,
    Format::Bmp,
    Format::Ico,
    Format::Psd,
    Format::Mp4,
    Format::Mov,
    Format::Webm,
    Format::Mkv,
    Format::Avi,
    Format::Wmv,
    Format::Flv,
    Format::Pdf,
    Format::Docx,
    Format::Pptx,
    Format::Xlsx,
    Format::Doc,
    Format::Ppt,
    Format::Xls,
    Format::Srt,
    Format::Vtt,
];

/// Endings by which Office knows a file with macros.
const MACROS: [&str; 3] = ["docm", "pptm", "xlsm"];

impl Desk {
    /// Where a file lies that may be opened in the system's own program for it: its bytes are those of a picture, a
    /// film, a document or captions, and its name promises the same, because other programs go by the name.
    ///
    /// # Errors
    /// [`Code::NotFound`] when it is gone; otherwise why it is not opened.
    pub fn viewable(&self, id: MediaId) -> Result<PathBuf, Problem> {
        let (record, facts) = self.file(id)?;
        let Some(format) = facts.format.filter(|format| SHOWN.contains(format)) else {
            let why =
                "Galley opens pictures, videos, documents and captions, and this file is none that it knows";
            return Err(Problem::new(Code::Other, why));
        };
        if !promises(&record.path, format) {
            let why = format!(
                "other programs go by the end of a file’s name, and this one’s does not say what the file is. Rename \
                 it so that it ends in .{}, then add it again",
                format.extension()
            );
            return Err(Problem::new(Code::Other, why));
        }
        Ok(record.path)
    }
}

/// Whether the name of a file says that it is of this format, and nothing that is run.
fn promises(path: &Path, format: Format) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
    extension.is_some_and(|extension| {
        !MACROS.contains(&extension.as_str())
            && Format::named_by(&extension)
                .is_some_and(|promised| SHOWN.contains(&promised) && promised.shares_names_with(format))
    })
}
