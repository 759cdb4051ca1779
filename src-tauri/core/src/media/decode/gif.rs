use std::io::{BufReader, Read};
use std::num::NonZeroU64;

use gif::{ColorOutput, DecodeOptions, DecodingError, MemoryLimit};

use super::{DecodeError, Head, Rows, Samples, hand_out, within_limits, within_memory};
use crate::media::frame_rows::{FrameRows, screen};

/// What the decoder may allocate beside a frame.
const MEMORY: NonZeroU64 = NonZeroU64::new(16 * 1024 * 1024).unwrap();

/// The first frame, placed on its screen; what it leaves free is transparent.
pub(super) fn decode(file: impl Read, rows: &mut dyn Rows) -> Result<(), DecodeError> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    options.set_memory_limit(MemoryLimit::Bytes(MEMORY));
    let mut decoder = options.read_info(BufReader::new(file))?;
    let frame = decoder.next_frame_info()?.ok_or(DecodeError::Damaged)?;
    within_limits(frame.width.into(), frame.height.into())?;
    let (left, top) = (usize::from(frame.left), usize::from(frame.top));
    let (width, height) = screen(&decoder).ok_or(DecodeError::Damaged)?;
    let head = Head {
        width: width.into(),
        height: height.into(),
        samples: Samples::Rgba,
        deep: false,
        icc: None,
        exif: None,
        described: false,
    };
    within_limits(head.width, head.height)?;
    let (width, height) = (usize::from(width), usize::from(height));
    within_memory((width * height) as u64, 4)?;
    let mut stored = FrameRows::of(&mut decoder)?;
    let mut pixels = vec![0; width * height * 4];
    while let Some((y, line)) = stored.next(&mut decoder)? {
        // A frame may reach beyond its screen.
        let start = (top + usize::from(y)) * width;
        let Some(target) = pixels.get_mut(start * 4..(start + width) * 4) else { continue };
        let target = target.get_mut(left * 4..).unwrap_or_default();
        let length = target.len().min(line.len());
        if let (Some(target), Some(line)) = (target.get_mut(..length), line.get(..length)) {
            target.copy_from_slice(line);
        }
    }
    hand_out(&head, &pixels, rows)
}

impl From<DecodingError> for DecodeError {
    fn from(error: DecodingError) -> Self {
        match error {
            DecodingError::Io(error) => error.into(),
            _ => Self::Damaged,
        }
    }
}
