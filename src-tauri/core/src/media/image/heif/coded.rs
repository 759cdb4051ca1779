use std::io::{Read, Seek};
use std::ops::Range;

use super::boxes::{Boxes, Fields, Halt};
use super::has_alpha;
use super::items::Items;
use crate::media::source::{Source, Stop};

/// Tiles of one grid. Phones cut 48 megapixels into 192.
const MAX_TILES: usize = 512;
/// Bytes of the box that says how a grid is laid out.
const MAX_GRID: u64 = 12;

/// How the primary picture of a HEIC is stored, for whoever decodes it.
#[derive(Debug)]
pub(crate) struct Coded {
    /// All tiles together, before cropping and turning.
    pub width: u32,
    pub height: u32,
    /// What is shown of that: the left and upper edge, width and height.
    pub shown: (u32, u32, u32, u32),
    pub columns: u32,
    /// Row behind row, all of one size; the last of a row and the lowest may reach beyond the picture.
    pub tiles: Vec<Tile>,
    /// Matrix coefficients (ITU-T H.273), and whether black is 0.
    pub colors: Option<(u8, bool)>,
    /// Primaries and transfer by their numbers (ITU-T H.273); a profile counts more.
    pub code_points: Option<(u8, u8)>,
    pub profile: Option<Range<u64>>,
    /// Another picture in the file is its opacity.
    pub alpha: bool,
    /// There is EXIF data.
    pub described: bool,
}

/// A picture that is decoded by itself.
#[derive(Debug, Default)]
pub(crate) struct Tile {
    pub width: u32,
    pub height: u32,
    /// The content of its `hvcC` box.
    pub config: Range<u64>,
    /// Where its pieces lie.
    pub data: Vec<Range<u64>>,
}

/// Looks up everything there is to know before decoding; `None` if the picture is of another codec than HEVC, or put
/// together in another way than as a grid.
pub(crate) fn coded<R: Read + Seek>(source: &mut Source<R>) -> Result<Option<Coded>, Stop> {
    match find(source) {
        Ok(coded) => Ok(coded),
        Err(Halt::Corrupt) => Ok(None),
        Err(Halt::Stop(stop)) => Err(stop),
    }
}

fn find<R: Read + Seek>(source: &mut Source<R>) -> Result<Option<Coded>, Halt> {
    let mut boxes = Boxes::outermost(source);
    let Some(meta) = boxes.find(source, b"meta")? else { return Ok(None) };
    let items = Items::open(source, &meta)?;
    let Some(item) = items.primary(source)? else { return Ok(None) };
    let Some(about) = About::of(source, &items, item)? else { return Ok(None) };
    let (width, height) = about.size;
    let (columns, rows, numbers) = match items.kind(source, item)?.as_ref() {
        Some(b"hvc1") => (1, 1, vec![item]),
        Some(b"grid") => {
            let Some((columns, rows)) = grid(source, &items, item)? else { return Ok(None) };
            (columns, rows, items.parts(source, item, MAX_TILES)?)
        }
        _ => return Ok(None),
    };
    if u64::from(columns) * u64::from(rows) != numbers.len() as u64 {
        return Ok(None);
    }
    let mut coded = Coded {
        width,
        height,
        shown: about.shown(),
        columns,
        tiles: Vec::new(),
        colors: about.colors,
        code_points: about.code_points,
        profile: about.profile,
        alpha: has_alpha(source, &items)?,
        described: items.exif(source)?.is_some(),
    };
    for number in numbers {
        if items.kind(source, number)?.as_ref() != Some(b"hvc1") {
            return Ok(None);
        }
        let Some(about) = About::of(source, &items, number)? else { return Ok(None) };
        let Some(config) = about.config else { return Ok(None) };
        let (width, height) = about.size;
        coded.colors = coded.colors.or(about.colors);
        coded.code_points = coded.code_points.or(about.code_points);
        coded.profile = coded.profile.or(about.profile);
        coded.tiles.push(Tile { width, height, config, data: items.places(source, number)? });
    }
    Ok(coded.fits(rows).then_some(coded))
}

