use std::borrow::Cow;
use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::Path;

use super::blocks::{Block, Dialect, MOST_HELD};
use super::times::Times;
use super::{CaptionsError, markup};
use crate::media::source::Source;
use crate::media::{TextEncoding, examine};

/// What [`as_srt`] wrote, and from what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// Captions written.
    pub cues: u32,
    /// How the captions were stored.
    pub encoding: TextEncoding,
    /// What they were read as, by the Encoding Standard's name: of a code page a guess, to be looked at.
    pub read_as: &'static str,
}

/// Writes the captions at `path`, SRT or WebVTT, to `into` in the form that everybody takes: SRT in UTF-8 without a
/// byte order mark, numbered from 1, with its times in SubRip's form. Times and order stay, as does the text but for
/// markup that only WebVTT has. Text that an empty line cut off joins its caption; captions without text are left out.
///
/// `path` stays as it is. `into` is replaced only by a whole file.
///
/// # Errors
/// Also for a caption whose times cannot be read, or of more lines than are held: leaving it out would lose what it
/// says.
pub fn as_srt(path: &Path, into: &Path) -> Result<Rewritten, CaptionsError> {
    let (file, metadata) = examine::open(path)?;
    let mut source = Source::new(file, metadata.len(), examine::HEADER_BUDGET);
    let folder = into.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let part =
        tempfile::Builder::new().suffix(".part").tempfile_in(folder).map_err(CaptionsError::Unwritten)?;
    let mut out = BufWriter::new(part);
    let rewritten = rewrite(&mut source, &mut out)?;
    let part = out.into_inner().map_err(|error| CaptionsError::Unwritten(error.into_error()))?;
    part.persist(into).map_err(|error| CaptionsError::Unwritten(error.error))?;
    Ok(rewritten)
}

pub(super) fn rewrite<R: Read + Seek>(
    source: &mut Source<R>,
    mut out: impl Write,
) -> Result<Rewritten, CaptionsError> {
    let (mut blocks, dialect) = super::open(source)?;
    let stored = blocks.stored();
    let mut cues = 0;
    let mut held: Option<Block> = None;
    loop {
        let block = blocks.next()?;
        match (&mut held, block) {
            (Some(before), Some(block)) if block.cut_off => {
                before.more += block.more;
                before.text.extend(block.text);
                whole(before)?;
            }
            (_, Some(block)) if block.times.is_none() => {
                return Err(CaptionsError::NoTimes { cue: block.cue, line: block.line });
            }
            (_, next) => {
                next.as_ref().map_or(Ok(()), whole)?;
                if let Some(block) = std::mem::replace(&mut held, next) {
                    write(&mut out, &mut cues, &block, dialect).map_err(CaptionsError::Unwritten)?;
                }
                if held.is_none() {
                    break;
                }
            }
        }
    }
    if cues == 0 {
        return Err(CaptionsError::Nothing);
    }
    Ok(Rewritten { cues, encoding: stored.encoding, read_as: stored.decoder.name() })
}

/// Leaving lines out would lose what they say.
fn whole(block: &Block) -> Result<(), CaptionsError> {
    if block.more > 0 || block.text.len() > MOST_HELD {
        return Err(CaptionsError::TooManyLines { cue: block.cue, line: block.line, limit: MOST_HELD });
    }
    Ok(())
}

fn write(out: &mut impl Write, cues: &mut u32, block: &Block, dialect: Dialect) -> io::Result<()> {
    let lines: Vec<_> = block.text.iter().map(|line| spoken(line, dialect)).collect();
    let lines: Vec<_> = lines.iter().map(|line| line.trim_end()).filter(|line| !line.is_empty()).collect();
    let Some(times) = block.times.filter(|_| !lines.is_empty()) else { return Ok(()) };
    *cues += 1;
    write!(out, "{cues}\n{times}\n{}\n\n", lines.join("\n"))
}

/// A line of text as SRT has it. WebVTT can spell one that SRT would take for times (`00:01.000 --&gt; 00:02.000`).
fn spoken(line: &str, dialect: Dialect) -> Cow<'_, str> {
    let line = markup::for_srt(line, dialect);
    match Times::read(&line) {
        Some(_) => Cow::Owned(line.replace("-->", "→")),
        None => line,
    }
}
