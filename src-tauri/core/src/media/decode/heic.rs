//! HEIC: a picture coded by HEVC, or a grid of such pictures, put together and turned into red, green and blue.

use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;

use rusty_h265::nal::unescape;
use rusty_h265::ps::parse_sps;
use rusty_h265::{Decoder, Error, Picture};

use super::{DecodeError, Head, MAX_PROFILE, Rows, Samples, profile, within_limits, within_memory};
use crate::media::frame::{Config, Table, to_8_bits};
use crate::media::guarded::guarded;
use crate::media::image::heif::{self, Coded, Tile};
use crate::media::side_by_side::side_by_side;
use crate::media::source::{Source, Stop};
use crate::media::video::isobmff::Colors;

/// What describes the tiles is read several times over: those of 48 megapixels take about 2 MB.
const BOXES: u64 = 32 * 1024 * 1024;
const READ_AHEAD: usize = 16 * 1024;
/// The box of parameter sets has some hundred bytes.
const MAX_CONFIG: u64 = 64 * 1024;
/// Bytes a pixel that the decoder holds of what it decodes at once, and of what is put together from that.
const DECODED: u64 = 12;
const JOINED: u64 = 2;
/// Decoders round a size up to whole blocks.
const BLOCK: u32 = 64;
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
    let pixels = u64::from(coded.width) * u64::from(coded.height);
    within_memory(pixels * JOINED + alone * DECODED, 1)?;
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
        let decoded = guarded(|| side_by_side(&read, Coding::decode)).ok_or(DecodeError::Damaged)?;
        for (place, decoded) in decoded.into_iter().enumerate() {
            joined.put(row * at_once + place, &coded, &decoded?)?;
        }
    }
    let icc = coded.profile.clone().map(|place| part(&mut file, &place, MAX_PROFILE as u64)).transpose()?;
    let (_, _, width, height) = coded.shown;
    let head = Head {
        width,
        height,
        samples: Samples::Rgb,
        deep: joined.deep,
        icc: profile(icc, Samples::Rgb),
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

/// A part of the file that is not longer than it may be.
fn part(file: &mut (impl Read + Seek), place: &Range<u64>, most: u64) -> Result<Vec<u8>, DecodeError> {
    let length = place.end.checked_sub(place.start).filter(|length| *length <= most);
    let length = length.ok_or(DecodeError::Damaged)?;
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(place.start))?;
    file.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(DecodeError::Damaged) }
}

/// A tile as it is stored.
struct Coding {
    config: Config,
    data: Vec<u8>,
    width: u32,
    height: u32,
}

impl Coding {
    /// Reads a tile, of what is `left` of the file's length: no byte belongs to two tiles.
    fn read(file: &mut (impl Read + Seek), tile: &Tile, left: &mut u64) -> Result<Self, DecodeError> {
        let config = part(file, &tile.config, MAX_CONFIG)?;
        let config = Config::hevc(&config).ok_or(DecodeError::Damaged)?;
        let mut data = Vec::new();
        for place in &tile.data {
            let piece = part(file, place, *left)?;
            *left -= piece.len() as u64;
            data.extend(piece);
        }
        Ok(Self { config, data, width: tile.width, height: tile.height })
    }

    fn decode(&self) -> Result<Decoded, DecodeError> {
        let mut decoder = Decoder::new();
        let mut colors = None;
        let units = self.config.units.iter().map(Vec::as_slice).chain(self.config.units_of(&self.data));
        for unit in units {
            let Some(payload) = unit.get(2..) else { continue };
            // Slices and parameters (ITU-T H.265, table 7-1).
            match unit.first().map_or(u8::MAX, |head| head >> 1 & 0x3F) {
                33 => colors = self.sequence(payload)?.or(colors),
                0..=31 | 32 | 34 => {}
                _ => continue,
            }
            decoder.push_nal(unit, None)?;
        }
        decoder.flush();
        let frame = decoder.next_frame().map_err(|_| DecodeError::Damaged)?;
        Decoded::of(&frame.picture, (self.width, self.height), colors)
    }

    /// What a sequence says of its colours, if it is as large as the tile.
    fn sequence(&self, payload: &[u8]) -> Result<Option<(u8, bool)>, DecodeError> {
        let sequence = parse_sps(&unescape(payload).data)?;
        let fits = |coded: u64, told: u32| coded <= u64::from(told) + u64::from(BLOCK);
        if !fits(sequence.width as u64, self.width) || !fits(sequence.height as u64, self.height) {
            return Err(DecodeError::Damaged);
        }
        Ok(sequence.vui.map(|display| (display.matrix_coeffs, display.video_full_range_flag)))
    }
}

/// A tile in eight bits a sample: brightness, and the two differences of colour for every second pixel and row.
struct Decoded {
    width: usize,
    planes: [Vec<u8>; 3],
    deep: bool,
    colors: Option<(u8, bool)>,
}

impl Decoded {
    /// The part of a picture that is the tile. Refuses one that is smaller, or not 4:2:0.
    fn of(picture: &Picture, size: (u32, u32), colors: Option<(u8, bool)>) -> Result<Self, DecodeError> {
        let (left, top, across, down) = picture.crop;
        let (width, height) = (size.0 as usize, size.1 as usize);
        if picture.chroma_format_idc != 1 || picture.bit_depth_chroma != picture.bit_depth_luma {
            return Err(DecodeError::NotDecoded);
        }
        if across < width || down < height {
            return Err(DecodeError::Damaged);
        }
        let plane = |index: usize, shrink: usize| {
            let plane = picture.planes.get(index)?;
            let (width, height) = (width.div_ceil(shrink), height.div_ceil(shrink));
            let mut samples = Vec::with_capacity(width * height);
            for y in 0..height {
                let start = (top / shrink + y).checked_mul(plane.stride)?.checked_add(left / shrink)?;
                let row = plane.data.get(start..start.checked_add(width)?)?;
                samples.extend(row.iter().map(|sample| to_8_bits(*sample, picture.bit_depth_luma)));
            }
            Some(samples)
        };
        let [Some(bright), Some(blue), Some(red)] = [plane(0, 1), plane(1, 2), plane(2, 2)] else {
            return Err(DecodeError::Damaged);
        };
        Ok(Self { width, planes: [bright, blue, red], deep: picture.bit_depth_luma > 8, colors })
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
    let other = if y % 2 == 0 { near.checked_sub(1).and_then(row) } else { row(near + 1) }.unwrap_or(nearest);
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

impl From<Error> for DecodeError {
    fn from(error: Error) -> Self {
        match error {
            Error::Unsupported(_) | Error::Unimplemented(_) => Self::NotDecoded,
            _ => Self::Damaged,
        }
    }
}
