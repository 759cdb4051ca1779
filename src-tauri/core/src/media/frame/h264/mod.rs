mod sequence;
pub(super) mod stream;

use std::io::{Read, Seek};

use ::image::RgbImage;
use rusty_h264_decoder::DecodeError;

use self::stream::{Picture, Stream};
use super::color::{Frame, Look, Plane, show};
use super::config::Config;
use super::film::Film;
use super::own::{Budget, Found, find};
use super::{Moment, Size, Undrawn, has_codec, is_iso};
use crate::media::Facts;
use crate::media::guarded::known_to_panic;
use crate::media::video::isobmff::Colors;

/// Progressive films with 8 bits and 4:2:0, which are nearly all; the decoder says of the others that it does not take
/// them.
pub(super) fn takes(facts: &Facts) -> bool {
    is_iso(facts) && has_codec(facts, "h264")
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
    let found = find(file, facts, moment, Config::avc)?;
    decode(file, found, size)
}

fn decode<R: Read + Seek>(file: &mut R, found: Found, size: Size) -> Result<RgbImage, Undrawn> {
    let Found { config, look, samples, mut budget } = found;
    let mut stream = Stream::default();
    for unit in &config.units {
        push(&mut stream, unit, &mut budget)?;
    }
    let mut sample_bytes = Vec::new();
    let mut drawn = None;
    for (index, sample) in samples.iter().enumerate() {
        let last = index + 1 == samples.len();
        budget.read(file, *sample, &mut sample_bytes)?;
        let units = || config.units_of(&sample_bytes);
        if !last && units().all(nobody_needs) {
            continue;
        }
        drawn = None;
        for unit in units() {
            drawn = push(&mut stream, unit, &mut budget)?.or(drawn);
        }
    }
    let frame = drawn.ok_or(Undrawn::Damaged)?;
    let half = frame.width.div_ceil(2);
    let plane = |samples, stride| Plane { samples, stride, first: 0 };
    let [bright, blue, red] = &frame.planes;
    let planes = [plane(bright, frame.width), plane(blue, half), plane(red, half)];
    let look = Look { colors: said(look.colors, stream.colors), ..look };
    let frame = Frame { width: frame.width, height: frame.height, planes, depth: 8 };
    show::<u8>(&frame, &look, size).ok_or(Undrawn::Damaged)
}

fn push(stream: &mut Stream, unit: &[u8], budget: &mut Budget) -> Result<Option<Picture>, Undrawn> {
    known_to_panic(|| stream.push(unit, budget)).ok_or(Undrawn::Damaged)?
}

/// A slice that no other frame is decoded from (`nal_ref_idc` 0), or no slice at all and no parameters either.
fn nobody_needs(unit: &[u8]) -> bool {
    unit.first().is_none_or(|head| head & 0x60 == 0)
}

/// What the container says goes before what the stream says; where one is silent the other counts.
pub(super) fn said(container: Option<Colors>, stream: Option<Colors>) -> Option<Colors> {
    const UNKNOWN: u8 = 2;
    let (container, stream) = (container.into_iter(), stream.into_iter());
    let both = || container.clone().chain(stream.clone());
    let matrix = both().map(|colors| colors.matrix).find(|matrix| *matrix != UNKNOWN).unwrap_or(UNKNOWN);
    Some(Colors { matrix, full: both().find_map(|colors| colors.full) })
}

impl From<DecodeError> for Undrawn {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::Unsupported(_) => Self::NotMine,
            DecodeError::Truncated | DecodeError::MissingParameterSet | DecodeError::Internal(_) => {
                Self::Damaged
            }
        }
    }
}
