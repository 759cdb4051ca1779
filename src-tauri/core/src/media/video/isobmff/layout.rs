use std::io::{Read, Seek};

use super::boxes::{Atom, Boxes, Kind};
use super::fragments::Fragments;
use super::movie::Movie;
use crate::media::source::Stop;
use crate::media::video::Halt;

/// What stands on the outermost level. Something else behind the index is not the film's: a file system's padding, or
/// another program's notes.
const OUTER: &[&Kind] = &[
    b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"mfra", b"sidx", b"ssix", b"prft", b"emsg", b"free",
    b"skip", b"wide", b"pnot", b"meta", b"uuid", b"udta",
];
/// Enough for a box's head, and for a fragment's.
const HOP: usize = 256;
const INDEX: usize = 1024;
/// Boxes walked from the first fragment on before a shorter way to the last is looked for.
const FIRST_FRAGMENTS: usize = 256;
/// Parts of a film that an index of segments may list: hours of them.
const MOST_SEGMENTS: u16 = 8192;

/// Where the large parts of a film stand in its file.
#[derive(Debug, Default)]
pub(in crate::media) struct Layout {
    pub moov: Option<Atom>,
    moov_at: u64,
    mdat_at: Option<u64>,
    /// Where the first fragment begins (`moof`).
    pub first_fragment: Option<u64>,
    segments: Option<Atom>,
    /// Where the brands are listed (`ftyp`), if that is not at the start of the file.
    pub brands: Option<u64>,
    /// What other programs put beside the index (`uuid`).
    pub extensions: Vec<Atom>,
}

