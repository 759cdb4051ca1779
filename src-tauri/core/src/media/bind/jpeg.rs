use std::io::{Read, Seek, Write};
use std::ops::Range;

use super::book::{Book, MOST_PROFILE, Placed, Samples};
use super::error::Halt;
use super::pdf::copy;
use crate::media::examine::HEADER_BUDGET;
use crate::media::fix::strip::strip;
use crate::media::image::jpeg::coding;
use crate::media::image::jpeg::end;
use crate::media::source::Source;
use crate::media::{Facts, Format, Orientation};

/// Bytes of a picture whose end is looked for.
const SWEEP: u64 = 1 << 30;

/// Copies a JPEG into the file up to its end: as it is, or, unless all of it is wished for, without its private
/// segments.
pub(super) fn place<W: Write>(
    book: &mut Book<W>,
    file: &mut (impl Read + Seek),
    facts: &Facts,
) -> Result<Placed, Halt> {
    let mut source = Source::new(&mut *file, facts.bytes, HEADER_BUDGET + MOST_PROFILE);
    let head = Head::read(&mut source)?;
    let samples = head.samples().ok_or(Halt::NotBound(Some(Format::Jpeg)))?;
    let profile = head.profile(&mut source)?;
    let space = book.space(samples, profile.as_deref())?;
    let image = book.pdf.id();
    let (width, height) = head.size;
    let entries = format!(
        "/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace {space} /BitsPerComponent 8 \
         /Filter /DCTDecode{}",
        head.told(samples)
    );
    let keep_private = book.binding.keep_private;
    book.pdf.stream(image, entries, |out| {
        if keep_private {
            // A phone's clip behind a photograph is not part of it, and larger.
            let end = end(&mut Source::new(&mut *file, facts.bytes, SWEEP))?.ok_or(Halt::Damaged)?;
            file.rewind().map_err(Halt::Read)?;
            copy(file, out, end, |_| {})
        } else {
            // The page is turned, so that the picture need not say how it is.
            strip(Some(Format::Jpeg), file, out, Orientation::UPRIGHT)?;
            Ok(())
        }
    })?;
    Ok(Placed { image, size: (width.into(), height.into()) })
}

/// What a PDF has to say of a JPEG beside it.
#[derive(Default)]
struct Head {
    size: (u16, u16),
    /// What each component is called.
    components: Vec<u8>,
    jfif: bool,
    adobe: bool,
    /// The parts of a colour profile: which one, of how many, and where.
    profile: Vec<(u8, u8, Range<u64>)>,
}

impl Head {
    /// Goes from segment to segment up to the first scan (ITU-T T.81, annex B).
    fn read<R: Read + Seek>(source: &mut Source<R>) -> Result<Self, Halt> {
        let mut head = Self::default();
        let mut at = 2;
        loop {
            let [mark, marker] = source.take(at)?;
            at += if mark == 0xFF && marker != 0xFF { 2 } else { 1 };
            match marker {
                // Fill bytes, stray bytes, and markers that stand alone.
                _ if mark != 0xFF => {}
                0xFF | 0x00 | 0x01 | 0xD0..=0xD8 => {}
                0xD9 => return Err(Halt::Damaged),
                0xDA if head.components.is_empty() => return Err(Halt::Damaged),
                0xDA => return Ok(head),
                marker => {
                    let length = u64::from(u16::from_be_bytes(source.take(at)?));
                    if length < 2 {
                        return Err(Halt::Damaged);
                    }
                    head.segment(source, marker, at + 2..at + length)?;
                    at += length;
                }
            }
        }
    }

    fn segment<R: Read + Seek>(
        &mut self,
        source: &mut Source<R>,
        marker: u8,
        payload: Range<u64>,
    ) -> Result<(), Halt> {
        // No longer than a segment, so a usize holds it.
        let length = (payload.end - payload.start) as usize;
        let bytes = source.up_to(payload.start, length.min(32))?;
        match (marker, bytes) {
            // Baseline, more tables, and progressive, all by Huffman (T.81, table B.1).
            (0xC0..=0xC2, &[8, h1, h0, w1, w0, count, ref components @ ..]) => {
                self.size = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
                self.components = components.chunks_exact(3).take(count.into()).map(|each| each[0]).collect();
                if self.size.0 == 0 || self.components.len() != usize::from(count) {
                    return Err(Halt::Damaged);
                }
            }
            // Other codings, other depths; a height that only stands behind the first scan is as rare.
            (marker, _) if coding(marker).is_some() => {
                return Err(Halt::NotBound(Some(Format::Jpeg)));
            }
            (0xE0, [b'J', b'F', b'I', b'F', 0, ..]) => self.jfif = true,
            (0xEE, [b'A', b'd', b'o', b'b', b'e', ..]) => self.adobe = true,
            (0xE2, [name @ .., _, _]) if name.starts_with(b"ICC_PROFILE\0") => {
                let [part, of]: [u8; 2] = source.take(payload.start + 12)?;
                // Parts are counted by a byte, so any more are none.
                if self.profile.len() < 255 {
                    self.profile.push((part, of, payload.start + 14..payload.end));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn samples(&self) -> Option<Samples> {
        let known = match self.components.len() {
            1 => Samples::Gray,
            3 => Samples::Rgb,
            4 => Samples::Cmyk,
            _ => return None,
        };
        (self.size.1 > 0).then_some(known)
    }

    /// What PDF would assume wrongly.
    fn told(&self, samples: Samples) -> &'static str {
        match samples {
            // Adobe's programs store inks the other way round, and say so by their segment.
            Samples::Cmyk if self.adobe => " /Decode [1 0 1 0 1 0 1 0]",
            // Named so, three components are no YCbCr (as libjpeg has it); a segment of JFIF or Adobe goes first.
            Samples::Rgb if !self.adobe && !self.jfif && self.components == *b"RGB" => {
                " /DecodeParms << /ColorTransform 0 >>"
            }
            _ => "",
        }
    }

    /// The colour profile, put together from its parts (ICC.1:2022, annex B.4); `None` if one is missing.
    fn profile<R: Read + Seek>(&self, source: &mut Source<R>) -> Result<Option<Vec<u8>>, Halt> {
        let mut profile = Vec::new();
        for number in 1..=self.profile.len() {
            let mut named = self.profile.iter().filter(|(part, ..)| usize::from(*part) == number);
            let (Some((_, of, range)), None) = (named.next(), named.next()) else { return Ok(None) };
            if usize::from(*of) != self.profile.len() || profile.len() as u64 + 65_536 > MOST_PROFILE {
                return Ok(None);
            }
            // At most a segment.
            let length = range.end.saturating_sub(range.start) as usize;
            profile.extend_from_slice(source.up_to(range.start, length)?);
        }
        Ok((!profile.is_empty()).then_some(profile))
    }
}
