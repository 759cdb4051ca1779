use std::fs::{self, File, Metadata};
use std::io::{self, Read, Seek};
use std::path::Path;

use super::source::{Source, Stop};
use super::{
    Facts, Fault, Figures, Format, HeaderPart, Kind, Stamp, captions, document, format, image, video,
};

/// The longest real headers (extended XMP with a depth map, in 64 KB segments that are hopped over)
/// stay well below this.
pub(super) const HEADER_BUDGET: u64 = 1024 * 1024;

/// Why a path could not be examined at all. A damaged file is no error: it has [`Fault`]s.
#[derive(Debug, thiserror::Error)]
pub enum ExamineError {
    #[error("there is no such file")]
    NotFound,
    #[error("this link leads to a file that is not there")]
    DeadLink,
    #[error("this is a folder")]
    Directory,
    /// A pipe, a socket or a device; it is never opened.
    #[error("this is not an ordinary file")]
    NotAFile,
    #[error("there is no permission to read this file")]
    Denied,
    #[error("the file could not be read")]
    Unreadable(#[source] io::Error),
}

/// The version of the readers. What another version found is not trusted but examined anew, so it goes up with every
/// change of a reader, of recognising a format or of [`Facts`] that may make another answer of the same file.
pub const READERS: u32 = 6;

/// What the file at `path` is, by its bytes; the name is only compared with the answer.
///
/// Blocks for the time of a few reads; nothing is decoded. Of most files at most 1 MB is read, of a PDF
/// whose pages take kilobytes each up to 3.4 MB, of an Office file from before 2007 up to 3 MB. A GIF is walked block by
/// block to count its frames, which reads up to 64 MB of it (about 0.3 ms per MB); captions are read whole, up to three
/// times [`captions::MOST_BYTES`]; a TIFF's pages take up to 8 MB more, the list of an archive up to 8 MB. A JPEG that
/// does not end as it should is searched through for up to 512 MB, one that leaves its height open for 256 MB more, a
/// PDF without a sound index for up to 128 MB.
pub fn examine(path: &Path) -> Result<Facts, ExamineError> {
    let (file, metadata) = open(path)?;
    let mut source = Source::new(file, metadata.len(), HEADER_BUDGET);
    let mut facts = read_facts(&mut source, Stamp::from_metadata(&metadata)).map_err(classify)?;
    facts.faults.extend(lying_extension(path, facts.format));
    Ok(facts)
}

/// The facts of an open file, but for what its name says.
pub(super) fn read_facts<R: Read + Seek>(source: &mut Source<R>, stamp: Stamp) -> io::Result<Facts> {
    let format = match source.up_to(0, format::HEAD) {
        Ok(head) => format::recognise(head),
        Err(Stop::Io(error)) => return Err(error),
        Err(Stop::End { .. } | Stop::Spent) => None,
    };
    let mut found = Found { format, faults: Vec::new() };
    let bytes = source.len();
    if bytes == 0 {
        found.faults.push(Fault::Empty);
        return Ok(Facts { format, bytes, figures: Figures::Unknown, faults: found.faults, stamp });
    }
    if found.format == Some(Format::Zip) {
        found.format = Some(document::of_archive(source)?);
    }
    let (figures, stop) = match found.format.map_or(Kind::Unknown, Format::kind) {
        Kind::Image => {
            let (image, stop) = image::read(source, &mut found);
            (Figures::Image(image), stop)
        }
        Kind::Video => {
            let (video, stop) = video::read(source, &mut found);
            (Figures::Video(video), stop)
        }
        Kind::Document => {
            let (document, stop) = document::read(source, &mut found);
            (Figures::Document(document), stop)
        }
        Kind::Captions => {
            let (captions, stop) = captions::read(source, &mut found);
            (Figures::Captions(captions), stop)
        }
        Kind::Unknown => (Figures::Unknown, Ok(())),
    };
    match stop {
        Ok(()) => {}
        Err(Stop::End { expected }) => {
            let expected = Some(expected).filter(|expected| *expected > bytes);
            found.faults.push(Fault::Truncated { at: bytes, expected });
        }
        Err(Stop::Spent) => found.faults.push(Fault::CorruptHeader { part: HeaderPart::Length }),
        Err(Stop::Io(error)) => return Err(error),
    }
    let Found { format, mut faults } = found;
    faults.sort_by_key(|fault| !fault.breaks());
    Ok(Facts { format, bytes, figures, faults, stamp })
}

/// What a reader notes beside its figures.
pub(super) struct Found {
    /// Told by the first bytes; a reader that looks deeper may know better.
    pub format: Option<Format>,
    pub faults: Vec<Fault>,
}

/// Opens an ordinary file for reading. Looks before it opens: opening a pipe would wait for a writer.
pub(super) fn open(path: &Path) -> Result<(File, Metadata), ExamineError> {
    regular_file(path)?;
    let file = File::open(path).map_err(classify)?;
    let metadata = file.metadata().map_err(classify)?;
    ordinary(metadata).map(|metadata| (file, metadata))
}

pub(super) fn regular_file(path: &Path) -> Result<Metadata, ExamineError> {
    match fs::metadata(path) {
        Ok(metadata) => ordinary(metadata),
        Err(error) => Err(match classify(error) {
            ExamineError::NotFound if fs::symlink_metadata(path).is_ok() => ExamineError::DeadLink,
            other => other,
        }),
    }
}

fn ordinary(metadata: Metadata) -> Result<Metadata, ExamineError> {
    if metadata.is_dir() {
        Err(ExamineError::Directory)
    } else if !metadata.is_file() {
        Err(ExamineError::NotAFile)
    } else {
        Ok(metadata)
    }
}

fn classify(error: io::Error) -> ExamineError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ExamineError::NotFound,
        io::ErrorKind::PermissionDenied => ExamineError::Denied,
        io::ErrorKind::IsADirectory => ExamineError::Directory,
        _ => ExamineError::Unreadable(error),
    }
}

fn lying_extension(path: &Path, format: Option<Format>) -> Option<Fault> {
    let really = format?;
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    let promised = Format::named_by(&extension)?;
    (!promised.shares_names_with(really)).then_some(Fault::ExtensionLies { extension, really })
}