impl Coded {
    /// Whether the tiles, as many as the grid has places, are of one size and cover the picture and no more than that.
    fn fits(&self, rows: u32) -> bool {
        let Some(Tile { width, height, .. }) = self.tiles.first() else { return false };
        let covers = |length: u32, tile: u32, count: u32| {
            let (length, tile, count) = (u64::from(length), u64::from(tile), u64::from(count));
            count > 0 && tile * count >= length && tile * (count - 1) < length
        };
        let alone = self.tiles.len() == 1;
        self.tiles.iter().all(|tile| (tile.width, tile.height) == (*width, *height))
            && covers(self.width, *width, self.columns)
            && covers(self.height, *height, rows)
            // Every second pixel has colour, so that tiles that do not begin there cannot be joined.
            && (alone || width % 2 == 0 && height % 2 == 0)
    }
}

/// Columns and rows (ISO/IEC 23008-12, section 6.6.2.3).
fn grid<R: Read + Seek>(
    source: &mut Source<R>,
    items: &Items,
    item: u64,
) -> Result<Option<(u32, u32)>, Halt> {
    let places = items.places(source, item)?;
    let [place] = places.as_slice() else { return Ok(None) };
    if place.end - place.start > MAX_GRID {
        return Ok(None);
    }
    let [_version, _flags, rows, columns] = Fields::of(place).take(source)?;
    Ok(Some((u32::from(columns) + 1, u32::from(rows) + 1)))
}

/// What the properties of an item say that decoding needs.
struct About {
    size: (u32, u32),
    /// Width, height, and how far the middle of what is shown is off the middle, each over its denominator.
    crop: Option<[u32; 8]>,
    config: Option<Range<u64>>,
    colors: Option<(u8, bool)>,
    code_points: Option<(u8, u8)>,
    profile: Option<Range<u64>>,
}

impl About {
    /// `None` of an item without a size.
    fn of<R: Read + Seek>(source: &mut Source<R>, items: &Items, item: u64) -> Result<Option<Self>, Halt> {
        let mut about =
            Self { size: (0, 0), crop: None, config: None, colors: None, code_points: None, profile: None };
        for property in items.properties(source, item)? {
            let mut fields = Fields::of(&property.content);
            match &property.name {
                b"ispe" => {
                    let mut fields = fields.versioned(source)?;
                    let (width, height) = (fields.take(source)?, fields.take(source)?);
                    about.size = (u32::from_be_bytes(width), u32::from_be_bytes(height));
                }
                b"clap" => {
                    let mut crop = [0; 8];
                    for number in &mut crop {
                        *number = u32::from_be_bytes(fields.take(source)?);
                    }
                    about.crop = Some(crop);
                }
                b"hvcC" => about.config = Some(property.content),
                b"colr" => match &fields.take::<R, 4>(source)? {
                    b"nclx" => {
                        let [_, primaries, _, transfer, _, matrix, full] = fields.take(source)?;
                        about.colors = Some((matrix, full & 0x80 != 0));
                        about.code_points = Some((primaries, transfer));
                    }
                    b"prof" | b"rICC" => about.profile = Some(fields.rest()),
                    _ => {}
                },
                _ => {}
            }
        }
        let (width, height) = about.size;
        Ok((width > 0 && height > 0).then_some(about))
    }

    /// The part that is shown, as the facts have it.
    fn shown(&self) -> (u32, u32, u32, u32) {
        let (width, height) = self.size;
        let side = |whole: u32, length: u32, under: u32, off: u32, off_under: u32| {
            let Some(length) = length.checked_div(under).filter(|length| *length > 0) else {
                return (0, whole);
            };
            let length = length.min(whole);
            // A signed number over an unsigned one.
            let off = i64::from(off.cast_signed()).checked_div(off_under.into()).unwrap_or(0);
            let start = i64::from(whole - length) / 2 + off;
            (u32::try_from(start).unwrap_or(0).min(whole - length), length)
        };
        let Some([across, across_under, down, down_under, x, x_under, y, y_under]) = self.crop else {
            return (0, 0, width, height);
        };
        let (left, shown_width) = side(width, across, across_under, x, x_under);
        let (top, shown_height) = side(height, down, down_under, y, y_under);
        (left, top, shown_width, shown_height)
    }
}
