use std::io::{Read, Seek};

use super::boxes::{Atom, Boxes};
use super::edits::{Clocks, Edits};
use super::movie::{Movie, known};
use crate::media::Orientation;
use crate::media::source::Stop;
use crate::media::video::Halt;

/// What the index says of one track (`trak`), and where its tables lie.
#[derive(Debug, Default)]
pub(in crate::media) struct Track {
    pub id: u32,
    /// Switched on; players leave the others alone.
    pub enabled: bool,
    /// `vide`, `soun`, or what else it is for.
    pub handler: [u8; 4],
    pub matrix: Matrix,
    /// Width and height in whole pixels that the track header gives, before turning.
    pub size: (u32, u32),
    /// Ticks a second of the media's own clock.
    pub timescale: u32,
    /// Of the media, in its own ticks, before edits.
    pub duration: Option<u64>,
    pub edits: Edits,
    /// The first description of its samples; files with several are of several recordings, and show alike.
    pub entry: Option<Atom>,
    pub tables: Tables,
    /// Where more is said of the track (`udta`, `meta`).
    pub notes: Vec<Atom>,
}

/// Where the tables about a track's samples lie (ISO/IEC 14496-12, section 8.6 and 8.7).
#[derive(Debug, Default)]
pub(in crate::media) struct Tables {
    /// Runs of samples that take equally long.
    pub stts: Option<Table>,
    /// Runs of samples that are shown equally long after they are decoded.
    pub ctts: Option<Table>,
    /// Samples that can be decoded without another. All can where there is none.
    pub stss: Option<Table>,
    /// Runs of chunks of equally many samples.
    pub stsc: Option<Table>,
    /// The size that all samples have, or 0 for a table of sizes.
    pub equal_size: u32,
    pub stsz: Option<Table>,
    /// Where chunks begin in the file: four bytes each (`stco`), or eight (`co64`).
    pub chunks: Option<Table>,
    pub wide_chunks: bool,
}

/// A table in a file: where its first entry is, and how many there are said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::media) struct Table {
    pub at: u64,
    pub count: u32,
}

/// The part of a transformation matrix that turns and mirrors: `[a b; c d]` of ISO/IEC 14496-12, section 6.2.2, in
/// units of 1/65,536.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::media) struct Matrix([i32; 4]);

impl Default for Matrix {
    fn default() -> Self {
        Self([1 << 16, 0, 0, 1 << 16])
    }
}

impl Matrix {
    pub fn read<R: Read + Seek>(boxes: &mut Boxes<'_, R>, at: u64) -> Result<Self, Stop> {
        let mut places = [0, 4, 12, 16].into_iter();
        let mut next = || boxes.i32(at.saturating_add(places.next().unwrap_or_default()));
        Ok(Self([next()?, next()?, next()?, next()?]))
    }

    /// How the stored frames are turned and mirrored when this and then `outer` is applied, to the nearest quarter.
    pub fn orientation(self, outer: Self) -> Orientation {
        let [a, b, c, d] = self.0.map(i128::from);
        let [e, f, g, h] = outer.0.map(i128::from);
        let turned = [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h];
        let sides = if turned[1].abs() + turned[2].abs() > turned[0].abs() + turned[3].abs() {
            (true, turned[1] < 0, turned[2] < 0)
        } else {
            (false, turned[0] < 0, turned[3] < 0)
        };
        // Whether axes are swapped, the first row points back, the second does (CIPA DC-008, tag 0x0112).
        let exif = match sides {
            (false, false, false) => 1,
            (false, true, false) => 2,
            (false, true, true) => 3,
            (false, false, true) => 4,
            (true, false, false) => 5,
            (true, false, true) => 6,
            (true, true, true) => 7,
            (true, true, false) => 8,
        };
        Orientation::try_from(exif).unwrap_or(Orientation::UPRIGHT)
    }
}

