//! Pictures out of files in full detail, eight bits a sample, one row after the other from the top.
//! It must not turn or scale a picture but where its format decodes smaller, and never holds more than [`MAX_HELD`].

mod gif;
mod heic;
mod icon;
mod inked_tiff;
mod jpeg;
mod png;
mod psd;
mod tiff_jpeg;
mod webp;
mod whole;

use std::io::{self, ErrorKind, Read, Seek};

pub(super) use self::jpeg::{checked, ink};
pub(super) use self::png::has_sound_palette;
use super::Format;
use super::guarded::guarded;

/// Pictures with more pixels are not decoded. Far above any camera and about ten times LinkedIn's
/// limit, yet a hostile file at the limit costs seconds, not minutes.
pub(super) const MAX_PIXELS: u64 = 400_000_000;
/// Longest side decoded, four times what a JPEG or GIF can have and far above any picture that LinkedIn takes. A row
/// of a PNG's deepest pixels then takes 2 MB, what scales a side 3 MB, whatever the other side.
pub(super) const MAX_SIDE: u32 = 262_144;
/// Bytes that a decoder may hold at once. It admits photographs of 100 megapixels.
pub(super) const MAX_HELD: u64 = 640 * 1024 * 1024;
/// The longest profile kept. Those of printers have about 2 MB.
const MAX_PROFILE: usize = 8 * 1024 * 1024;
/// The longest EXIF data kept: what fits into one segment of a JPEG.
const MAX_EXIF: usize = 65_527;

/// What is known of a picture before its first row.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// Pixels across as stored, or as the decoder scaled them.
    pub width: u32,
    /// Pixels down as stored, or as the decoder scaled them.
    pub height: u32,
    pub samples: Samples,
    /// The file has more than eight bits a sample.
    pub deep: bool,
    /// The embedded profile, if it is one for these samples.
    pub icc: Option<Vec<u8>>,
    /// EXIF data as a TIFF structure.
    pub exif: Option<Vec<u8>>,
    /// The file carries words about the picture.
    pub described: bool,
}

/// What the bytes of a pixel are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Samples {
    Gray,
    GrayAlpha,
    Rgb,
    Rgba,
    /// Printing inks, 255 for as much as there can be.
    Cmyk,
}

impl Samples {
    pub fn count(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::GrayAlpha => 2,
            Self::Rgb => 3,
            Self::Rgba | Self::Cmyk => 4,
        }
    }

    /// How the header of a profile for them begins (ICC.1, table 19).
    fn profile_mark(self) -> &'static [u8; 4] {
        match self {
            Self::Gray | Self::GrayAlpha => b"GRAY",
            Self::Rgb | Self::Rgba => b"RGB ",
            Self::Cmyk => b"CMYK",
        }
    }
}

/// Takes a picture from a decoder.
pub(super) trait Rows {
    /// Called once, before the first row; an error ends decoding.
    fn begin(&mut self, head: &Head) -> Result<(), DecodeError>;
    /// Called for each row, of exactly as many bytes as it has samples.
    fn row(&mut self, row: &[u8]);
}

