use std::io::{Read, Seek};
use std::ops::Range;

use super::boxes::{Box, Boxes, Fields, Halt};
use crate::media::source::Source;

/// Properties of one picture that are looked at. Real ones have about five.
const MAX_PROPERTIES: usize = 64;
/// Pieces of one item. Real ones have one, or a few when a file was changed in place.
const MAX_PIECES: u64 = 256;

/// The box that describes a file's still pictures (ISO/IEC 23008-12 and 14496-12, section 8.11), taken apart.
#[derive(Debug, Default)]
pub(super) struct Items {
    primary: Option<Range<u64>>,
    names: Option<Range<u64>>,
    places: Option<Range<u64>>,
    references: Option<Range<u64>>,
    data: Option<Range<u64>>,
    properties: Option<Range<u64>>,
    /// One box for each version of its layout.
    assigned: Vec<Range<u64>>,
}

impl Items {
    pub fn open<R: Read + Seek>(source: &mut Source<R>, meta: &Box) -> Result<Self, Halt> {
        let mut items = Self::default();
        let (_, mut boxes) = Boxes::versioned(source, &meta.content)?;
        while let Some(found) = boxes.next(source)? {
            let part = Some(found.content.clone());
            match &found.name {
                b"pitm" => items.primary = part,
                b"iinf" => items.names = part,
                b"iloc" => items.places = part,
                b"iref" => items.references = part,
                b"idat" => items.data = part,
                b"iprp" => {
                    let mut parts = Boxes::within(&found.content);
                    while let Some(found) = parts.next(source)? {
                        match &found.name {
                            b"ipco" => items.properties = Some(found.content),
                            b"ipma" if items.assigned.len() < 4 => items.assigned.push(found.content),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(items)
    }

    /// The number of the picture that stands for the file.
    pub fn primary<R: Read + Seek>(&self, source: &mut Source<R>) -> Result<Option<u64>, Halt> {
        let Some(part) = &self.primary else { return Ok(None) };
        let mut fields = Fields::of(part).versioned(source)?;
        let bytes = if fields.version == 0 { 2 } else { 4 };
        fields.number(source, bytes).map(Some)
    }

    /// What describes an item, in the order in which it applies.
    pub fn properties<R: Read + Seek>(&self, source: &mut Source<R>, item: u64) -> Result<Vec<Box>, Halt> {
        let mut wanted = Vec::new();
        for part in &self.assigned {
            self.assigned(source, part, item, &mut wanted)?;
        }
        let Some(all) = &self.properties else { return Ok(Vec::new()) };
        let mut found = vec![None; wanted.len()];
        let mut boxes = Boxes::within(all);
        let mut number = 0;
        while let Some(property) = boxes.next(source)? {
            number += 1;
            for (slot, _) in found.iter_mut().zip(&wanted).filter(|(_, wanted)| **wanted == number) {
                *slot = Some(property.clone());
            }
        }
        Ok(found.into_iter().flatten().collect())
    }

    /// The numbers, counted from 1, of the properties that one box assigns to an item.
    fn assigned<R: Read + Seek>(
        &self,
        source: &mut Source<R>,
        part: &Range<u64>,
        item: u64,
        wanted: &mut Vec<u64>,
    ) -> Result<(), Halt> {
        let mut fields = Fields::of(part).versioned(source)?;
        let item_bytes = if fields.version == 0 { 2 } else { 4 };
        let wide = fields.flags & 1 == 1;
        for _ in 0..fields.number(source, 4)? {
            let ours = fields.number(source, item_bytes)? == item;
            for _ in 0..fields.number(source, 1)? {
                // The highest bit says that whoever does not know the property must not show the picture.
                let number = fields.number(source, if wide { 2 } else { 1 })?;
                let number = number & if wide { 0x7FFF } else { 0x7F };
                if ours && wanted.len() < MAX_PROPERTIES {
                    wanted.push(number);
                }
            }
        }
        Ok(())
    }

    /// Every property of whatever is in the file.
    pub fn all_properties(&self) -> Option<Boxes> {
        self.properties.as_ref().map(Boxes::within)
    }

    /// The pictures that an item is put together from, such as the tiles of a grid: at most so many of them.
    pub fn parts<R: Read + Seek>(
        &self,
        source: &mut Source<R>,
        item: u64,
        most: usize,
    ) -> Result<Vec<u64>, Halt> {
        let Some(part) = &self.references else { return Ok(Vec::new()) };
        let (version, mut boxes) = Boxes::versioned(source, part)?;
        let bytes = if version == 0 { 2 } else { 4 };
        while let Some(reference) = boxes.find(source, b"dimg")? {
            let mut fields = Fields::of(&reference.content);
            if fields.number(source, bytes)? == item {
                let count = usize::try_from(fields.number(source, 2)?).unwrap_or(most).min(most);
                return (0..count).map(|_| fields.number(source, bytes)).collect();
            }
        }
        Ok(Vec::new())
    }

    /// Where the EXIF data of the file is.
    pub fn exif<R: Read + Seek>(&self, source: &mut Source<R>) -> Result<Option<Range<u64>>, Halt> {
        let Some((item, _)) = self.named(source, |_, kind| kind == b"Exif")? else { return Ok(None) };
        let places = self.places(source, item)?;
        let [place] = places.as_slice() else { return Ok(None) };
        // Before it stands how many bytes come before it (ISO/IEC 23008-12, annex A).
        let mut fields = Fields::of(place);
        let before = fields.number(source, 4)?;
        let rest = fields.rest();
        let start = rest.start.saturating_add(before);
        Ok((start < rest.end).then_some(start..rest.end))
    }

    /// What an item is.
    pub fn kind<R: Read + Seek>(&self, source: &mut Source<R>, item: u64) -> Result<Option<[u8; 4]>, Halt> {
        Ok(self.named(source, |number, _| number == item)?.map(|(_, kind)| kind))
    }

    /// The number and the kind of the first item that is wanted.
    fn named<R: Read + Seek>(
        &self,
        source: &mut Source<R>,
        wanted: impl Fn(u64, &[u8; 4]) -> bool,
    ) -> Result<Option<(u64, [u8; 4])>, Halt> {
        let Some(part) = &self.names else { return Ok(None) };
        let mut fields = Fields::of(part).versioned(source)?;
        let count_bytes = if fields.version == 0 { 2 } else { 4 };
        fields.number(source, count_bytes)?;
        let mut boxes = Boxes::within(&fields.rest());
        while let Some(entry) = boxes.find(source, b"infe")? {
            let mut fields = Fields::of(&entry.content).versioned(source)?;
            // Older versions have no kinds.
            if fields.version < 2 {
                continue;
            }
            let item = fields.number(source, if fields.version == 2 { 2 } else { 4 })?;
            let _protection = fields.number(source, 2)?;
            let kind = fields.take(source)?;
            if wanted(item, &kind) {
                return Ok(Some((item, kind)));
            }
        }
        Ok(None)
    }

    /// Where the pieces of an item lie in the file; none if it is not in this file, or in very many.
    pub fn places<R: Read + Seek>(
        &self,
        source: &mut Source<R>,
        wanted: u64,
    ) -> Result<Vec<Range<u64>>, Halt> {
        let Some(part) = &self.places else { return Ok(Vec::new()) };
        let mut fields = Fields::of(part).versioned(source)?;
        let version = fields.version;
        let [sizes, more] = fields.take(source)?;
        let (offset_bytes, length_bytes, base_bytes) = (sizes >> 4, sizes & 15, more >> 4);
        let index_bytes = if version == 0 { 0 } else { more & 15 };
        for _ in 0..fields.number(source, if version < 2 { 2 } else { 4 })? {
            let item = fields.number(source, if version < 2 { 2 } else { 4 })?;
            let within = if version == 0 { 0 } else { fields.number(source, 2)? & 15 };
            let _file = fields.number(source, 2)?;
            let base = fields.number(source, base_bytes)?;
            let pieces = fields.number(source, 2)?;
            if item != wanted {
                fields.skip(pieces * u64::from(index_bytes + offset_bytes + length_bytes))?;
                continue;
            }
            if pieces > MAX_PIECES {
                return Ok(Vec::new());
            }
            let whole = match (within, &self.data) {
                (0, _) => 0..source.len(),
                (1, Some(data)) => data.clone(),
                _ => 0..0,
            };
            let mut places = Vec::new();
            for _ in 0..pieces {
                fields.number(source, index_bytes)?;
                let offset = fields.number(source, offset_bytes)?;
                let length = fields.number(source, length_bytes)?;
                let start = whole.start.saturating_add(base).saturating_add(offset);
                let end = start.saturating_add(length);
                if end > whole.end {
                    return Ok(Vec::new());
                }
                places.push(start..end);
            }
            return Ok(places);
        }
        Ok(Vec::new())
    }
}
