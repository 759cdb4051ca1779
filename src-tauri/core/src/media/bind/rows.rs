use std::io::{self, Write};
use std::ops::Range;

use png::{BitDepth, ColorType, Encoder, EncodingError};

use super::book::{Book, Placed, Samples};
use super::error::Halt;
use super::opacity;

/// Pictures with more pixels are not decoded: almost three times what LinkedIn takes, and seconds of work.
pub(super) const MAX_PIXELS: u64 = 100_000_000;
/// What of a picture is held whose rows do not come in order; of a larger one as many bands are made, each from the
/// start.
const BAND: usize = 64 * 1024 * 1024;

/// How the pixels of a decoded picture are laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub size: (u32, u32),
    pub color: Samples,
    /// A sample behind the colours says how much shows through.
    pub opacity: bool,
    /// 16 bits a sample instead of 8.
    pub deep: bool,
}

impl Layout {
    /// Bytes of a sample.
    pub fn sample(self) -> usize {
        if self.deep { 2 } else { 1 }
    }

    /// Bytes of a pixel.
    pub fn pixel(self) -> usize {
        (usize::from(self.color.count()) + usize::from(self.opacity)) * self.sample()
    }

    /// Bytes of a row. Sides are within the limit by the time that this is asked.
    pub fn row(self) -> usize {
        self.size.0 as usize * self.pixel()
    }
}

/// Takes the next row.
pub(super) type Take<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), Halt>;

/// Writes a decoded picture. `decode` gives all its rows in order, each time it is called: once for colours, and a
/// second time for opacity that is kept.
pub(super) fn place<W: Write>(
    book: &mut Book<W>,
    layout: Layout,
    space: &str,
    mut decode: impl FnMut(Take<'_>) -> Result<(), Halt>,
) -> Result<Placed, Halt> {
    let (width, height) = layout.size;
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS {
        return Err(Halt::TooManyPixels { pixels, limit: MAX_PIXELS });
    }
    let (flatten, image) = (book.binding.flatten, book.pdf.id());
    let mask = (layout.opacity && !flatten).then(|| book.pdf.id());
    let mut part = Vec::new();
    let soft = mask.map_or(String::new(), |mask| format!(" /SMask {mask}"));
    book.pdf.stream(image, entries(layout, layout.color, space, &soft), |out| {
        pack(out, layout, layout.color, |packed| {
            decode(&mut |row| {
                match (layout.opacity, flatten) {
                    (false, _) => return packed.write_all(row).map_err(Halt::Write),
                    (true, true) => opacity::flattened(row, layout, &mut part),
                    (true, false) => opacity::colors(row, layout, &mut part),
                }
                packed.write_all(&part).map_err(Halt::Write)
            })
        })
    })?;
    if let Some(mask) = mask {
        book.pdf.stream(mask, entries(layout, Samples::Gray, Samples::Gray.device(), ""), |out| {
            pack(out, layout, Samples::Gray, |packed| {
                decode(&mut |row| {
                    opacity::alphas(row, layout, &mut part);
                    packed.write_all(&part).map_err(Halt::Write)
                })
            })
        })?;
    }
    Ok(Placed { image, size: layout.size })
}

/// Gives the rows of a picture in order that come in another: `fill` puts those of a band in their places, and leaves
/// zeros where there are none.
pub(super) fn in_bands(
    layout: Layout,
    take: Take<'_>,
    mut fill: impl FnMut(Range<u32>, &mut [u8]) -> Result<(), Halt>,
) -> Result<(), Halt> {
    let (row, height) = (layout.row().max(1), layout.size.1);
    let most = u32::try_from(BAND / row).unwrap_or(u32::MAX).max(1);
    for top in (0..height).step_by(most as usize) {
        let band = top..top.saturating_add(most).min(height);
        let mut rows = vec![0; band.len() * row];
        fill(band, &mut rows)?;
        rows.chunks_exact(row).try_for_each(&mut *take)?;
    }
    Ok(())
}

fn entries(layout: Layout, samples: Samples, space: &str, more: &str) -> String {
    let ((width, height), colors, depth) = (layout.size, samples.count(), layout.sample() * 8);
    format!(
        "/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace {space} /BitsPerComponent {depth} \
         /Filter /FlateDecode \
         /DecodeParms << /Predictor 15 /Colors {colors} /BitsPerComponent {depth} /Columns {width} >>{more}"
    )
}

/// Packs rows as a PNG does, which is how PDF wants them.
fn pack(
    out: &mut impl Write,
    layout: Layout,
    samples: Samples,
    rows: impl FnOnce(&mut dyn Write) -> Result<(), Halt>,
) -> Result<(), Halt> {
    let mut encoder =
        Encoder::new(Pixels { out, seen: 0, header: [0; 8], left: 0 }, layout.size.0, layout.size.1);
    encoder.set_color(if samples == Samples::Gray { ColorType::Grayscale } else { ColorType::Rgb });
    encoder.set_depth(if layout.deep { BitDepth::Sixteen } else { BitDepth::Eight });
    let mut writer = encoder.write_header().map_err(unwritten)?;
    let mut packed = writer.stream_writer().map_err(unwritten)?;
    rows(&mut packed)?;
    packed.finish().map_err(unwritten)
}

fn unwritten(error: EncodingError) -> Halt {
    match error {
        EncodingError::IoError(error) => Halt::Write(error),
        error => Halt::Write(io::Error::other(error)),
    }
}

/// Lets through the content of the IDAT chunks of a PNG that is written to it.
struct Pixels<W> {
    out: W,
    /// Bytes of the signature, or of a chunk's header, that came.
    seen: usize,
    header: [u8; 8],
    /// Bytes of a chunk's content and checksum that are yet to come.
    left: usize,
}

impl<W: Write> Write for Pixels<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        const CHECKSUM: usize = 4;
        if self.left == 0 {
            let taken = bytes.len().min(8 - self.seen);
            self.header[self.seen..self.seen + taken].copy_from_slice(&bytes[..taken]);
            self.seen += taken;
            if self.seen == 8 {
                self.seen = 0;
                let [l3, l2, l1, l0, ..] = self.header;
                // The signature is no chunk: nothing comes behind it.
                let signature = self.header.starts_with(b"\x89PNG");
                let length = u32::from_be_bytes([l3, l2, l1, l0]) as usize;
                self.left = if signature { 0 } else { length + CHECKSUM };
            }
            return Ok(taken);
        }
        let content = self.left.saturating_sub(CHECKSUM);
        let taken = bytes.len().min(if content > 0 { content } else { self.left });
        if content > 0 && self.header.ends_with(b"IDAT") {
            self.out.write_all(&bytes[..taken])?;
        }
        self.left -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
