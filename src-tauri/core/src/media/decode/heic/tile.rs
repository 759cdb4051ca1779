use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;

use rusty_h265::{Error, Picture};

use super::DecodeError;
use crate::media::frame::{Allowance, Config, Sequence, Slice, Stream, to_8_bits};
use crate::media::image::heif::Tile;

/// The box of parameter sets has some hundred bytes.
const MAX_CONFIG: u64 = 64 * 1024;
/// Decoders round a size up to whole blocks.
const BLOCK: u64 = 64;
/// Units of a tile. There are three sets of parameters, and one slice or some.
const MAX_UNITS: u32 = 2048;
/// How often all slices of a tile together may go through it, each up to its end: 31 slices of equal length do so 16
/// times.
const MAX_REACH: u64 = 16;

/// Bytes that a tile is stored in.
pub(super) fn stored(tile: &Tile) -> u64 {
    tile.data.iter().fold(0, |sum, place| sum.saturating_add(place.end.saturating_sub(place.start)))
}

/// A part of the file that is not longer than it may be.
pub(super) fn part(
    file: &mut (impl Read + Seek),
    place: &Range<u64>,
    most: u64,
) -> Result<Vec<u8>, DecodeError> {
    let length = place.end.checked_sub(place.start).filter(|length| *length <= most);
    let length = length.ok_or(DecodeError::Damaged)?;
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(place.start))?;
    file.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(DecodeError::Damaged) }
}

/// A tile as it is stored.
pub(super) struct Coding {
    config: Config,
    data: Vec<u8>,
    width: u32,
    height: u32,
}

impl Coding {
    /// Reads a tile, of what is `left` of the file's length: no byte belongs to two tiles.
    pub fn read(file: &mut (impl Read + Seek), tile: &Tile, left: &mut u64) -> Result<Self, DecodeError> {
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

    pub fn decode(&self) -> Result<Decoded, DecodeError> {
        let mut stream = Stream::new();
        let mut tile = OneTile { size: (self.width, self.height), units: 0, begun: false, reach: 0 };
        let units = self.config.units.iter().map(Vec::as_slice).chain(self.config.units_of(&self.data));
        for unit in units {
            stream.push(unit, None, &mut tile)?;
        }
        stream.flush();
        let frame = stream.next().ok_or(DecodeError::Damaged)?;
        Decoded::of(&frame.picture, (self.width, self.height), stream.colors)
    }
}

/// What a tile may have decoded: one picture of its size, by itself.
struct OneTile {
    size: (u32, u32),
    units: u32,
    begun: bool,
    reach: u64,
}

impl Allowance for OneTile {
    type Refusal = DecodeError;

    fn unit(&mut self) -> Result<(), DecodeError> {
        self.units += 1;
        if self.units > MAX_UNITS { Err(DecodeError::Damaged) } else { Ok(()) }
    }

    fn sequence(&mut self, sequence: &Sequence) -> Result<(), DecodeError> {
        let fits = |coded: u64, told: u32| coded <= u64::from(told) + BLOCK;
        let fits = fits(sequence.width, self.size.0) && fits(sequence.height, self.size.1);
        if fits { Ok(()) } else { Err(DecodeError::Damaged) }
    }

    fn slice(&mut self, slice: &Slice) -> Result<(), DecodeError> {
        // The image of an item is one picture that needs no other (ISO/IEC 23008-12, annex B.2).
        if slice.named > 0 || slice.first && self.begun {
            return Err(DecodeError::Damaged);
        }
        self.begun = true;
        self.reach = self.reach.saturating_add(slice.reach);
        if self.reach > slice.pixels.saturating_mul(MAX_REACH) { Err(DecodeError::Damaged) } else { Ok(()) }
    }
}

/// A tile in eight bits a sample: brightness, and the two differences of colour for every second pixel and row.
pub(super) struct Decoded {
    pub width: usize,
    pub planes: [Vec<u8>; 3],
    pub deep: bool,
    pub colors: Option<(u8, bool)>,
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

impl From<Error> for DecodeError {
    fn from(error: Error) -> Self {
        match error {
            Error::Unsupported(_) | Error::Unimplemented(_) => Self::NotDecoded,
            _ => Self::Damaged,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_is_gone_through_a_few_times_and_needs_no_other_picture() {
        let tile = || OneTile { size: (64, 64), units: 0, begun: false, reach: 0 };
        let slice = |first, reach, named| Slice { first, pixels: 4096, reach, named, bytes: 100 };
        let mut in_rows = tile();
        for row in 0..16 {
            assert!(in_rows.slice(&slice(row == 0, 4096 - row * 256, 0)).is_ok(), "{row}");
        }
        let mut again = tile();
        assert!(again.slice(&slice(true, 4096, 0)).is_ok());
        let refused = (0..600).find(|_| again.slice(&slice(false, 4095, 0)).is_err());
        assert_eq!(refused, Some(15));
        assert!(matches!(tile().slice(&slice(true, 4096, 1)), Err(DecodeError::Damaged)));
        let mut units = tile();
        assert!((0..MAX_UNITS).all(|_| units.unit().is_ok()) && units.unit().is_err());
    }
}
