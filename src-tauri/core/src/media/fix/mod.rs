//! Changes a picture into one that can be published: smaller, cut, turned, in another format, without private words.
//! It must not touch the original, enlarge anything, or know whose limits it keeps.

mod carried;
mod draw;
mod encode;
mod error;
mod geometry;
mod inks;
mod plan;
mod resample;
pub(super) mod strip;
mod thin;

use std::fs;
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use specta::Type;

use self::draw::Drawn;
use self::encode::{Beside, Bound};
pub use self::error::MendError;
use self::plan::Plan;
pub use self::plan::{can_mend, can_thin};
use self::strip::Stripped;
use super::guarded::guarded;
use super::{Facts, Format, Orientation, open_unchanged};

/// Of a picture that was no JPEG: hardly to be told from it.
const QUALITY: u8 = 92;
/// Bounds of the quality that a JPEG came with: a coarse one would lose a second time, and beyond the finest only the
/// file grows.
const COARSEST: u8 = 80;
const FINEST: u8 = 95;

/// What is to be done with a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Wish {
    /// The part to keep; `None` for all of it.
    pub crop: Option<Crop>,
    /// Shown turned by its EXIF data, it is drawn upright instead, which everybody sees the same. What is drawn anew
    /// for another reason is upright anyhow.
    pub upright: bool,
    /// The size that the part to keep is to have: what is over on two of its sides is cut off too, and the rest made
    /// smaller. Never larger.
    pub to: Option<Size>,
    /// `None` for the format it has, or the fitting one if that cannot be published: PNG for what is transparent or
    /// has a palette, else JPEG.
    pub format: Option<Target>,
    /// To be brought under the [`Bounds`].
    pub fit: bool,
    /// What the file says of place, camera, people and programs is kept: all of it where the picture stays as it is,
    /// else its EXIF data.
    pub keep_private: bool,
}

/// A part of a picture as displayed, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Crop {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

/// A format to change to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Jpeg,
    Png,
}

impl From<Target> for Format {
    fn from(target: Target) -> Self {
        match target {
            Target::Jpeg => Self::Jpeg,
            Target::Png => Self::Png,
        }
    }
}

/// What a picture has to stay under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Bounds {
    /// The first number of pixels that is too many.
    pub pixels: u64,
    /// The most bytes.
    pub bytes: u64,
    /// The most frames of an animation.
    pub frames: u32,
}

/// Pixels across and down as displayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

/// A picture that was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    pub format: Format,
    pub size: Size,
    /// Length of the file.
    pub bytes: u64,
    /// What was done, in this order. Empty if there was nothing to do: then it is the same picture in another file.
    pub done: Vec<Done>,
}

/// Something done to a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "done", rename_all = "snake_case")]
pub enum Done {
    /// Only the first frame, page or, of an icon, the largest picture is left.
    FirstOnly {
        /// How many there were, if they could be counted.
        of: Option<u32>,
    },
    /// An animation has fewer frames and lasts as long as before.
    Thinned {
        from: u32,
        to: u32,
    },
    Converted {
        from: Format,
        to: Format,
    },
    /// Pictures that a drawing only names, in files beside it or on the web, are not in the copy.
    LeftOut {
        pictures: u32,
    },
    Cropped {
        from: Size,
        to: Size,
    },
    Resized {
        from: Size,
        to: Size,
    },
    /// The pixels were turned as the file said they are to be shown.
    Turned,
    /// Printing inks became light.
    Recolored {
        /// As the file's own profile says; else by the plain formula, as browsers do.
        profile: bool,
    },
    /// What showed through is white now.
    Flattened,
    /// From sixteen bits a sample to eight.
    Reduced,
    /// Stored in fewer bytes to stay under the bound.
    Compressed {
        /// Of a JPEG, from 1 to 100, as libjpeg counts. A PNG loses nothing by it.
        quality: Option<u8>,
    },
    /// What the file said beside its picture is left out.
    Stripped {
        /// The place was among it.
        location: bool,
    },
}

