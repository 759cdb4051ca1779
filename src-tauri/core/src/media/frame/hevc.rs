use std::io::{Read, Seek};

use ::image::RgbImage;
use rusty_h265::nal::unescape;
use rusty_h265::ps::parse_sps;
use rusty_h265::{Decoder, Error, Picture};

use super::color::{Frame, Look, Plane, show};
use super::config::Config;
use super::film::Film;
use super::h264::said;
use super::own::{Budget, Found, find};
use super::{Moment, Size, Undrawn, has_codec, is_iso};
use crate::media::Facts;
use crate::media::guarded::guarded;
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
    let mut stream = Stream { decoder: Decoder::new(), pixels: 0, colors: None };
    for unit in &config.units {
        stream.push(unit, None, &budget)?;
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
        budget.spend(stream.pixels)?;
        let number = i64::try_from(index).ok();
        units().try_for_each(|unit| stream.push(unit, number, &budget))?;
        if last {
            guarded(|| stream.decoder.flush()).ok_or(Undrawn::Damaged)?;
        }
        // Frames come out later than they went in, each with the number it went in with.
        while let Ok(frame) = stream.decoder.next_frame() {
            if last && frame.pts == number {
                drawn = Some(frame.picture);
            }
        }
    }
    let picture = drawn.ok_or(Undrawn::Damaged)?;
    let look = Look { colors: said(look.colors, stream.colors), ..look };
    show(&frame(&picture).ok_or(Undrawn::NotMine)?, &look, size).ok_or(Undrawn::Damaged)
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

struct Stream {
    decoder: Decoder,
    pixels: u64,
    colors: Option<Colors>,
}

impl Stream {
    fn push(&mut self, unit: &[u8], number: Option<i64>, budget: &Budget) -> Result<(), Undrawn> {
        let [first, second, payload @ ..] = unit else { return Ok(()) };
        // Another view, depth or transparency; the picture decodes without it.
        if (first & 1) << 5 | second >> 3 != 0 {
            return Ok(());
        }
        match kind(unit) {
            // Slices, the parameters of the film and of pictures, and ends.
            0..=31 | 32 | 34 | 36 | 37 => {}
            33 => {
                let sequence = guarded(|| parse_sps(&unescape(payload).data))
                    .ok_or(Undrawn::Damaged)?
                    .map_err(refuse)?;
                let pixels = budget.frame(u64::from(sequence.width), u64::from(sequence.height))?;
                self.pixels = self.pixels.max(pixels);
                self.colors = sequence.vui.map(|display| Colors {
                    matrix: if display.matrix_coeffs == 0 { 2 } else { display.matrix_coeffs },
                    full: Some(display.video_full_range_flag),
                });
            }
            _ => return Ok(()),
        }
        guarded(|| self.decoder.push_nal(unit, number)).ok_or(Undrawn::Damaged)?.map_err(refuse)
    }
}

fn kind(unit: &[u8]) -> u8 {
    unit.first().map_or(u8::MAX, |head| head >> 1 & 0x3F)
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

fn refuse(error: Error) -> Undrawn {
    match error {
        Error::Unsupported(_) | Error::Unimplemented(_) => Undrawn::NotMine,
        _ => Undrawn::Damaged,
    }
}
