use std::io::{Read, Seek, Take};

use jpeg_decoder::{CodingProcess, Decoder, Error, ImageInfo, PixelFormat};

use super::{DecodeError, Head, MAX_HELD, MAX_PIXELS, Rows, Samples, exif, hand_out, profile, within_limits};
use crate::media::thumbnail::{Bytes, count_scans};

/// A decoder keeps every profile segment it meets, so the length of its input bounds its memory too.
const MAX_INPUT: u64 = 256 * 1024 * 1024;
/// The decoder goes through every block for each scan, even for one without data. Encoders write about ten (libjpeg:
/// 10, of inks 18); 500 is what libjpeg-turbo's own fuzzers decode.
const MAX_SCANS: u64 = 500;
/// Pixels that all scans together may go through: as many as four scans, one for each component, of the largest
/// picture. That takes seconds, not minutes.
const MAX_SCANNED: u64 = 4 * MAX_PIXELS;

/// A decoder that has read the header, and that header.
type Opened<R> = (Decoder<Bytes<Take<R>>>, ImageInfo);

/// Opens a picture within all limits but that of memory.
pub(crate) fn checked<R: Read + Seek>(mut file: R) -> Result<Opened<R>, DecodeError> {
    file.rewind()?;
    let scans = count_scans((&mut file).take(MAX_INPUT), MAX_SCANS)?;
    file.rewind()?;
    let mut decoder = Decoder::new(Bytes::new(file.take(MAX_INPUT)));
    decoder.read_info()?;
    let info = decoder.info().ok_or(DecodeError::Damaged)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    within_limits(width, height)?;
    let limit = MAX_SCANS.min(MAX_SCANNED / (u64::from(width) * u64::from(height)));
    if scans > limit {
        return Err(DecodeError::TooManyScans { limit });
    }
    if info.coding_process == CodingProcess::Lossless {
        return Err(DecodeError::NotDecoded);
    }
    Ok((decoder, info))
}

/// At the full, half, quarter or eighth of the size: the least that still fills what is wanted and, of a picture
/// that would take too much memory, the largest that does not.
pub(super) fn decode(
    file: impl Read + Seek,
    wanted: (u32, u32),
    rows: &mut dyn Rows,
) -> Result<(), DecodeError> {
    let (mut decoder, info) = checked(file)?;
    let step = [1, 2, 4, 8].into_iter().find(|step| held(&info, *step) <= MAX_HELD);
    let step = step.ok_or(DecodeError::TooMuchMemory { bytes: held(&info, 8), limit: MAX_HELD })?;
    let fitting = |side: u16, wanted: u32| {
        // The decoder takes the least size that fills this, so that one less than the next greater is not exceeded.
        u16::try_from(wanted).unwrap_or(u16::MAX).min(side.div_ceil(step)).max(1)
    };
    let (width, height) = decoder.scale(fitting(info.width, wanted.0), fitting(info.height, wanted.1))?;
    let samples = match info.pixel_format {
        PixelFormat::L8 => Samples::Gray,
        PixelFormat::RGB24 => Samples::Rgb,
        PixelFormat::CMYK32 => Samples::Cmyk,
        // Only lossless files, refused above, have 16 bits.
        PixelFormat::L16 => return Err(DecodeError::NotDecoded),
    };
    let pixels = decoder.decode()?;
    let head = Head {
        width: width.into(),
        height: height.into(),
        samples,
        deep: false,
        icc: profile(decoder.icc_profile(), samples),
        exif: exif(decoder.exif_data().map(<[u8]>::to_vec)),
        described: decoder.exif_data().or(decoder.xmp_data()).is_some(),
    };
    drop(decoder);
    hand_out(&head, &pixels, rows)
}

/// Bytes that decoding holds at this part of the size: the samples of each component, then all together; of a
/// progressive file all its coefficients besides, whatever the size.
fn held(info: &ImageInfo, step: u16) -> u64 {
    let area = |step: u16| u64::from(info.width.div_ceil(step)) * u64::from(info.height.div_ceil(step));
    let each = info.pixel_format.pixel_bytes() as u64;
    let progressive =
        if info.coding_process == CodingProcess::DctProgressive { 2 * each * area(1) } else { 0 };
    progressive + 2 * each * area(step)
}

/// Inks over white paper. The decoder has already undone YCCK and Adobe's inversion, which it
/// assumes for every four-component file, as browsers do.
pub(crate) fn ink(cmyk: &[u8]) -> [u8; 3] {
    let &[cyan, magenta, yellow, black] = cmyk else { return [255; 3] };
    let light = |ink: u8| u16::from(255 - ink);
    // Of two factors up to 255, so at most that itself.
    let mixed = |ink: u8| ((light(ink) * light(black) + 127) / 255) as u8;
    [mixed(cyan), mixed(magenta), mixed(yellow)]
}

impl From<Error> for DecodeError {
    fn from(error: Error) -> Self {
        match error {
            Error::Unsupported(_) => Self::NotDecoded,
            Error::Io(error) => error.into(),
            Error::Format(_) | Error::Internal(_) => Self::Damaged,
        }
    }
}