/// Writes the picture at `path`, of which `facts` are known, changed as wished to the file `into`: upright as
/// displayed, never larger, with its profile. An earlier file there is replaced when the new one is whole.
///
/// A JPEG, PNG or GIF of which no pixel has to change is copied without decoding, and then a JPEG stays turned by its
/// EXIF data unless it is to be upright. Of a GIF with too many frames that is to fit, frames are left out. Everything
/// else is decoded, an animation or several pages to their first picture.
///
/// Blocks for as long as that takes: some seconds for 36 megapixels. Takes up to some 700 MB of memory, which a
/// photograph of 100 megapixels comes near; one of 40 takes 240 MB. So whoever has many changes one after the other.
pub fn mend(
    path: &Path,
    facts: &Facts,
    wish: &Wish,
    bounds: &Bounds,
    into: &Path,
) -> Result<Mended, MendError> {
    let original = open_unchanged(path, &facts.stamp)?;
    if same(path, into) {
        return Err(MendError::Original);
    }
    let folder = into.parent().unwrap_or(Path::new("."));
    let mut file =
        tempfile::Builder::new().suffix(".part").tempfile_in(folder).map_err(MendError::NotWritten)?;
    let mended = guarded(|| mend_opened(original, facts, wish, bounds, file.as_file_mut()));
    let mended = mended.unwrap_or(Err(MendError::Damaged))?;
    file.as_file().sync_all().map_err(MendError::NotWritten)?;
    file.persist(into).map_err(|error| MendError::NotWritten(error.error))?;
    Ok(mended)
}

/// The same for an open file, into another that is still empty.
pub(super) fn mend_opened(
    mut file: impl Read + Seek,
    facts: &Facts,
    wish: &Wish,
    bounds: &Bounds,
    mut out: impl Write,
) -> Result<Mended, MendError> {
    let plan = Plan::new(facts, wish, bounds)?;
    // Also of what is drawn anew this tells whether anything is left out.
    let stripped = match strip::strips(facts.format) && !wish.keep_private {
        true => Some(strip::strip(facts.format, &mut file, io::sink(), plan.orientation)?),
        false => None,
    };
    if let Some(frames) = plan.thinned {
        return thinned(file, facts, &plan, frames, stripped, out);
    }
    let bytes = stripped.map_or(facts.bytes, |stripped| stripped.bytes);
    if !plan.redraw && (!wish.fit || bytes <= bounds.bytes) {
        return copy(file, facts, &plan, stripped, out);
    }
    if plan.moves {
        return Err(MendError::Moves);
    }
    let drawn = draw::draw(&mut file, facts, &plan)?;
    let private = drawn.described || stripped.is_some_and(|stripped| stripped.anything);
    let (mended, bytes) = store(file, drawn, facts, &plan, private)?;
    out.write_all(&bytes).map_err(MendError::NotWritten)?;
    Ok(mended)
}

/// Copies a picture of which no pixel changes.
fn copy(
    mut file: impl Read + Seek,
    facts: &Facts,
    plan: &Plan,
    stripped: Option<Stripped>,
    mut out: impl Write,
) -> Result<Mended, MendError> {
    let format = facts.format.ok_or(MendError::NotDecoded { format: None })?;
    let (bytes, private) = match stripped {
        Some(stripped) => {
            strip::strip(facts.format, file, out, plan.orientation)?;
            (stripped.bytes, stripped.anything)
        }
        None => {
            file.rewind().map_err(error::unreadable)?;
            (io::copy(&mut file, &mut out).map_err(MendError::NotWritten)?, false)
        }
    };
    let done = private.then_some(Done::Stripped { location: located(facts) });
    Ok(Mended { format, size: plan.displayed, bytes, done: done.into_iter().collect() })
}