impl Layout {
    /// Walks the outermost boxes, and reads the index when it comes by. A film in fragments is walked to the first.
    pub fn read<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, movie: &mut Movie) -> Result<(), Halt> {
        let mut at = 0;
        loop {
            boxes.source.set_read_ahead(HOP);
            let atom = match boxes.outer(at) {
                Err(Halt::Corrupt) if self.moov.is_some() => return Ok(()),
                other => other?,
            };
            let Some(atom) = atom else { return Ok(()) };
            match &atom.kind {
                b"moov" if self.moov.is_none() => {
                    (self.moov, self.moov_at) = (Some(atom), at);
                    boxes.source.set_read_ahead(INDEX);
                    movie.read(boxes, &atom)?;
                }
                b"moof" if self.moov.is_some() => {
                    self.first_fragment = Some(at);
                    return Ok(());
                }
                b"ftyp" if at > 0 => {
                    self.brands.get_or_insert(at);
                }
                b"mdat" => {
                    self.mdat_at.get_or_insert(at);
                }
                b"sidx" if self.segments.is_none() => self.segments = Some(atom),
                b"uuid" => self.extensions.push(atom),
                _ => {}
            }
            if atom.end > boxes.source.len() {
                return match (OUTER.contains(&&atom.kind), self.moov) {
                    (true, _) => Err(Stop::End { expected: atom.end }.into()),
                    (false, Some(_)) => Ok(()),
                    (false, None) => Err(Halt::Corrupt),
                };
            }
            at = atom.end;
        }
    }

    /// Whether the index stands before the frames. `None` where there are none to be found.
    pub fn moov_first(&self) -> Option<bool> {
        let frames = self.mdat_at.into_iter().chain(self.first_fragment).min()?;
        self.moov.map(|_| self.moov_at < frames)
    }

    /// What the fragments hold together, going through all of them only where nothing else tells.
    pub(super) fn fragments<R: Read + Seek>(
        &self,
        boxes: &mut Boxes<'_, R>,
        movie: &Movie,
    ) -> Result<Fragments, Halt> {
        boxes.source.set_read_ahead(HOP);
        let mut fragments = Fragments::default();
        let Some(first) = self.first_fragment else { return Ok(fragments) };
        let read = self.walk(boxes, movie, &mut fragments, first);
        boxes.source.set_read_ahead(INDEX);
        match read {
            Err(Halt::Stop(Stop::Spent)) => fragments.unfinished = true,
            // What was cut off is told with the rest of the figures.
            Err(halt) => fragments.halt = Some(halt),
            Ok(()) => {}
        }
        Ok(fragments)
    }

    fn walk<R: Read + Seek>(
        &self,
        boxes: &mut Boxes<'_, R>,
        movie: &Movie,
        fragments: &mut Fragments,
        first: u64,
    ) -> Result<(), Halt> {
        let Some(next) = fragments.walk(boxes, movie, first, FIRST_FRAGMENTS)? else { return Ok(()) };
        fragments.jumped = true;
        if movie.extends.as_ref().is_some_and(|extends| extends.duration.is_some()) {
            return Ok(());
        }
        if let Some((duration, timescale)) = self.listed(boxes)? {
            fragments.told = Some((duration, timescale));
            return Ok(());
        }
        let last = last_listed(boxes)?.filter(|last| *last > next);
        fragments.jumped = last.is_some();
        let from = last.unwrap_or(next);
        fragments.walk(boxes, movie, from, usize::MAX).map(|_| ())
    }

    /// The duration that an index of segments (`sidx`; section 8.16.3) tells, with its clock, if it covers the file.
    fn listed<R: Read + Seek>(&self, boxes: &mut Boxes<'_, R>) -> Result<Option<(u64, u32)>, Halt> {
        let Some(atom) = self.segments else { return Ok(None) };
        let (version, _) = boxes.version(&atom)?;
        let length = if version == 1 { 8 } else { 4 };
        let timescale = boxes.u32(atom.at(8))?;
        let offset = if version == 1 { boxes.u64(atom.at(20))? } else { u64::from(boxes.u32(atom.at(16))?) };
        let entries = atom.at(12 + 2 * length + 4);
        let count = boxes.u16(entries - 2)?;
        if count > MOST_SEGMENTS || u64::from(count) * 12 > atom.end.saturating_sub(entries) {
            return Ok(None);
        }
        boxes.source.set_read_ahead(INDEX);
        let (mut end, mut duration) = (atom.end.saturating_add(offset), 0_u64);
        for entry in 0..u64::from(count) {
            let at = entries + 12 * entry;
            end = end.saturating_add(u64::from(boxes.u32(at)? & 0x7FFF_FFFF));
            duration += u64::from(boxes.u32(at + 4)?);
        }
        let len = boxes.source.len();
        if end > len {
            return Err(Stop::End { expected: end }.into());
        }
        // A segment's own index, as some files have in front of each, covers that alone.
        Ok((end >= len / 10 * 9).then_some((duration, timescale)))
    }
}

/// Where the last fragment begins, as the list at the end of the file (`mfra`; section 8.8.9) has it.
fn last_listed<R: Read + Seek>(boxes: &mut Boxes<'_, R>) -> Result<Option<u64>, Halt> {
    let len = boxes.source.len();
    let Some(tail) = len.checked_sub(16) else { return Ok(None) };
    if boxes.source.take::<4>(tail + 4)? != *b"mfro" {
        return Ok(None);
    }
    let size = u64::from(boxes.u32(tail + 12)?);
    let Some(list) = len.checked_sub(size) else { return Ok(None) };
    let Some(list) = boxes.outer(list)?.filter(|atom| atom.kind == *b"mfra") else { return Ok(None) };
    let mut last = None;
    boxes.within(&list, |boxes, atom| {
        if atom.kind != *b"tfra" {
            return Ok(());
        }
        let (version, _) = boxes.version(&atom)?;
        let lengths = boxes.u32(atom.at(8))?;
        let count = u64::from(boxes.u32(atom.at(12))?);
        let length = if version == 1 { 8 } else { 4 };
        let numbers = [lengths >> 4, lengths >> 2, lengths].map(|bits| u64::from(bits & 3) + 1);
        let size = 2 * length + numbers.iter().sum::<u64>();
        if count > 0 && count * size <= atom.behind(16).len() {
            let offset = boxes.wide(atom.at(16 + (count - 1) * size + length), version)?;
            last = last.max(Some(offset));
        }
        Ok(())
    })?;
    Ok(last)
}
