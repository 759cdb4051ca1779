use std::io::{Read, Seek};

use super::boxes::{Atom, Boxes, Kind};
use crate::media::video::codec::{Pcm, of_fourcc, of_object_type};
use crate::media::video::{Halt, square};

/// Bytes before the boxes of a description of pictures (ISO/IEC 14496-12, section 12.1.3).
const VISUAL: u64 = 78;
/// The same of sound (section 12.2.3).
const SOUND: u64 = 28;
/// What QuickTime's version 1 adds to it, and where its version 2 ends.
const SOUND_1: u64 = SOUND + 16;
const SOUND_2: u64 = 64;

/// How a track's pictures are stored.
#[derive(Debug, PartialEq)]
pub(in crate::media) struct Visual {
    pub codec: String,
    /// Stored pixels, before turning; 0 where the description has no size.
    pub width: u32,
    pub height: u32,
    /// How wide and high a stored pixel is to be shown (`pasp`).
    pub pixel: (u32, u32),
    /// What a decoder has to know first (`avcC`, `hvcC`).
    pub config: Option<Atom>,
    /// The profile of H.264 (ISO/IEC 14496-15, section 5.3.3).
    pub profile: Option<u8>,
    pub colors: Option<Colors>,
    /// Encrypted: no decoder can do anything with it.
    pub locked: bool,
}

/// How colours are coded (ITU-T H.273), as far as decoding needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::media) struct Colors {
    /// Matrix coefficients: 1 for BT.709, 5 and 6 for BT.601, 9 for BT.2020; 2 where nobody knows.
    pub matrix: u8,
    /// Black is 0 and not 16; `None` where the description is of a kind that does not say.
    pub full: Option<bool>,
}

impl Visual {
    /// As displayed but for the turn: with square pixels, as tall as stored. Clean apertures (`clap`) and sizes in the
    /// track header are not followed, because `ffprobe` and most players do not.
    pub fn displayed(&self) -> (u32, u32) {
        (square(self.width, self.pixel), self.height)
    }
}

