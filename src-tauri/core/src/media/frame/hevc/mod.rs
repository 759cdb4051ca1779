mod stream;

use std::io::{Read, Seek};

use ::image::RgbImage;
use rusty_h265::{Error, Picture};

pub(in crate::media) use self::stream::{Allowance, Sequence, Slice, Stream};

use self::stream::kind;
use super::color::{Frame, Look, Plane, show};
use super::config::Config;
use super::film::Film;
use super::h264::said;
use super::own::{Budget, Found, find, held, longest};
use super::{Moment, Size, Undrawn, has_codec, is_iso};
use crate::media::Facts;
use crate::media::guarded::known_to_panic;
use crate::media::video::isobmff::Colors;

/// The profiles Main and Main 10, which phones write.
pub(super) fn takes(facts: &Facts) -> bool {
    is_iso(facts) && has_codec(facts, "hevc")
}

pub(super) fn draw(film: &Film<'_>, moment: Moment, size: Size) -> Result<RgbImage, Undrawn> {
    draw_from(&mut &film.file, film.facts, moment, size)
}

pub(super) fn draw_from<R: Read + Seek>(
    file: &mut R,
    facts: &Facts,
    moment: Moment,
    size: Size,
) -> Result<RgbImage, Undrawn> {
    let found = find(file, facts, moment, Config::hevc)?;
    decode(file, found, size)
}

fn decode<R: Read + Seek>(file: &mut R, found: Found, size: Size) -> Result<RgbImage, Undrawn> {
    let Found { config, look, samples, mut budget } = found;
    let mut stream = Stream::new();
    for unit in &config.units {
        push(&mut stream, unit, None, &mut budget)?;
    }
    let mut sample_bytes = Vec::new();
    let mut drawn = None;
    for (index, sample) in samples.iter().enumerate() {
        let last = index + 1 == samples.len();
        budget.read(file, *sample, &mut sample_bytes)?;
        let units = || config.units_of(&sample_bytes);
        if !last && units().all(|unit| nobody_needs(unit, config.layers)) {
            continue;
        }
        let number = i64::try_from(index).ok();
        // Frames come out later than they went in, each with the number it went in with.
        let mut take = |stream: &mut Stream| {
            while let Some(frame) = stream.next() {
                if last && frame.pts == number {
                    drawn = Some(frame.picture);
                }
            }
        };
        for unit in units() {
            push(&mut stream, unit, number, &mut budget)?;
            take(&mut stream);
        }
        if last {
            known_to_panic(|| stream.flush()).ok_or(Undrawn::Damaged)?;
            take(&mut stream);
        }
    }
    let picture = drawn.ok_or(Undrawn::Damaged)?;
    let colors = stream.colors.map(|(matrix, full)| Colors {
        // Samples that are red, green and blue already are stored by a profile that is not decoded.
        matrix: if matrix == 0 { 2 } else { matrix },
        full: Some(full),
    });
    let look = Look { colors: said(look.colors, colors), ..look };
    show(&frame(&picture).ok_or(Undrawn::NotMine)?, &look, size).ok_or(Undrawn::Damaged)
}

fn push(stream: &mut Stream, unit: &[u8], number: Option<i64>, budget: &mut Budget) -> Result<(), Undrawn> {
    known_to_panic(|| stream.push(unit, number, budget)).ok_or(Undrawn::Damaged)?
}

impl Allowance for Budget {
    type Refusal = Undrawn;

    fn unit(&mut self) -> Result<(), Undrawn> {
        self.in_time()
    }

    fn sequence(&mut self, sequence: &Sequence) -> Result<(), Undrawn> {
        let pixels = self.frame(sequence.width, sequence.height)?;
        if sequence.held > held(pixels) { Err(Undrawn::NotMine) } else { Ok(()) }
    }

    fn slice(&mut self, slice: &Slice) -> Result<(), Undrawn> {
        if slice.first {
            self.spend(slice.pixels)?;
        }
        if slice.named > held(slice.pixels) || slice.bytes > longest(slice.pixels) {
            return Err(Undrawn::Damaged);
        }
        Ok(())
    }
}

/// The part of a picture that is shown. `None` of one that is not 4:2:0.
fn frame(picture: &Picture) -> Option<Frame<'_, u16>> {
    let (left, top, width, height) = picture.crop;
    let [bright, blue, red] = &picture.planes;
    let plane = |plane: &'_ rusty_h265::Plane, left: usize, top: usize| {
        Some((plane.stride, top.checked_mul(plane.stride)?.checked_add(left)?))
    };
    let (stride, first) = plane(bright, left, top)?;
    let (blue_stride, blue_first) = plane(blue, left / 2, top / 2)?;
    let (red_stride, red_first) = plane(red, left / 2, top / 2)?;
    let planes = [
        Plane { samples: bright.data.as_slice(), stride, first },
        Plane { samples: blue.data.as_slice(), stride: blue_stride, first: blue_first },
        Plane { samples: red.data.as_slice(), stride: red_stride, first: red_first },
    ];
    let like = picture.chroma_format_idc == 1 && picture.bit_depth_chroma == picture.bit_depth_luma;
    like.then_some(Frame { width, height, planes, depth: picture.bit_depth_luma })
}

/// A slice of the highest layer that no other frame of that layer is decoded from (ITU-T H.265, table 7-1), or no
/// slice at all and no parameters either.
fn nobody_needs(unit: &[u8], layers: u8) -> bool {
    let layer = unit.get(1).map_or(0, |head| head & 7);
    match kind(unit) {
        kind @ 0..=14 => kind % 2 == 0 && layers > 0 && layer == layers,
        15..=34 | 36 | 37 => false,
        _ => true,
    }
}

impl From<Error> for Undrawn {
    fn from(error: Error) -> Self {
        match error {
            Error::Unsupported(_) | Error::Unimplemented(_) => Self::NotMine,
            _ => Self::Damaged,
        }
    }
}
