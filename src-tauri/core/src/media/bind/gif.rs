use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::num::NonZeroU64;

use gif::{ColorOutput, DecodeOptions, Decoder, DecodingError, MemoryLimit};

use super::book::{Book, Placed, Samples};
use super::error::Halt;
use super::rows::{self, Layout, Take};
use crate::media::frame_rows::{FrameRows, screen};

/// What the decoder may allocate, which is only metadata: frames are read row by row.
const MEMORY: NonZeroU64 = NonZeroU64::new(16 * 1024 * 1024).unwrap();

/// Where the first frame lies on its screen, which it need not fill.
#[derive(Clone, Copy)]
struct Frame {
    left: usize,
    top: u32,
    width: usize,
    height: u16,
    interlaced: bool,
}

/// Writes the first frame of a GIF, on its screen.
pub(super) fn place<W: Write>(book: &mut Book<W>, file: &mut (impl Read + Seek)) -> Result<Placed, Halt> {
    let (decoder, frame) = open(file)?;
    let (width, height) = screen(&decoder).ok_or(Halt::Damaged)?;
    let size = (width.into(), height.into());
    drop(decoder);
    let pixels = frame.width as u64 * u64::from(frame.height);
    if pixels > rows::MAX_PIXELS {
        return Err(Halt::TooManyPixels { pixels, limit: rows::MAX_PIXELS });
    }
    let layout = Layout { size, color: Samples::Rgb, opacity: true, deep: false };
    rows::place(book, layout, Samples::Rgb.device(), |take| {
        if frame.interlaced {
            rows::in_bands(layout, take, |band, rows| one_band(file, layout, band, rows))
        } else {
            all_rows(file, layout, take)
        }
    })
}

fn all_rows(file: &mut (impl Read + Seek), layout: Layout, take: Take<'_>) -> Result<(), Halt> {
    let (mut decoder, frame) = open(file)?;
    let mut stored = FrameRows::of(&mut decoder).map_err(refuse)?;
    let mut row = vec![0; layout.row()];
    let end = frame.top + u32::from(frame.height);
    for y in 0..layout.size.1.max(end) {
        let inside = (frame.top..end).contains(&y);
        row.fill(0);
        if inside {
            let (_, line) = stored.next(&mut decoder).map_err(refuse)?.ok_or(Halt::Damaged)?;
            put(line, frame, &mut row);
        }
        // Rows below the screen are only read to see whether they are there.
        if y < layout.size.1 {
            take(&row)?;
        }
    }
    Ok(())
}

fn one_band(
    file: &mut (impl Read + Seek),
    layout: Layout,
    band: std::ops::Range<u32>,
    rows: &mut [u8],
) -> Result<(), Halt> {
    let (mut decoder, frame) = open(file)?;
    let mut stored = FrameRows::of(&mut decoder).map_err(refuse)?;
    while let Some((y, line)) = stored.next(&mut decoder).map_err(refuse)? {
        let y = frame.top + u32::from(y);
        if band.contains(&y) {
            let start = (y - band.start) as usize * layout.row();
            if let Some(row) = rows.get_mut(start..start + layout.row()) {
                put(line, frame, row);
            }
        }
    }
    Ok(())
}

/// Puts a line of a frame on its place in a row of the screen, as far as it lies there.
fn put(line: &[u8], frame: Frame, row: &mut [u8]) {
    const PIXEL: usize = 4;
    if let Some(place) = row.get_mut(frame.left * PIXEL..) {
        let length = place.len().min(line.len());
        place[..length].copy_from_slice(&line[..length]);
    }
}

/// A decoder at the first frame's pixels, the file before it read from its start.
fn open<R: Read + Seek>(file: &mut R) -> Result<(Decoder<BufReader<&mut R>>, Frame), Halt> {
    file.seek(SeekFrom::Start(0)).map_err(Halt::Read)?;
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    options.set_memory_limit(MemoryLimit::Bytes(MEMORY));
    let mut decoder = options.read_info(BufReader::with_capacity(64 * 1024, file)).map_err(refuse)?;
    let frame = decoder.next_frame_info().map_err(refuse)?.ok_or(Halt::Damaged)?;
    let frame = Frame {
        left: frame.left.into(),
        top: frame.top.into(),
        width: frame.width.into(),
        height: frame.height,
        interlaced: frame.interlaced,
    };
    Ok((decoder, frame))
}

fn refuse(error: DecodingError) -> Halt {
    match error {
        DecodingError::Io(error) => Halt::reading(error),
        _ => Halt::Damaged,
    }
}
