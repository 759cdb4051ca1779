use std::io::{BufReader, Read, Seek, SeekFrom, Write};

use png::{
    BitDepth, ColorType, DecodeOptions, Decoder, DecodingError, Info, Limits, Reader, Transformations,
};

use super::book::{Book, MOST_PROFILE, Placed, Samples};
use super::error::Halt;
use super::pdf::copy;
use super::rows::{self, Layout, Take};
use crate::media::Format;
use crate::media::decode::has_sound_palette;
use crate::media::interlace::png_rows;
use crate::media::profile::of_png;
use crate::media::samples::on_white;

/// What the decoder may allocate beside its rows: a profile, and what it holds of it while it unpacks it.
const LIMITS: Limits = Limits { bytes: 4 * MOST_PROFILE as usize };
/// Longest side, so that a row of the deepest pixels takes 2 MB.
const MAX_SIDE: u32 = 262_144;

/// Copies the pixels of a PNG into the file as they are packed, because PDF packs its own so; decodes only what PDF has
/// in another order or place: interlaced pixels, and opacity beside colour.
pub(super) fn place<W: Write>(book: &mut Book<W>, file: &mut (impl Read + Seek)) -> Result<Placed, Halt> {
    let reader = open(file, Transformations::IDENTITY)?;
    let info = reader.info().clone();
    drop(reader);
    let samples = match info.color_type {
        ColorType::Grayscale | ColorType::GrayscaleAlpha => Samples::Gray,
        ColorType::Rgb | ColorType::Rgba | ColorType::Indexed => Samples::Rgb,
    };
    let space = book.space(samples, of_png(&info).as_deref())?;
    let transparent =
        info.trns.is_some() || matches!(info.color_type, ColorType::GrayscaleAlpha | ColorType::Rgba);
    // White can be mixed into a palette without touching the pixels.
    let mixed = book.binding.flatten && info.color_type == ColorType::Indexed;
    if info.interlaced || transparent && !mixed {
        return decoded(book, file, &space);
    }
    let space = if info.color_type == ColorType::Indexed { indexed(&info, &space)? } else { space };
    let (width, height, depth) = (info.width, info.height, info.bit_depth as u8);
    let colors = if info.color_type == ColorType::Rgb { 3 } else { 1 };
    let image = book.pdf.id();
    let entries = format!(
        "/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace {space} /BitsPerComponent {depth} \
         /Filter /FlateDecode \
         /DecodeParms << /Predictor 15 /Colors {colors} /BitsPerComponent {depth} /Columns {width} >>"
    );
    book.pdf.stream(image, entries, |out| copy_pixels(file, out))?;
    Ok(Placed { image, size: (width, height) })
}

/// The colour space of a palette, with white mixed into what shows through.
fn indexed(info: &Info<'_>, space: &str) -> Result<String, Halt> {
    let palette = info.palette.as_deref().unwrap_or_default();
    let (colors, _) = palette.as_chunks::<3>();
    let last = colors.len().checked_sub(1).ok_or(Halt::Damaged)?;
    let alphas = info.trns.as_deref().unwrap_or_default().iter().copied().chain(std::iter::repeat(255));
    let hex: String = colors
        .iter()
        .zip(alphas)
        .flat_map(|(color, alpha)| color.map(|sample| on_white(sample, alpha)))
        .map(|sample| format!("{sample:02x}"))
        .collect();
    Ok(format!("[/Indexed {space} {last} <{hex}>]"))
}

/// Copies the content of the IDAT chunks, which together are one stream (PNG third edition, section 10.1). Their
/// checksums are the only sign of damage, since nothing is decoded.
fn copy_pixels(file: &mut (impl Read + Seek), out: &mut impl Write) -> Result<(), Halt> {
    file.seek(SeekFrom::Start(8)).map_err(Halt::Read)?;
    let mut file = BufReader::with_capacity(64 * 1024, file);
    let mut found = false;
    loop {
        let mut header = [0; 8];
        file.read_exact(&mut header).map_err(Halt::reading)?;
        let [l3, l2, l1, l0, name @ ..] = header;
        let length = u32::from_be_bytes([l3, l2, l1, l0]);
        match &name {
            b"IDAT" => found = true,
            b"IEND" if !found => return Err(Halt::Damaged),
            _ if found => return Ok(()),
            _ => {
                file.seek_relative(i64::from(length) + 4).map_err(Halt::Read)?;
                continue;
            }
        }
        let mut checksum = crc32fast::Hasher::new();
        checksum.update(&name);
        copy(&mut file, out, length.into(), |piece| checksum.update(piece))?;
        let mut stored = [0; 4];
        file.read_exact(&mut stored).map_err(Halt::reading)?;
        if checksum.finalize() != u32::from_be_bytes(stored) {
            return Err(Halt::Damaged);
        }
    }
}

