//! Small upright pictures of image files, decoded row by row or at a fraction of the size.
//! It must not hold a whole large picture in memory, and never lets a header decide an allocation.

mod area;
mod bytes;
mod cache;
mod eighth;
mod error;
mod gate;
mod gif;
mod jpeg;
mod other;
mod page;
mod png;

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use ::image::DynamicImage;
use ::image::codecs::jpeg::JpegEncoder;
use ::image::codecs::png::PngEncoder;

pub(super) use self::area::{AreaAverage, fit};
pub(super) use self::bytes::Bytes;
use self::cache::Cache;
pub(super) use self::eighth::scans as count_scans;
pub use self::error::ThumbnailError;
use self::error::undecoded;
pub(super) use self::error::unreadable;
use self::gate::Gate;
pub(super) use self::gate::{By, Gates};
use super::contents::Contents;
use super::decode;
use super::frame::{self, Moment, Size};
use super::guarded::guarded;
use super::source::Source;
use super::{
    ContentId, Facts, Format, Kind, Orientation, PageDrawer, Stamp, Unopened, examine, open_unchanged,
};

/// Pictures with more pixels that are decoded whole have one after the other decoded, each of which may take
/// [`MAX_HELD`](super::decode::MAX_HELD).
const LARGE: u64 = 16_000_000;
/// Longest side of a thumbnail, whatever is asked for.
const MAX_EDGE: u32 = 2048;
/// Longest side offered from an embedded thumbnail; cameras write 160, a few write 512.
const QUICK_EDGE: u32 = 512;
/// Shows no artefacts at thumbnail size; about 25 KB at 320 px.
const JPEG_QUALITY: u8 = 85;

/// A small upright picture, ready to be served.
///
/// Colours are those of the stored samples: an embedded ICC profile other than sRGB is not applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thumbnail {
    pub bytes: Vec<u8>,
    pub encoding: Encoding,
}

/// How a thumbnail is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Jpeg,
    /// For pictures with transparency.
    Png,
}

impl Encoding {
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xD8, ..] => Some(Self::Jpeg),
            [0x89, b'P', ..] => Some(Self::Png),
            _ => None,
        }
    }
}

/// Makes thumbnails, a few at a time, and keeps them on disk by content, so that a copy, a renamed
/// file or the next start finds them made. Shared between threads by reference.
#[derive(Debug)]
pub struct Thumbnailer {
    cache: Cache,
    contents: Contents,
    gates: Gates,
    /// For large pictures that are decoded whole.
    large: Gate,
    pages: OnceLock<PageDrawer>,
}

impl Thumbnailer {
    /// Keeps at most `budget` bytes of thumbnails in `folder`, which is made when first needed; the
    /// oldest go first. A folder that cannot be written costs speed, never a thumbnail.
    pub fn new(folder: PathBuf, budget: u64) -> Self {
        Self {
            cache: Cache::new(folder, budget),
            contents: Contents::default(),
            gates: Gates::new(),
            large: Gate::new(1),
            pages: OnceLock::new(),
        }
    }

    /// The picture at `path`, upright, its longer side at most `max_edge` pixels, never enlarged; of
    /// an animation the first frame, of a film its poster, of a PDF the first page. An SVG has
    /// every size. `facts` are those of this file.
    ///
    /// Blocks: the first time for reading the file to hash it, and on a miss for the time to decode it and, while as
    /// many threads as the machine has are decoding already, for its turn.
    pub fn thumbnail(&self, path: &Path, facts: &Facts, max_edge: u32) -> Result<Thumbnail, ThumbnailError> {
        if matches!(facts.format, Some(Format::Pdf | Format::Svg)) {
            return self.page(path, facts, 1, max_edge);
        }
        let edge = max_edge.clamp(1, MAX_EDGE);
        if facts.kind() == Kind::Video {
            return self.still(path, facts, None, edge);
        }
        let decoder = decoder(facts)?;
        let mut file = open_unchanged(path, &facts.stamp)?;
        let content = self.contents.of_opened(&file, path, &facts.stamp)?;
        if let Some(kept) = self.cache.get(&content, edge) {
            return Ok(kept);
        }
        // The narrower gate first, so that nobody waits there in a place that others could use.
        let _large = held_whole(facts).then(|| self.large.enter());
        let _turn = self.gates.enter(By::Galley);
        file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        let decoded = guarded(|| decoder(file, edge)).unwrap_or(Err(ThumbnailError::Damaged));
        let made = encode(upright(decoded?, turned(facts)))?;
        self.cache.put(&content, edge, &made);
        Ok(made)
    }

