//! HEIC: a picture coded by HEVC, or a grid of such pictures, put together and turned into red, green and blue.

mod tile;

use std::io::{Read, Seek, SeekFrom};

use self::tile::{Coding, Decoded, part, stored};
use super::{DecodeError, Head, MAX_PROFILE, Rows, Samples, profile, within_limits, within_memory};
use crate::media::frame::{Table, longest};
use crate::media::guarded::known_to_panic;
use crate::media::image::heif::{self, Coded};
use crate::media::profile::of_code_points;
use crate::media::side_by_side::side_by_side;
use crate::media::source::{Source, Stop};
use crate::media::video::isobmff::Colors;

/// What describes the tiles is read several times over: those of 48 megapixels take about 2 MB.
const BOXES: u64 = 32 * 1024 * 1024;
const READ_AHEAD: usize = 16 * 1024;
/// Bytes a pixel that the decoder holds of what it decodes at once, and of what is put together from that.
const DECODED: u64 = 12;
const JOINED: u64 = 2;
/// Times that the decoder holds the bytes of a tile: as stored, and again while it decodes them.
const STORED: u64 = 2;
/// BT.601 with black at 0, which is meant where nothing is said (ISO/IEC 23000-22, section 7.3.6.4).
const COLORS: (u8, bool) = (6, true);
/// Matrix coefficients that say nothing (ITU-T H.273, table 4).
const UNSAID: u8 = 2;

pub(super) fn decode(mut file: impl Read + Seek, rows: &mut dyn Rows) -> Result<(), DecodeError> {
    let length = file.seek(SeekFrom::End(0))?;
    let mut source = Source::new(&mut file, length, BOXES);
    source.set_read_ahead(READ_AHEAD);
    let coded = heif::coded(&mut source).map_err(stopped)?.ok_or(DecodeError::NotDecoded)?;
    // Opacity is coded by a profile that the decoder does not know.
    if coded.alpha {
        return Err(DecodeError::NotDecoded);
    }
    within_limits(coded.width, coded.height)?;
    let alone = coded.tiles.first().map_or(0, |tile| u64::from(tile.width) * u64::from(tile.height));
    let stored = coded.tiles.iter().map(stored).max().unwrap_or(0);
    if stored > longest(alone) {
        return Err(DecodeError::Damaged);
    }
    let pixels = u64::from(coded.width) * u64::from(coded.height);
    within_memory(pixels * JOINED + alone * DECODED + stored * STORED, 1)?;
    let mut joined = Joined::new(&coded);
    let mut left = length;
    // As many at once as stay within what one large picture may take.
    let at_once = std::thread::available_parallelism().map_or(1, usize::from);
    let at_once = if alone > 1_000_000 { 1 } else { at_once };
    for (row, tiles) in coded.tiles.chunks(at_once).enumerate() {
        let mut read = Vec::with_capacity(tiles.len());
        for tile in tiles {
            read.push(Coding::read(&mut file, tile, &mut left)?);
        }
        let decoded = known_to_panic(|| side_by_side(&read, Coding::decode)).ok_or(DecodeError::Damaged)?;
        for (place, decoded) in decoded.into_iter().enumerate() {
            joined.put(row * at_once + place, &coded, &decoded?)?;
        }
    }
    let icc = coded.profile.clone().map(|place| part(&mut file, &place, MAX_PROFILE as u64)).transpose()?;
    let named = || coded.code_points.and_then(|(primaries, transfer)| of_code_points(primaries, transfer));
    let (_, _, width, height) = coded.shown;
    let head = Head {
        width,
        height,
        samples: Samples::Rgb,
        deep: joined.deep,
        icc: profile(icc, Samples::Rgb).or_else(named),
        exif: None,
        described: coded.described,
    };
    rows.begin(&head)?;
    joined.hand_out(&coded, rows)
}

fn stopped(stop: Stop) -> DecodeError {
    match stop {
        Stop::Io(error) => error.into(),
        Stop::End { .. } | Stop::Spent => DecodeError::Damaged,
    }
}