/// Leaves frames of an animation out. What it says beside them goes with that, but for its profile.
fn thinned(
    mut file: impl Read + Seek,
    facts: &Facts,
    plan: &Plan,
    (from, to): (u32, u32),
    stripped: Option<Stripped>,
    mut out: impl Write,
) -> Result<Mended, MendError> {
    file.rewind().map_err(error::unreadable)?;
    let mut counted = Counted { out: &mut out, bytes: 0 };
    thin::thin(file, from, to, &mut counted)?;
    let bytes = counted.bytes;
    if let Some(limit) = plan.fit.map(|bounds| bounds.bytes).filter(|limit| bytes > *limit) {
        return Err(MendError::TooLongThinned { frames: to, limit });
    }
    let private = stripped.is_some_and(|stripped| stripped.anything);
    let done =
        [Some(Done::Thinned { from, to }), private.then_some(Done::Stripped { location: located(facts) })];
    let done = done.into_iter().flatten().collect();
    Ok(Mended { format: Format::Gif, size: plan.displayed, bytes, done })
}

struct Counted<W> {
    out: W,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Stores a picture that was drawn anew.
fn store(
    mut file: impl Read + Seek,
    drawn: Drawn,
    facts: &Facts,
    plan: &Plan,
    private: bool,
) -> Result<(Mended, Vec<u8>), MendError> {
    let target = plan.target.unwrap_or(if drawn.picture.alpha() { Target::Png } else { Target::Jpeg });
    let flatten = target == Target::Jpeg && drawn.picture.alpha();
    let quality = quality(&mut file, facts)?;
    let exif = drawn.exif.filter(|_| plan.keep_private).and_then(carried::upright);
    let beside = Beside { icc: drawn.icc.as_deref(), exif: exif.as_deref() };
    let picture = if flatten { drawn.picture.flattened() } else { drawn.picture };
    let bound = Bound { bytes: plan.fit.map(|bounds| bounds.bytes), shrinks: plan.to.is_none() };
    let encoded = encode::encode(&picture, target, quality, bound, beside)?;
    let format = facts.format.ok_or(MendError::NotDecoded { format: None })?;
    let several = facts
        .image()
        .is_some_and(|image| image.frames != Some(1))
        .then_some(Done::FirstOnly { of: facts.image().and_then(|image| image.frames) });
    let cut = plan.crop.size();
    let lower = encoded
        .quality
        .filter(|stored| *stored < quality)
        .map(|stored| Done::Compressed { quality: Some(stored) });
    let repacked = plan
        .fit
        .filter(|bounds| format == Format::Png && target == Target::Png && facts.bytes > bounds.bytes);
    let done = [
        several,
        (Format::from(target) != format).then_some(Done::Converted { from: format, to: target.into() }),
        (cut != plan.displayed).then_some(Done::Cropped { from: plan.displayed, to: cut }),
        (encoded.size != cut).then_some(Done::Resized { from: cut, to: encoded.size }),
        (plan.orientation != Orientation::UPRIGHT).then_some(Done::Turned),
        drawn.inks.map(|profile| Done::Recolored { profile }),
        flatten.then_some(Done::Flattened),
        drawn.deep.then_some(Done::Reduced),
        lower.or(repacked.map(|_| Done::Compressed { quality: None })),
        (private && !plan.keep_private).then_some(Done::Stripped { location: located(facts) }),
    ];
    let mended = Mended {
        format: target.into(),
        size: encoded.size,
        bytes: encoded.bytes.len() as u64,
        done: done.into_iter().flatten().collect(),
    };
    Ok((mended, encoded.bytes))
}

/// The best quality for a picture: that of a JPEG as it came, within what is still worth its bytes.
fn quality(file: &mut (impl Read + Seek), facts: &Facts) -> Result<u8, MendError> {
    if facts.format != Some(Format::Jpeg) {
        return Ok(QUALITY);
    }
    file.rewind().map_err(error::unreadable)?;
    Ok(strip::quality(BufReader::new(file)).map_or(QUALITY, |came| came.clamp(COARSEST, FINEST)))
}

fn located(facts: &Facts) -> bool {
    facts.image().is_some_and(|image| image.gps)
}

/// Whether both paths lead to one file.
fn same(path: &Path, into: &Path) -> bool {
    match (fs::canonicalize(path), fs::canonicalize(into)) {
        (Ok(path), Ok(into)) => path == into,
        _ => false,
    }
}