/// Why a picture could not be decoded.
#[derive(Debug, thiserror::Error)]
pub(super) enum DecodeError {
    #[error("pictures of this kind are not decoded")]
    NotDecoded,
    #[error("the picture has {pixels} pixels; at most {limit} are decoded")]
    TooManyPixels { pixels: u64, limit: u64 },
    #[error("the picture is {side} pixels long or wide; at most {limit} are decoded")]
    SideTooLong { side: u32, limit: u32 },
    #[error("the picture is stored in more than the {limit} scans that are decoded at its size")]
    TooManyScans { limit: u64 },
    #[error("decoding would take {bytes} bytes of memory; at most {limit} are used")]
    TooMuchMemory { bytes: u64, limit: u64 },
    #[error("the picture's data is damaged")]
    Damaged,
    #[error("the file could not be read")]
    Unreadable(#[source] io::Error),
}

impl From<io::Error> for DecodeError {
    fn from(error: io::Error) -> Self {
        if error.kind() == ErrorKind::UnexpectedEof { Self::Damaged } else { Self::Unreadable(error) }
    }
}

/// Decodes the picture in `file`, of an animation the first frame, of several pages or sizes the one that stands for
/// the file. No smaller than `wanted` across and down, if its format can be decoded at less than its full size.
pub(super) fn decode(
    format: Option<Format>,
    mut file: impl Read + Seek,
    wanted: (u32, u32),
    rows: &mut dyn Rows,
) -> Result<(), DecodeError> {
    file.rewind()?;
    guarded(|| decode_bare(format, file, wanted, rows)).unwrap_or(Err(DecodeError::Damaged))
}

fn decode_bare(
    format: Option<Format>,
    file: impl Read + Seek,
    wanted: (u32, u32),
    rows: &mut dyn Rows,
) -> Result<(), DecodeError> {
    match format {
        Some(Format::Jpeg) => jpeg::decode(file, wanted, rows),
        Some(Format::Png) => png::decode(file, rows),
        Some(Format::Gif) => gif::decode(file, rows),
        Some(Format::Webp) => webp::decode(file, rows),
        Some(Format::Tiff) => whole::tiff(file, rows),
        Some(Format::Bmp) => whole::bmp(file, rows),
        Some(Format::Ico) => icon::decode(file, rows),
        Some(Format::Psd) => psd::decode(file, rows),
        Some(Format::Heic) => heic::decode(file, rows),
        _ => Err(DecodeError::NotDecoded),
    }
}

/// Whether pictures of this format can be decoded at all.
pub(super) fn decodes(format: Format) -> bool {
    matches!(
        format,
        Format::Jpeg
            | Format::Png
            | Format::Gif
            | Format::Webp
            | Format::Tiff
            | Format::Bmp
            | Format::Ico
            | Format::Psd
            | Format::Heic
    )
}

/// To be asked before anything is allocated by a size from a file.
pub(super) fn within_limits(width: u32, height: u32) -> Result<(), DecodeError> {
    let (pixels, side) = (u64::from(width) * u64::from(height), width.max(height));
    if pixels == 0 {
        Err(DecodeError::Damaged)
    } else if pixels > MAX_PIXELS {
        Err(DecodeError::TooManyPixels { pixels, limit: MAX_PIXELS })
    } else if side > MAX_SIDE {
        Err(DecodeError::SideTooLong { side, limit: MAX_SIDE })
    } else {
        Ok(())
    }
}

/// To be asked before a picture is held whole.
fn within_memory(pixels: u64, bytes_each: u64) -> Result<(), DecodeError> {
    let bytes = pixels.saturating_mul(bytes_each);
    if bytes > MAX_HELD { Err(DecodeError::TooMuchMemory { bytes, limit: MAX_HELD }) } else { Ok(()) }
}

/// A profile, if its header is one for these samples: another would turn every colour into a wrong one.
fn profile(icc: Option<Vec<u8>>, samples: Samples) -> Option<Vec<u8>> {
    icc.filter(|icc| {
        icc.len() <= MAX_PROFILE
            && icc.get(36..40) == Some(b"acsp")
            && icc.get(16..20) == Some(samples.profile_mark())
    })
}

fn exif(exif: Option<Vec<u8>>) -> Option<Vec<u8>> {
    exif.filter(|exif| exif.len() <= MAX_EXIF)
}

/// Hands out a picture that is held whole.
fn hand_out(head: &Head, pixels: &[u8], rows: &mut dyn Rows) -> Result<(), DecodeError> {
    let length = head.width as usize * head.samples.count();
    let each = pixels.chunks_exact(length.max(1));
    if each.len() != head.height as usize {
        return Err(DecodeError::Damaged);
    }
    rows.begin(head)?;
    each.for_each(|row| rows.row(row));
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    struct Panics;

    impl Rows for Panics {
        fn begin(&mut self, _: &Head) -> Result<(), DecodeError> {
            panic!("over the first row")
        }

        fn row(&mut self, _: &[u8]) {}
    }

    #[test]
    fn a_panic_anywhere_in_decoding_says_that_the_picture_is_damaged() {
        let still: &[u8] = include_bytes!("../../../tests/fixtures/media/still.tif");
        let panicked = decode(Some(Format::Tiff), Cursor::new(still), (8, 8), &mut Panics);
        assert!(matches!(panicked, Err(DecodeError::Damaged)), "{panicked:?}");
    }
}