impl Track {
    pub(super) fn read<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, trak: &Atom) -> Result<(), Halt> {
        boxes.within(trak, |boxes, atom| match &atom.kind {
            b"tkhd" => self.header(boxes, &atom),
            b"edts" => {
                let Some(list) = boxes.child(&atom, b"elst")? else { return Ok(()) };
                self.edits = Edits::read(boxes, &list)?;
                Ok(())
            }
            b"mdia" => boxes.within(&atom, |boxes, atom| self.media(boxes, &atom)),
            b"udta" | b"meta" => {
                self.notes.push(atom);
                Ok(())
            }
            _ => Ok(()),
        })
    }

    fn header<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, atom: &Atom) -> Result<(), Halt> {
        let (version, flags) = boxes.version(atom)?;
        self.enabled = flags & 1 != 0;
        self.id = boxes.u32(atom.at(if version == 1 { 20 } else { 12 }))?;
        // Behind the times: a reserved number, the duration, and 16 bytes on layers and volume.
        let at = atom.at(if version == 1 { 52 } else { 40 });
        self.matrix = Matrix::read(boxes, at)?;
        self.size = (boxes.u32(at + 36)? >> 16, boxes.u32(at + 40)? >> 16);
        Ok(())
    }

    fn media<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, atom: &Atom) -> Result<(), Halt> {
        match &atom.kind {
            b"mdhd" => {
                let (version, _) = boxes.version(atom)?;
                let at = atom.at(if version == 1 { 20 } else { 12 });
                self.timescale = boxes.u32(at)?;
                self.duration = known(boxes.wide(at + 4, version)?, version);
            }
            b"hdlr" => self.handler = boxes.source.take(atom.at(8))?,
            b"minf" => {
                let Some(tables) = boxes.child(atom, b"stbl")? else { return Ok(()) };
                boxes.within(&tables, |boxes, atom| self.table(boxes, &atom))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn table<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, atom: &Atom) -> Result<(), Halt> {
        let tables = &mut self.tables;
        match &atom.kind {
            b"stsd" if boxes.u32(atom.at(4))? > 0 => self.entry = boxes.inner(atom.at(8), atom)?,
            b"stts" => tables.stts = Some(table(boxes, atom, 4, 8)?),
            b"ctts" => tables.ctts = Some(table(boxes, atom, 4, 8)?),
            b"stss" => tables.stss = Some(table(boxes, atom, 4, 4)?),
            b"stsc" => tables.stsc = Some(table(boxes, atom, 4, 12)?),
            b"stsz" => {
                tables.equal_size = boxes.u32(atom.at(4))?;
                let size = if tables.equal_size == 0 { 4 } else { 0 };
                tables.stsz = Some(table(boxes, atom, 8, size)?);
            }
            b"stco" => tables.chunks = Some(table(boxes, atom, 4, 4)?),
            b"co64" => {
                tables.wide_chunks = true;
                tables.chunks = Some(table(boxes, atom, 4, 8)?);
            }
            _ => {}
        }
        Ok(())
    }

    pub fn clocks(&self, movie: &Movie) -> Clocks {
        Clocks { movie: movie.timescale, media: self.timescale }
    }

    /// How long the track is shown, in ticks of the movie's clock, which ticks `rate` times a second.
    pub fn shown(&self, rate: u32) -> Option<u64> {
        let whole = |ticks: u64| {
            let scaled = u128::from(ticks) * u128::from(rate) / u128::from(self.timescale.max(1));
            u64::try_from(scaled).ok()
        };
        self.edits.shown(self.duration, whole).or_else(|| self.duration.and_then(whole))
    }
}

/// A table whose count stands so many bytes into the box, before entries of `size` bytes, all of which have to fit.
fn table<R: Read + Seek>(
    boxes: &mut Boxes<'_, R>,
    atom: &Atom,
    count: u64,
    size: u64,
) -> Result<Table, Halt> {
    let found = Table { at: atom.at(count + 4), count: boxes.u32(atom.at(count))? };
    if u64::from(found.count) * size > atom.behind(count + 4).len() { Err(Halt::Corrupt) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eight_ways_to_lie_are_told_from_a_matrix() {
        const ONE: i32 = 1 << 16;
        let cases = [
            ([ONE, 0, 0, ONE], 1),
            ([-ONE, 0, 0, ONE], 2),
            ([-ONE, 0, 0, -ONE], 3),
            ([ONE, 0, 0, -ONE], 4),
            ([0, ONE, ONE, 0], 5),
            // A quarter clockwise, as a phone held upright writes it.
            ([0, ONE, -ONE, 0], 6),
            ([0, -ONE, -ONE, 0], 7),
            ([0, -ONE, ONE, 0], 8),
        ];
        for (matrix, exif) in cases {
            assert_eq!(Matrix(matrix).orientation(Matrix::default()).get(), exif, "{matrix:?}");
        }
        assert_eq!(Matrix([0; 4]).orientation(Matrix::default()), Orientation::UPRIGHT);
        let extreme = Matrix([i32::MIN, i32::MAX, i32::MIN, i32::MAX]);
        extreme.orientation(extreme);
    }

    #[test]
    fn the_turn_of_the_film_adds_to_that_of_the_track() {
        let quarter = Matrix([0, 1 << 16, -(1 << 16), 0]);
        assert_eq!(quarter.orientation(quarter).get(), 3);
    }
}
