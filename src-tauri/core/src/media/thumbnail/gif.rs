use std::io::{ErrorKind, Read};
use std::num::NonZeroU64;

use ::image::DynamicImage;
use gif::{ColorOutput, DecodeOptions, DecodingError, MemoryLimit};

use super::area::{AreaAverage, fit};
use super::{ThumbnailError, unreadable, within_limits};
use crate::media::frame_rows::{FrameRows, screen};

/// What the decoder may allocate, which is only metadata: frames are read row by row.
const MEMORY: NonZeroU64 = NonZeroU64::new(16 * 1024 * 1024).unwrap();

/// Averages the first frame down, placed on its screen; what it leaves free is transparent.
pub(super) fn decode(file: impl Read, edge: u32) -> Result<DynamicImage, ThumbnailError> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    options.set_memory_limit(MemoryLimit::Bytes(MEMORY));
    let mut decoder = options.read_info(file).map_err(refuse)?;
    let frame = decoder.next_frame_info().map_err(refuse)?.ok_or(ThumbnailError::Damaged)?;
    let (left, top) = (u32::from(frame.left), u32::from(frame.top));
    within_limits(u32::from(frame.width), u32::from(frame.height))?;
    let (width, height) = screen(&decoder).ok_or(ThumbnailError::Damaged)?;
    let (width, height) = (u32::from(width), u32::from(height));
    let mut stored = FrameRows::of(&mut decoder).map_err(refuse)?;
    let mut average = AreaAverage::new((width, height), 1, fit(width, height, edge));
    while let Some((y, row)) = stored.next(&mut decoder).map_err(refuse)? {
        average.add(top + u32::from(y), (left..).zip(row.as_chunks().0.iter().copied()));
    }
    average.finish().ok_or(ThumbnailError::Damaged)
}

fn refuse(error: DecodingError) -> ThumbnailError {
    match error {
        DecodingError::Io(error) if error.kind() != ErrorKind::UnexpectedEof => unreadable(error),
        _ => ThumbnailError::Damaged,
    }
}
