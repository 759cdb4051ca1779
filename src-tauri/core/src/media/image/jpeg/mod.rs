//! JPEG facts: what the segments before the first scan say, and whether the end mark is there.
//! It must not follow entropy-coded data, but for the rare file that cannot be judged otherwise.

mod end;
mod segments;

use std::io::{Read, Seek};
use std::ops::Range;

use self::segments::{Frame, Segments};
pub(in crate::media) use self::segments::{coding, frame_within};
use crate::media::examine::Found;
use crate::media::image::xmp;
use crate::media::source::{Source, Stop};
use crate::media::{Coding, Color, Fault, HeaderPart, ImageFacts, Orientation};

/// Greatest difference of the aspect ratios, in percent, at which an embedded thumbnail counts as
/// the same picture. Rounding a side to a whole pixel needs 1; 3:2 letterboxed into 160×120 misses by 11.
const ASPECT_TOLERANCE: u64 = 3;

pub(crate) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
) -> Result<(), Stop> {
    image.frames = Some(1);
    image.animated = Some(false);
    image.orientation = Some(Orientation::UPRIGHT);
    let mut segments = Segments::default();
    let walked = segments.walk(source);
    // Also of a file that breaks off, what was read so far is told.
    tell(&segments, image, found);
    if let Some(packet) = &segments.xmp {
        image.gps |= xmp::names_place(source, packet)?;
    }
    image.exif_thumbnail = thumbnail(source, &segments)?.is_some();
    if let Some(fault) = walked? {
        found.faults.push(fault);
        return Ok(());
    }
    let (Some(scan), Some(frame)) = (segments.scan, &segments.frame) else {
        found.faults.push(Fault::CorruptHeader { part: HeaderPart::JpegFrame });
        return Ok(());
    };
    if frame.height == 0 {
        image.height = height_after_scan(source, scan)?.filter(|height| *height > 0);
    }
    if frame.width == 0 || image.height.is_none() {
        found.faults.push(Fault::ZeroDimensions);
    }
    found.faults.extend(end::judge(source, &segments, scan)?);
    Ok(())
}

/// Where the thumbnail embedded in a file lies, if it shows the whole picture.
pub(crate) fn embedded_thumbnail<R: Read + Seek>(source: &mut Source<R>) -> Option<Range<u64>> {
    let mut segments = Segments::default();
    // A file that breaks off later can still show its thumbnail.
    let _ = segments.walk(source);
    thumbnail(source, &segments).ok()?
}

/// Where the picture ends: behind the first end mark that its coded data has. `None` where it has none.
pub(crate) fn end<R: Read + Seek>(source: &mut Source<R>) -> Result<Option<u64>, Stop> {
    let mut segments = Segments::default();
    segments.walk(source)?;
    match segments.scan {
        Some(scan) => end::follow(source, scan),
        None => Ok(None),
    }
}

fn tell(segments: &Segments, image: &mut ImageFacts, found: &mut Found) {
    image.icc = segments.icc;
    if let Some(frame) = &segments.frame {
        image.width = Some(u32::from(frame.width)).filter(|width| *width > 0);
        image.height = Some(u32::from(frame.height)).filter(|height| *height > 0);
        image.bit_depth = Some(frame.precision);
        image.coding = Some(frame.coding);
        image.progressive = Some(frame.coding == Coding::Progressive);
        image.color = color(frame, segments.adobe);
    }
    if let Some(exif) = &segments.exif {
        image.orientation = Some(exif.orientation.unwrap_or(Orientation::UPRIGHT));
        exif.tell(image, found);
    }
}

/// Which colours the components are. Three are YCbCr or RGB; as displayed that is the same.
fn color(frame: &Frame, adobe: Option<u8>) -> Option<Color> {
    match frame.components {
        1 => Some(Color::Gray),
        3 => Some(Color::Rgb),
        4 if adobe == Some(2) => Some(Color::Ycck),
        4 => Some(Color::Cmyk),
        _ => None,
    }
}

/// The range that the EXIF data names, if a JPEG of nearly the same shape as the picture is there.
fn thumbnail<R: Read + Seek>(
    source: &mut Source<R>,
    segments: &Segments,
) -> Result<Option<Range<u64>>, Stop> {
    let Some(whole) = &segments.frame else { return Ok(None) };
    let Some(range) = segments.exif.as_ref().and_then(|exif| exif.thumbnail.clone()) else { return Ok(None) };
    let small = frame_within(source, &range)?;
    Ok(small.is_some_and(|small| same_shape(&small, whole)).then_some(range))
}

fn same_shape(small: &Frame, whole: &Frame) -> bool {
    let one = u64::from(small.width) * u64::from(whole.height);
    let other = u64::from(small.height) * u64::from(whole.width);
    one > 0 && other > 0 && one.abs_diff(other) * 100 <= ASPECT_TOLERANCE * one.max(other)
}

/// The height from a DNL segment (T.81, B.2.5), for frames that leave it open.
fn height_after_scan<R: Read + Seek>(source: &mut Source<R>, scan: u64) -> Result<Option<u32>, Stop> {
    source.extend_budget(end::SWEEP);
    let Some(at) = source.find(scan, [0xFF, 0xDC])? else { return Ok(None) };
    let length: [u8; 2] = source.take(at + 2)?;
    let lines: [u8; 2] = source.take(at + 4)?;
    Ok((length == [0, 4]).then(|| u32::from(u16::from_be_bytes(lines))))
}
