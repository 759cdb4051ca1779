use std::io::{Read, Seek};
use std::ops::Range;

use crate::media::image::exif::{self, Exif};
use crate::media::source::{Source, Stop};
use crate::media::{Coding, Fault, HeaderPart};

/// Stray bytes between segments that are forgiven, as libjpeg does.
const MAX_GARBAGE: u64 = 64 * 1024;

/// How a packet of XMP begins (XMP specification, part 3, section 1.1.3).
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

/// What the segments before the first scan hold (ITU-T T.81, annex B; Exif, ICC and Adobe conventions).
#[derive(Debug, Default)]
pub(super) struct Segments {
    pub frame: Option<Frame>,
    /// The colour transform that an Adobe segment names.
    pub adobe: Option<u8>,
    pub exif: Option<Exif>,
    pub icc: bool,
    /// The first packet of XMP.
    pub xmp: Option<Range<u64>>,
    /// The list of the pictures in the file (MPF), a TIFF structure.
    pub pictures: Option<Range<u64>>,
    /// Where the first scan's header starts.
    pub scan: Option<u64>,
}

/// A frame header. Its sides may be 0.
#[derive(Debug)]
pub(in crate::media) struct Frame {
    pub coding: Coding,
    pub precision: u8,
    pub height: u16,
    pub width: u16,
    pub components: u8,
}

impl Segments {
    /// Goes from segment to segment up to the first scan. A fault means that none was reached.
    pub fn walk<R: Read + Seek>(&mut self, source: &mut Source<R>) -> Result<Option<Fault>, Stop> {
        const CORRUPT: Fault = Fault::CorruptHeader { part: HeaderPart::JpegSegment };
        let mut at = 2;
        let mut garbage = 0;
        while garbage <= MAX_GARBAGE {
            let mut byte = source.byte(at)?;
            let marked = byte == 0xFF;
            // A marker may be preceded by any number of fill bytes.
            while byte == 0xFF {
                at += 1;
                byte = source.byte(at)?;
            }
            at += 1;
            match byte {
                _ if !marked => garbage += 1,
                0x00 => garbage += 2,
                // These stand alone.
                0x01 | 0xD0..=0xD8 => {}
                0xD9 => return Ok(Some(Fault::MissingImageData)),
                0xDA => {
                    self.scan = Some(at);
                    return Ok(None);
                }
                marker => {
                    let length = u64::from(u16::from_be_bytes(source.take(at)?));
                    if length < 2 {
                        return Ok(Some(CORRUPT));
                    }
                    if let Some(fault) = self.segment(source, marker, at + 2..at + length)? {
                        return Ok(Some(fault));
                    }
                    at += length;
                }
            }
        }
        Ok(Some(CORRUPT))
    }

    fn segment<R: Read + Seek>(
        &mut self,
        source: &mut Source<R>,
        marker: u8,
        payload: Range<u64>,
    ) -> Result<Option<Fault>, Stop> {
        if let Some(coding) = coding(marker) {
            if self.frame.is_none() {
                self.frame = frame(source, coding, payload)?;
            }
            let fault = Fault::CorruptHeader { part: HeaderPart::JpegFrame };
            return Ok(self.frame.is_none().then_some(fault));
        }
        let length = (payload.end - payload.start) as usize;
        let head = source.up_to(payload.start, length.min(XMP.len()))?;
        match marker {
            0xE1 if head.starts_with(b"Exif\0") && length > 6 && self.exif.is_none() => {
                self.exif = Some(exif::read(source, payload.start + 6..payload.end.min(source.len()))?);
            }
            0xE1 if head == XMP && self.xmp.is_none() => self.xmp = Some(payload),
            0xE2 if head.starts_with(b"MPF\0") && self.pictures.is_none() => {
                self.pictures = Some(payload.start + 4..payload.end);
            }
            0xE2 => self.icc |= head.starts_with(b"ICC_PROFILE\0"),
            0xEE if head.starts_with(b"Adobe") => self.adobe = head.get(11).copied(),
            _ => {}
        }
        Ok(None)
    }
}

/// The frame header of the JPEG that should fill `range`; `None` if none is found there.
pub(in crate::media) fn frame_within<R: Read + Seek>(
    source: &mut Source<R>,
    range: &Range<u64>,
) -> Result<Option<Frame>, Stop> {
    if range.end > source.len() || range.end - range.start < 4 || source.take(range.start)? != [0xFF, 0xD8] {
        return Ok(None);
    }
    let mut at = range.start + 2;
    while at + 10 < range.end {
        let [mark, marker, high, low] = source.take(at)?;
        let length = u64::from(u16::from_be_bytes([high, low]));
        if mark != 0xFF || length < 2 {
            return Ok(None);
        }
        if let Some(coding) = coding(marker) {
            return frame(source, coding, at + 4..at + 2 + length);
        }
        at += 2 + length;
    }
    Ok(None)
}

/// The coding process that a frame header's marker names; `None` for other markers.
pub(in crate::media) fn coding(marker: u8) -> Option<Coding> {
    match marker {
        0xC0 => Some(Coding::Baseline),
        0xC1 => Some(Coding::Extended),
        0xC2 => Some(Coding::Progressive),
        // JPEG-LS too, whose frame header is the same (T.87, C.2.2).
        0xC3 | 0xF7 => Some(Coding::Lossless),
        0xC5..=0xC7 => Some(Coding::Hierarchical),
        0xC9..=0xCB | 0xCD..=0xCF => Some(Coding::Arithmetic),
        _ => None,
    }
}

/// A frame header (T.81, B.2.2); `None` if it contradicts itself.
fn frame<R: Read + Seek>(
    source: &mut Source<R>,
    coding: Coding,
    payload: Range<u64>,
) -> Result<Option<Frame>, Stop> {
    let [precision, h1, h0, w1, w0, components] = source.take(payload.start)?;
    let length = payload.end - payload.start;
    let sound = components > 0 && (2..=16).contains(&precision) && length >= 6 + 3 * u64::from(components);
    Ok(sound.then(|| Frame {
        coding,
        precision,
        height: u16::from_be_bytes([h1, h0]),
        width: u16::from_be_bytes([w1, w0]),
        components,
    }))
}