fn decoded<W: Write>(book: &mut Book<W>, file: &mut (impl Read + Seek), space: &str) -> Result<Placed, Halt> {
    let reader = open(file, Transformations::EXPAND)?;
    let (color, depth) = reader.output_color_type();
    let layout = Layout {
        size: reader.info().size(),
        color: if matches!(color, ColorType::Grayscale | ColorType::GrayscaleAlpha) {
            Samples::Gray
        } else {
            Samples::Rgb
        },
        opacity: matches!(color, ColorType::GrayscaleAlpha | ColorType::Rgba),
        deep: depth == BitDepth::Sixteen,
    };
    drop(reader);
    rows::place(book, layout, space, |take| all_rows(file, layout, take))
}

/// Gives every row once, from the top.
fn all_rows(file: &mut (impl Read + Seek), layout: Layout, take: Take<'_>) -> Result<(), Halt> {
    let mut reader = open(file, Transformations::EXPAND)?;
    if reader.info().interlaced {
        drop(reader);
        return rows::in_bands(layout, take, |band, rows| one_band(file, layout, band, rows));
    }
    for _ in 0..layout.size.1 {
        take(reader.next_row().map_err(refuse)?.ok_or(Halt::Damaged)?.data())?;
    }
    // The checksum of the rows stands behind the last of them.
    reader.finish().map_err(refuse)
}

/// Goes through an interlaced picture and keeps the rows of a band.
fn one_band(
    file: &mut (impl Read + Seek),
    layout: Layout,
    band: std::ops::Range<u32>,
    rows: &mut [u8],
) -> Result<(), Halt> {
    let mut reader = open(file, Transformations::EXPAND)?;
    let (width, pixel) = (layout.size.0, layout.pixel());
    for (y, first, step) in png_rows(true, layout.size) {
        let row = reader.next_row().map_err(refuse)?.ok_or(Halt::Damaged)?;
        if !band.contains(&y) {
            continue;
        }
        let start = (y - band.start) as usize * layout.row();
        for (x, from) in (first..width).step_by(step).zip(row.data().chunks_exact(pixel)) {
            let at = start + x as usize * pixel;
            if let Some(to) = rows.get_mut(at..at + pixel) {
                to.copy_from_slice(from);
            }
        }
    }
    Ok(())
}

/// A decoder at the first pixels, the file before it read from its start.
fn open<R: Read + Seek>(
    file: &mut R,
    transformations: Transformations,
) -> Result<Reader<BufReader<&mut R>>, Halt> {
    file.seek(SeekFrom::Start(0)).map_err(Halt::Read)?;
    let mut options = DecodeOptions::default();
    options.set_ignore_text_chunk(true);
    let mut decoder = Decoder::new_with_options(BufReader::with_capacity(64 * 1024, file), options);
    decoder.set_limits(LIMITS);
    decoder.set_transformations(transformations);
    let header = decoder.read_header_info().map_err(refuse)?;
    // Asked before anything is allocated by it.
    if header.width.max(header.height) > MAX_SIDE {
        let pixels = u64::from(header.width) * u64::from(header.height);
        return Err(Halt::TooManyPixels { pixels, limit: rows::MAX_PIXELS });
    }
    let reader = decoder.read_info().map_err(refuse)?;
    if has_sound_palette(reader.info()) { Ok(reader) } else { Err(Halt::Damaged) }
}

fn refuse(error: DecodingError) -> Halt {
    match error {
        DecodingError::IoError(error) => Halt::reading(error),
        DecodingError::Parameter(_) | DecodingError::LimitsExceeded => Halt::NotBound(Some(Format::Png)),
        DecodingError::Format(_) => Halt::Damaged,
    }
}