    /// What the film at `path` shows `at_ms` from its start, or at its end, as [`Thumbnailer::thumbnail`] makes
    /// pictures.
    pub fn frame(
        &self,
        path: &Path,
        facts: &Facts,
        at_ms: u64,
        max_edge: u32,
    ) -> Result<Thumbnail, ThumbnailError> {
        if facts.kind() != Kind::Video {
            return Err(ThumbnailError::NotDecoded { format: facts.format });
        }
        self.still(path, facts, Some(at_ms), max_edge.clamp(1, MAX_EDGE))
    }

    /// A frame of a film, its poster without a moment.
    fn still(
        &self,
        path: &Path,
        facts: &Facts,
        at_ms: Option<u64>,
        edge: u32,
    ) -> Result<Thumbnail, ThumbnailError> {
        let film = frame::open(path, facts)?;
        let print = frame::print(&film.file, facts.bytes).map_err(unreadable)?;
        let moment = at_ms.map_or_else(|| "poster".to_owned(), |at| at.to_string());
        let name = format!("{print}-{moment}");
        if let Some(kept) = self.cache.get(&name, edge) {
            return Ok(kept);
        }
        let size = Size::Within(edge);
        let gates = Some(&self.gates);
        let picture = match at_ms {
            Some(at) => frame::draw(&film, Moment::At(at), size, gates)?,
            None => frame::poster(&film, size, gates)?,
        };
        let made = encode(DynamicImage::ImageRgb8(picture))?;
        self.cache.put(&name, edge, &made);
        Ok(made)
    }

    /// What the file at `path` holds, which has to be the one that `stamp` was taken of. Blocks for reading it, once.
    pub fn content(&self, path: &Path, stamp: &Stamp) -> Result<ContentId, Unopened> {
        self.contents.of(path, stamp)
    }
}

/// The thumbnail that the camera put into the file, upright, at most 512 pixels: there in about a
/// millisecond, to be shown until the real one is made. `None` where there is none of the same shape.
///
/// An editor that changed a picture without renewing it leaves an old view, so it is never the last word.
pub fn quick_thumbnail(path: &Path, facts: &Facts) -> Result<Option<Thumbnail>, ThumbnailError> {
    if !facts.image().is_some_and(|image| image.exif_thumbnail) {
        return Ok(None);
    }
    let mut file = open_unchanged(path, &facts.stamp)?;
    let mut source = Source::new(&file, facts.bytes, examine::HEADER_BUDGET);
    let Some(range) = super::image::jpeg::embedded_thumbnail(&mut source) else { return Ok(None) };
    file.seek(SeekFrom::Start(range.start)).map_err(unreadable)?;
    let mut embedded = file.take(range.end - range.start);
    // The range lies within one segment, so it is at most 64 KB long.
    let mut bytes = Vec::new();
    embedded.read_to_end(&mut bytes).map_err(unreadable)?;
    let decoded = guarded(|| jpeg::decode(Cursor::new(bytes), QUICK_EDGE));
    encode(upright(decoded.unwrap_or(Err(ThumbnailError::Damaged))?, turned(facts))).map(Some)
}

type Decode = fn(File, u32) -> Result<DynamicImage, ThumbnailError>;

