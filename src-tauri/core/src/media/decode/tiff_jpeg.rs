use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};

use tiff::decoder::{ChunkType, Decoder, Limits};
use tiff::tags::{CompressionMethod, Tag};

use super::DecodeError;
use super::whole::MAX_BESIDE;
use crate::media::image::jpeg::frame_within;
use crate::media::source::Source;

/// How much of a strip is looked through for its frame header, in bytes; tables stand before it.
const HEADERS: u64 = 64 * 1024;

/// Refuses a TIFF of JPEGs (TIFF Technical Note 2) that are larger than their strips or tiles, as libtiff does: the
/// decoder makes of each as many pixels as it claims to have, whatever memory it was allowed.
pub(super) fn refuse_oversized(mut file: impl Read + Seek) -> Result<(), DecodeError> {
    let mut limits = Limits::default();
    limits.ifd_value_size = MAX_BESIDE as usize;
    let mut decoder = Decoder::new(BufReader::new(&mut file))?.with_limits(limits);
    let jpeg = CompressionMethod::ModernJPEG.to_u16();
    if decoder.find_tag_unsigned::<u16>(Tag::Compression)? != Some(jpeg) {
        return Ok(());
    }
    let (offsets, lengths) = match decoder.get_chunk_type() {
        ChunkType::Strip => (Tag::StripOffsets, Tag::StripByteCounts),
        ChunkType::Tile => (Tag::TileOffsets, Tag::TileByteCounts),
    };
    let places = decoder.get_tag_u64_vec(offsets)?.into_iter().zip(decoder.get_tag_u64_vec(lengths)?);
    let tables = match decoder.find_tag(Tag::JPEGTables)? {
        Some(tables) => tables.into_u8_vec()?,
        None => Vec::new(),
    };
    let (width, height) = decoder.chunk_dimensions();
    drop(decoder);
    // Strips share no bytes, so that together they have no more than the file.
    let mut left = file.seek(SeekFrom::End(0))?;
    for (offset, length) in places {
        file.seek(SeekFrom::Start(offset))?;
        let length = length.min(HEADERS);
        left = left.checked_sub(length).ok_or(DecodeError::Damaged)?;
        let (across, down) = claimed(&tables, (&mut file).take(length))?.ok_or(DecodeError::Damaged)?;
        if across > width || down > height {
            return Err(DecodeError::Damaged);
        }
    }
    Ok(())
}

/// The size in pixels that a strip claims to have. All strips share the tables, which take the place of its first mark.
fn claimed(tables: &[u8], mut strip: impl Read) -> Result<Option<(u32, u32)>, DecodeError> {
    let mut head = Vec::new();
    strip.read_to_end(&mut head)?;
    if let Some(tables) = tables.get(..tables.len().saturating_sub(2)).filter(|tables| !tables.is_empty()) {
        head.splice(..head.len().min(2), tables.iter().copied());
    }
    let length = head.len() as u64;
    let frame = frame_within(&mut Source::new(Cursor::new(head), length, u64::MAX), &(0..length));
    Ok(frame.ok().flatten().map(|frame| (frame.width.into(), frame.height.into())))
}