pub(in crate::media) fn visual<R: Read + Seek>(
    boxes: &mut Boxes<'_, R>,
    entry: &Atom,
) -> Result<Visual, Halt> {
    let mut visual = Visual {
        codec: of_fourcc(entry.kind),
        width: u32::from(boxes.u16(entry.at(24))?),
        height: u32::from(boxes.u16(entry.at(26))?),
        pixel: (1, 1),
        config: None,
        profile: None,
        colors: None,
        locked: entry.kind == *b"encv",
    };
    boxes.within(&entry.behind(VISUAL), |boxes, atom| {
        match &atom.kind {
            b"pasp" => visual.pixel = (boxes.u32(atom.at(0))?, boxes.u32(atom.at(4))?),
            b"avcC" => {
                visual.profile = Some(boxes.source.take::<1>(atom.at(1))?[0]);
                visual.config = Some(atom);
            }
            b"hvcC" => visual.config = Some(atom),
            b"colr" => visual.colors = colors(boxes, &atom)?.or(visual.colors),
            b"sinf" => visual.codec = of_fourcc(hidden(boxes, &atom)?.unwrap_or(entry.kind)),
            b"esds" if entry.kind == *b"mp4v" => {
                let told = object_type(boxes, &atom)?.and_then(of_object_type);
                visual.codec = told.map_or_else(|| visual.codec.clone(), str::to_owned);
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(visual)
}

/// What a track's sound is coded with.
pub(super) fn sound<R: Read + Seek>(boxes: &mut Boxes<'_, R>, entry: &Atom) -> Result<String, Halt> {
    let version = boxes.u16(entry.at(8))?;
    let bits = boxes.u16(entry.at(18))?;
    let head = match version {
        1 => SOUND_1,
        2 => SOUND_2,
        _ => SOUND,
    };
    let mut told = Told { kind: entry.kind, object_type: None, little_endian: None, bits };
    match told.read(boxes, &entry.behind(head)) {
        // ISO files may use version 1 for something else, so that what follows is found elsewhere, and not needed.
        Ok(()) | Err(Halt::Corrupt) => {}
        Err(stop) => return Err(stop),
    }
    let pcm = |bits, float, signed, big_endian| Pcm { bits, float, signed, big_endian }.name();
    let big_endian = told.little_endian != Some(true);
    Ok(match &told.kind {
        b"lpcm" if version == 2 => {
            let (bits, flags) = (boxes.u32(entry.at(48))?, boxes.u32(entry.at(52))?);
            pcm(bits.try_into().unwrap_or(u16::MAX), flags & 1 != 0, flags & 4 != 0, flags & 2 != 0)
        }
        b"sowt" => pcm(told.bits, false, true, false),
        b"twos" => pcm(told.bits, false, true, true),
        b"raw " | b"NONE" => pcm(8, false, false, true),
        b"in24" => pcm(24, false, true, big_endian),
        b"in32" => pcm(32, false, true, big_endian),
        b"fl32" => pcm(32, true, true, big_endian),
        b"fl64" => pcm(64, true, true, big_endian),
        b"ipcm" => pcm(told.bits, false, true, big_endian),
        b"fpcm" => pcm(told.bits, true, true, big_endian),
        b"mp4a" => told.object_type.and_then(of_object_type).unwrap_or("aac").to_owned(),
        _ => of_fourcc(told.kind),
    })
}

/// What the boxes in a description of sound tell.
struct Told {
    kind: Kind,
    object_type: Option<u8>,
    little_endian: Option<bool>,
    bits: u16,
}

impl Told {
    fn read<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, list: &Atom) -> Result<(), Halt> {
        boxes.within(list, |boxes, atom| {
            match &atom.kind {
                b"wave" => boxes.within(&atom, |boxes, atom| self.note(boxes, &atom))?,
                _ => self.note(boxes, &atom)?,
            }
            Ok(())
        })
    }

    fn note<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, atom: &Atom) -> Result<(), Halt> {
        match &atom.kind {
            b"esds" => self.object_type = object_type(boxes, atom)?,
            b"enda" => self.little_endian = Some(boxes.u16(atom.at(0))? == 1),
            b"pcmC" => {
                let [flags, bits] = boxes.source.take(atom.at(4))?;
                (self.little_endian, self.bits) = (Some(flags & 1 == 1), u16::from(bits));
            }
            b"sinf" => self.kind = hidden(boxes, atom)?.unwrap_or(self.kind),
            _ => {}
        }
        Ok(())
    }
}

/// The kind that an encrypted track's samples would be.
fn hidden<R: Read + Seek>(boxes: &mut Boxes<'_, R>, sinf: &Atom) -> Result<Option<Kind>, Halt> {
    let Some(original) = boxes.child(sinf, b"frma")? else { return Ok(None) };
    Ok(Some(boxes.source.take(original.start)?))
}

fn colors<R: Read + Seek>(boxes: &mut Boxes<'_, R>, atom: &Atom) -> Result<Option<Colors>, Halt> {
    let kind: Kind = boxes.source.take(atom.at(0))?;
    if !matches!(&kind, b"nclx" | b"nclc") {
        return Ok(None);
    }
    let matrix = u8::try_from(boxes.u16(atom.at(8))?).unwrap_or(2);
    let full = if kind == *b"nclx" { Some(boxes.source.byte(atom.at(10))? & 0x80 != 0) } else { None };
    Ok(Some(Colors { matrix, full }))
}

/// The object type in an elementary stream descriptor (ISO/IEC 14496-1, section 7.2.6).
fn object_type<R: Read + Seek>(boxes: &mut Boxes<'_, R>, esds: &Atom) -> Result<Option<u8>, Halt> {
    let length = usize::try_from(esds.len()).unwrap_or(usize::MAX).min(64);
    let mut rest = boxes.source.up_to(esds.start, length)?.get(4..).unwrap_or_default();
    if rest.first() == Some(&0x03) {
        rest = descriptor(rest);
        let flags = rest.get(2).copied().unwrap_or_default();
        let address = if flags & 0x40 == 0 { 0 } else { 1 + usize::from(rest.get(3).copied().unwrap_or(0)) };
        let more = usize::from(flags & 0x80 != 0) * 2 + address + usize::from(flags & 0x20 != 0) * 2;
        rest = rest.get(3 + more..).unwrap_or_default();
    }
    Ok(if rest.first() == Some(&0x04) { descriptor(rest).first().copied() } else { None })
}

/// What follows a descriptor's tag and its length, which ends with the first byte below 128.
fn descriptor(bytes: &[u8]) -> &[u8] {
    let behind_tag = bytes.get(1..).unwrap_or_default();
    let length = behind_tag.iter().take(4).take_while(|byte| **byte >= 0x80).count() + 1;
    behind_tag.get(length..).unwrap_or_default()
}