/// All tiles together.
struct Joined {
    width: usize,
    height: usize,
    planes: [Vec<u8>; 3],
    deep: bool,
    colors: Option<(u8, bool)>,
}

impl Joined {
    fn new(coded: &Coded) -> Self {
        let (width, height) = (coded.width as usize, coded.height as usize);
        let few = width.div_ceil(2) * height.div_ceil(2);
        let planes = [vec![0; width * height], vec![0; few], vec![0; few]];
        Self { width, height, planes, deep: false, colors: coded.colors }
    }

    fn put(&mut self, index: usize, coded: &Coded, tile: &Decoded) -> Result<(), DecodeError> {
        let columns = coded.columns as usize;
        let height = coded.tiles.first().map_or(0, |tile| tile.height as usize);
        let (left, top) = (index % columns * tile.width, index / columns * height);
        for ((target, samples), shrink) in self.planes.iter_mut().zip(&tile.planes).zip([1, 2, 2]) {
            let (across, down) = (self.width.div_ceil(shrink), self.height.div_ceil(shrink));
            let (left, top) = (left / shrink, top / shrink);
            let rows = samples.chunks_exact(tile.width.div_ceil(shrink));
            for (y, row) in (top..down).zip(rows) {
                let length = row.len().min(across.saturating_sub(left));
                let start = y * across + left;
                let (Some(target), Some(row)) = (target.get_mut(start..start + length), row.get(..length))
                else {
                    return Err(DecodeError::Damaged);
                };
                target.copy_from_slice(row);
            }
        }
        self.deep |= tile.deep;
        self.colors = self.colors.or(tile.colors);
        Ok(())
    }

    /// What is shown, in red, green and blue.
    fn hand_out(&self, coded: &Coded, rows: &mut dyn Rows) -> Result<(), DecodeError> {
        let (left, top, width, height) = coded.shown;
        let (matrix, full) = self.colors.unwrap_or(COLORS);
        // Samples that are red, green and blue already are stored by a profile that is not decoded.
        let matrix = if matrix == UNSAID || matrix == 0 { COLORS.0 } else { matrix };
        let table = Table::new(Some(Colors { matrix, full: Some(full) }), (coded.width, coded.height));
        let few = self.width.div_ceil(2);
        let [bright, blue, red] = &self.planes;
        let (mut blues, mut reds) = (Vec::new(), Vec::new());
        let mut line = Vec::new();
        for y in top as usize..(top + height) as usize {
            spread(blue, few, y, &mut blues);
            spread(red, few, y, &mut reds);
            let start = y * self.width;
            let bright = bright.get(start..start + self.width).ok_or(DecodeError::Damaged)?;
            let pixels = bright.iter().zip(blues.iter().zip(&reds)).skip(left as usize).take(width as usize);
            line.clear();
            for (bright, (blue, red)) in pixels {
                let [red, green, blue, _] = table.rgb([*bright, *blue, *red], 8);
                line.extend([red, green, blue]);
            }
            rows.row(&line);
        }
        Ok(())
    }
}

/// The differences of colour of row `y`, each pixel's between its neighbours': they are stored for the left one of two
/// pixels, halfway between two rows (ITU-T H.265, figure E.1, type 0).
fn spread(plane: &[u8], width: usize, y: usize, out: &mut Vec<u8>) {
    let row = |number: usize| plane.get(number * width..(number + 1) * width);
    out.clear();
    let near = y / 2;
    let Some(nearest) = row(near) else { return };
    let other = if y.is_multiple_of(2) { near.checked_sub(1).and_then(row) } else { row(near + 1) }
        .unwrap_or(nearest);
    // Three quarters of the nearer row, in quarters.
    let at = |x: usize| match (nearest.get(x), other.get(x)) {
        (Some(near), Some(far)) => 3 * u16::from(*near) + u16::from(*far),
        _ => 0,
    };
    for x in 0..width {
        let (here, next) = (at(x), if x + 1 < width { at(x + 1) } else { at(x) });
        // Of four and of eight parts, so at most 255.
        out.extend([((here + 2) / 4) as u8, ((here + next + 4) / 8) as u8]);
    }
}
