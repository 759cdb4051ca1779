//! HEIC and AVIF: the boxes that describe the primary picture, and how many pictures a sequence has
//! (ISO/IEC 23008-12, 14496-12; AV1 Image File Format). It must not look at coded pictures.

pub(super) mod boxes;
mod coded;
mod film;
mod items;
mod turn;

use std::io::{Read, Seek};
use std::ops::Range;

use self::boxes::{Box, Boxes, Fields, Halt};
pub(crate) use self::coded::{Coded, Tile, coded};
use self::items::Items;
use super::exif;
use crate::media::examine::Found;
use crate::media::source::{Source, Stop};
use crate::media::{Coding, Color, Fault, HeaderPart, ImageFacts};

/// What describes a file's pictures is some kilobytes long and read from end to end.
const READ_AHEAD: usize = 4096;

pub(crate) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
) -> Result<(), Stop> {
    source.set_read_ahead(READ_AHEAD);
    let mut picture = Picture::default();
    let walked = picture.walk(source, image, found);
    let size = picture.size.or(picture.film.as_ref().and_then(|film| film.size));
    if let Some((width, height)) = size {
        (image.width, image.height) = (Some(width), Some(height));
    }
    // The rotations above are what counts; EXIF data repeats one for those who do not know the boxes.
    image.orientation = Some(picture.turn.orientation());
    image.color = picture.color();
    image.bit_depth = picture.depth;
    image.coding = picture.rare.then_some(Coding::Rare);
    image.icc = picture.icc;
    match walked {
        Ok(()) => {}
        Err(Halt::Stop(stop)) => return Err(stop),
        Err(Halt::Corrupt) => {
            found.faults.push(Fault::CorruptHeader { part: HeaderPart::HeifBox });
            return Ok(());
        }
    }
    let film = picture.film.unwrap_or_default();
    image.frames = film.frames.or(picture.item.map(|_| 1));
    image.animated = image.frames.map(|frames| frames > 1);
    if size.is_none() {
        found.faults.push(Fault::MissingImageData);
    }
    Ok(())
}

/// What is known of the picture that stands for the file.
#[derive(Default)]
struct Picture {
    item: Option<u64>,
    /// After cropping, before turning.
    size: Option<(u32, u32)>,
    turn: turn::Turn,
    channels: Option<u8>,
    /// Its colours are other than 4:2:0.
    rare: bool,
    depth: Option<u8>,
    icc: bool,
    alpha: bool,
    film: Option<film::Film>,
}

impl Picture {
    fn walk<R: Read + Seek>(
        &mut self,
        source: &mut Source<R>,
        image: &mut ImageFacts,
        found: &mut Found,
    ) -> Result<(), Halt> {
        let mut boxes = Boxes::outermost(source);
        while let Some(part) = boxes.next(source)? {
            match &part.name {
                b"meta" if self.item.is_none() => self.still(source, &part, image, found)?,
                b"moov" if self.film.is_none() => self.film = Some(film::read(source, &part)?),
                _ => {}
            }
        }
        Ok(())
    }

    fn still<R: Read + Seek>(
        &mut self,
        source: &mut Source<R>,
        meta: &Box,
        image: &mut ImageFacts,
        found: &mut Found,
    ) -> Result<(), Halt> {
        let items = Items::open(source, meta)?;
        let Some(item) = items.primary(source)? else { return Ok(()) };
        self.item = Some(item);
        for property in items.properties(source, item)? {
            self.apply(source, &property)?;
        }
        // A grid's own properties say how large it is; what its pixels are like is said of its tiles.
        if let Some(tile) = items.parts(source, item, 1)?.first() {
            for property in items.properties(source, *tile)? {
                self.colors(source, &property)?;
            }
        }
        self.alpha = has_alpha(source, &items)?;
        if let Some(block) = items.exif(source)? {
            let exif = exif::read_marked(source, block)?;
            exif.tell(image, found);
        }
        Ok(())
    }

