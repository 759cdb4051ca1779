use std::io::Read;

use gif::{Decoder, DecodingError};

use super::image::gif::reach;
use super::interlace::gif_rows;

/// Frames of so many pixels are read whole: of those that are read row by row, gif 0.14 loses the end of some that have
/// a few thousand.
const SMALL: usize = 256 * 1024;

/// The size in pixels of a GIF's screen, where the decoder has come to its first frame, to which a side of 0 [reaches].
/// Nothing where that is 0 as well.
///
/// [reaches]: reach
pub(super) fn screen<R: Read>(decoder: &Decoder<R>) -> Option<(u16, u16)> {
    let frame = decoder.current_frame_info()?;
    let side = |screen, before, frame| if screen == 0 { reach(before, frame) } else { Some(screen) };
    let width = side(decoder.width(), frame.left, frame.width)?;
    Some((width, side(decoder.height(), frame.top, frame.height)?))
}

/// The rows of a GIF's frame as RGBA, one at a time and each with its place from the top.
pub(super) struct FrameRows {
    /// Of a small frame all of it, as it is stored.
    whole: Option<Vec<u8>>,
    line: Vec<u8>,
    order: Box<dyn Iterator<Item = u16>>,
    given: usize,
}

impl FrameRows {
    /// Those of the frame that the decoder has come to.
    pub fn of<R: Read>(decoder: &mut Decoder<R>) -> Result<Self, DecodingError> {
        let Some(frame) = decoder.current_frame_info() else { return Err(DecodingError::UnexpectedEof) };
        let (interlaced, height) = (frame.interlaced, frame.height);
        let small = usize::from(frame.width) * usize::from(height) <= SMALL;
        let line = vec![0; decoder.line_length()];
        let whole = match small {
            true => {
                let mut pixels = vec![0; decoder.buffer_size()];
                if !decoder.fill_buffer(&mut pixels)? {
                    return Err(DecodingError::UnexpectedEof);
                }
                Some(pixels)
            }
            false => None,
        };
        let order = Box::new(gif_rows(interlaced, height));
        Ok(Self { whole, line, order, given: 0 })
    }

    /// The next one, of the same decoder; an error where the data ends before the rows do.
    pub fn next<R: Read>(&mut self, decoder: &mut Decoder<R>) -> Result<Option<(u16, &[u8])>, DecodingError> {
        let Some(row) = self.order.next() else { return Ok(None) };
        match &self.whole {
            Some(pixels) => {
                let start = self.given * self.line.len();
                let Some(line) = pixels.get(start..start + self.line.len()) else {
                    return Err(DecodingError::UnexpectedEof);
                };
                self.line.copy_from_slice(line);
            }
            None if decoder.fill_buffer(&mut self.line)? => {}
            None => return Err(DecodingError::UnexpectedEof),
        }
        self.given += 1;
        Ok(Some((row, &self.line)))
    }
}

#[cfg(test)]
mod tests {
    use gif::{ColorOutput, DecodeOptions, Encoder, Frame};

    use super::*;

    /// A frame of two colours, its rows as they are to be.
    fn dotted(size: u16, dot: usize, interlaced: bool) -> (Vec<u8>, Vec<u8>) {
        let (mut out, side) = (Vec::new(), usize::from(size));
        let mut encoder = Encoder::new(&mut out, size, size, &[0, 0, 0, 255, 0, 0, 0, 0, 255]).unwrap();
        let index = |at: usize| if at % 61 == dot { 1 } else { 2 };
        let stored =
            gif_rows(interlaced, size).flat_map(|row| (0..side).map(move |x| usize::from(row) * side + x));
        let buffer: Vec<u8> = stored.map(index).collect();
        let frame =
            Frame { width: size, height: size, buffer: buffer.into(), interlaced, ..Frame::default() };
        encoder.write_frame(&frame).unwrap();
        drop(encoder);
        let color = |at| if index(at) == 1 { [255, 0, 0, 255] } else { [0, 0, 255, 255] };
        (out, (0..side * side).flat_map(color).collect())
    }

    #[test]
    fn every_row_comes_to_its_place_however_small_the_frame_is_and_however_large() {
        for (size, dots) in [(1, 0..1), (8, 0..61), (64, 0..61), (600, 0..2)] {
            for (dot, interlaced) in dots.flat_map(|dot| [(dot, false), (dot, true)]) {
                let (bytes, expected) = dotted(size, dot, interlaced);
                let mut options = DecodeOptions::new();
                options.set_color_output(ColorOutput::RGBA);
                let mut decoder = options.read_info(bytes.as_slice()).unwrap();
                decoder.next_frame_info().unwrap();
                let mut rows = FrameRows::of(&mut decoder).unwrap();
                let mut seen = 0;
                while let Some((row, line)) = rows.next(&mut decoder).unwrap() {
                    let start = usize::from(row) * line.len();
                    assert!(
                        line == &expected[start..start + line.len()],
                        "{size}, {dot}, {interlaced}: row {row}"
                    );
                    seen += 1;
                }
                assert_eq!(seen, size, "{dot}, {interlaced}");
            }
        }
    }
}