/// The decoder for these facts, after the checks that need no decoding.
fn decoder(facts: &Facts) -> Result<Decode, ThumbnailError> {
    let coding = facts.image().and_then(|image| image.coding);
    let decode: Decode = match facts.format {
        // The decoders take some of these for damage.
        format @ Some(Format::Jpeg) if coding.is_some_and(|coding| !coding.is_decoded()) => {
            return Err(ThumbnailError::NotDecoded { format });
        }
        Some(Format::Jpeg) => jpeg::decode,
        Some(Format::Png) => png::decode,
        Some(Format::Gif) => gif::decode,
        Some(Format::Webp) => |file, edge| other::decode(Format::Webp, file, edge),
        Some(Format::Tiff) => |file, edge| other::decode(Format::Tiff, file, edge),
        Some(Format::Bmp) => |file, edge| other::decode(Format::Bmp, file, edge),
        Some(Format::Ico) => |file, edge| other::decode(Format::Ico, file, edge),
        Some(Format::Psd) => |file, edge| other::decode(Format::Psd, file, edge),
        Some(Format::Heic) => |file, edge| other::decode(Format::Heic, file, edge),
        format => return Err(ThumbnailError::NotDecoded { format }),
    };
    // Without a size the header is broken; the decoders would only say so later.
    let size = facts.image().and_then(|image| image.width.zip(image.height));
    let (width, height) = size.ok_or(ThumbnailError::Damaged)?;
    within_limits(width, height).map(|()| decode)
}

/// Whether decoding holds so much of a picture that only one such may be decoded at a time.
fn held_whole(facts: &Facts) -> bool {
    let streamed = matches!(facts.format, Some(Format::Jpeg | Format::Png | Format::Gif));
    !streamed && facts.image().and_then(super::ImageFacts::pixels).is_some_and(|pixels| pixels > LARGE)
}

/// To be asked before anything is allocated by a size from a file.
fn within_limits(width: u32, height: u32) -> Result<(), ThumbnailError> {
    // Sizes are never of a kind that is not decoded, so that any format will do.
    decode::within_limits(width, height).map_err(undecoded(Format::Jpeg))
}

fn turned(facts: &Facts) -> Option<Orientation> {
    facts.image().and_then(|image| image.orientation)
}

pub(super) fn upright(mut picture: DynamicImage, orientation: Option<Orientation>) -> DynamicImage {
    let turn = orientation.and_then(|turn| ::image::metadata::Orientation::from_exif(turn.get()));
    if let Some(turn) = turn {
        picture.apply_orientation(turn);
    }
    picture
}

fn encode(picture: DynamicImage) -> Result<Thumbnail, ThumbnailError> {
    let mut bytes = Cursor::new(Vec::new());
    let (encoding, written) = if picture.color().has_alpha() {
        (Encoding::Png, picture.write_with_encoder(PngEncoder::new(&mut bytes)))
    } else {
        let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
        (Encoding::Jpeg, picture.write_with_encoder(encoder))
    };
    written.map_err(|error| unreadable(io::Error::other(error)))?;
    Ok(Thumbnail { bytes: bytes.into_inner(), encoding })
}

#[cfg(any(test, feature = "fuzzing"))]
pub(super) fn decode_for_test(
    format: Format,
    file: impl Read + Seek,
    edge: u32,
) -> Result<DynamicImage, ThumbnailError> {
    match format {
        Format::Jpeg => jpeg::decode(file, edge),
        Format::Png => png::decode(file, edge),
        Format::Gif => gif::decode(file, edge),
        another => other::decode(another, file, edge),
    }
}

/// The same, and how many units of blocks the decoder of eighths went through.
#[cfg(test)]
pub(super) fn decode_counting_for_test(
    file: impl Read + Seek,
    edge: u32,
) -> (Result<DynamicImage, ThumbnailError>, u64) {
    eighth::UNITS_READ.with(|read| read.set(0));
    let decoded = jpeg::decode(file, edge);
    (decoded, eighth::UNITS_READ.with(std::cell::Cell::get))
}