    /// Takes up a property of the picture itself.
    fn apply<R: Read + Seek>(&mut self, source: &mut Source<R>, property: &Box) -> Result<(), Halt> {
        let mut fields = Fields::of(&property.content);
        match &property.name {
            b"ispe" => {
                let mut fields = fields.versioned(source)?;
                let (width, height) = (fields.take(source)?, fields.take(source)?);
                let (width, height) = (u32::from_be_bytes(width), u32::from_be_bytes(height));
                self.size = (width > 0 && height > 0).then_some((width, height));
            }
            b"clap" => {
                let mut side = || -> Result<Option<u32>, Halt> {
                    let (over, under) = (fields.take(source)?, fields.take(source)?);
                    let (over, under) = (u32::from_be_bytes(over), u32::from_be_bytes(under));
                    Ok(over.checked_div(under).filter(|side| *side > 0))
                };
                if let (Some((width, height)), Some(across), Some(down)) = (self.size, side()?, side()?) {
                    self.size = Some((across.min(width), down.min(height)));
                }
            }
            b"irot" => self.turn.rotate(fields.take::<R, 1>(source)?[0]),
            b"imir" => self.turn.mirror(fields.take::<R, 1>(source)?[0]),
            _ => self.colors(source, property)?,
        }
        Ok(())
    }

    /// Takes up what a property says of samples and colours, unless it is known.
    fn colors<R: Read + Seek>(&mut self, source: &mut Source<R>, property: &Box) -> Result<(), Halt> {
        let mut fields = Fields::of(&property.content);
        match &property.name {
            b"pixi" if self.channels.is_none() => {
                let mut fields = fields.versioned(source)?;
                let [channels, depth] = fields.take(source)?;
                (self.channels, self.depth) = (Some(channels), Some(depth).filter(|depth| *depth > 0));
            }
            b"colr" => self.icc |= matches!(&fields.take::<R, 4>(source)?, b"prof" | b"rICC"),
            // AV1 Codec ISO Media File Format, section 2.3.3: two bits for the depth, one for a single channel.
            b"av1C" => {
                let [_, _, flags] = fields.take(source)?;
                let depth = if flags & 0x20 != 0 {
                    12
                } else if flags & 0x40 != 0 {
                    10
                } else {
                    8
                };
                self.depth.get_or_insert(depth);
                self.channels.get_or_insert(if flags & 0x10 != 0 { 1 } else { 3 });
            }
            // ISO/IEC 14496-15, section 8.3.3: the kind of chroma, then the depth less 8.
            b"hvcC" => {
                let bytes: [u8; 18] = fields.take(source)?;
                let [.., chroma, depth] = bytes;
                self.rare |= chroma & 3 != 1;
                self.depth.get_or_insert((depth & 7) + 8);
                self.channels.get_or_insert(if chroma & 3 == 0 { 1 } else { 3 });
            }
            _ => {}
        }
        Ok(())
    }

    fn color(&self) -> Option<Color> {
        match (self.channels?, self.alpha) {
            (1, false) => Some(Color::Gray),
            (1, true) => Some(Color::GrayAlpha),
            (3, false) => Some(Color::Rgb),
            (3 | 4, _) => Some(Color::Rgba),
            _ => None,
        }
    }
}

/// Whether some picture in the file is the opacity of another: its kind is a name that says so.
fn has_alpha<R: Read + Seek>(source: &mut Source<R>, items: &Items) -> Result<bool, Halt> {
    const NAMES: [&[u8]; 2] =
        [b"urn:mpeg:hevc:2015:auxid:1\0", b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"];
    let Some(mut boxes) = items.all_properties() else { return Ok(false) };
    while let Some(property) = boxes.find(source, b"auxC")? {
        let Range { start, end } = Fields::of(&property.content).versioned(source)?.rest();
        let length = usize::try_from(end - start).unwrap_or(usize::MAX).min(64);
        let kind = source.up_to(start, length)?;
        if NAMES.iter().any(|name| kind.starts_with(name)) {
            return Ok(true);
        }
    }
    Ok(false)
}
