use std::io::{BufReader, Read, Seek};

use tiff::TiffError;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;

use super::whole::{MAX_BESIDE, TIFF_TIMES};
use super::{DecodeError, Head, MAX_HELD, Rows, Samples, hand_out, profile, within_limits, within_memory};
use crate::media::samples::eight_bits;

/// What the tag of the planes says where every ink is stored by itself (TIFF 6.0, section 8).
const PARTED: u16 = 2;

/// The tag of a packet of XMP (XMP specification, part 3, section 3.3.2).
const XMP: u16 = 700;

/// Printing inks as they are: the `image` crate makes light of them by a formula, and drops the profile that says how.
pub(super) fn decode(file: impl Read + Seek, rows: &mut dyn Rows) -> Result<(), DecodeError> {
    let mut decoder = Decoder::new(BufReader::new(file))?;
    let (width, height) = decoder.dimensions()?;
    within_limits(width, height)?;
    let deep = decoder.colortype()?.bit_depth() == 16;
    let samples = Samples::Cmyk;
    let bytes_each = samples.count() as u64 * if deep { 2 } else { 1 };
    within_memory(u64::from(width) * u64::from(height), bytes_each * TIFF_TIMES)?;
    if decoder.find_tag_unsigned::<u16>(Tag::PlanarConfiguration)? == Some(PARTED) {
        return Err(DecodeError::NotDecoded);
    }
    let mut limits = Limits::unlimited();
    limits.decoding_buffer_size = MAX_HELD as usize;
    limits.intermediate_buffer_size = MAX_HELD as usize;
    limits.ifd_value_size = MAX_BESIDE as usize;
    let mut decoder = decoder.with_limits(limits);
    let icc = decoder.find_tag(Tag::IccProfile)?.and_then(|icc| icc.into_u8_vec().ok());
    let head = Head {
        width,
        height,
        samples,
        deep,
        icc: profile(icc, samples),
        exif: None,
        described: decoder.find_tag(Tag::Unknown(XMP))?.is_some(),
    };
    let pixels = match decoder.read_image()? {
        DecodingResult::U8(pixels) => pixels,
        DecodingResult::U16(pixels) => pixels.into_iter().map(eight_bits).collect(),
        _ => return Err(DecodeError::NotDecoded),
    };
    hand_out(&head, &pixels, rows)
}

impl From<TiffError> for DecodeError {
    fn from(error: TiffError) -> Self {
        match error {
            TiffError::IoError(error) => error.into(),
            TiffError::UnsupportedError(_) => Self::NotDecoded,
            TiffError::LimitsExceeded => Self::TooMuchMemory { bytes: MAX_HELD, limit: MAX_HELD },
            _ => Self::Damaged,
        }
    }
}
