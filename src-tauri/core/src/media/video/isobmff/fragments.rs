use std::io::{Read, Seek};

use super::boxes::{Atom, Boxes};
use super::movie::{Defaults, Movie};
use super::track::Track;
use super::{PICTURES, SOUND, milliseconds, rate};
use crate::media::source::Stop;
use crate::media::video::Halt;

/// Tracks that fragments are counted of; a film has as many as its index lists.
const MOST_TRACKS: usize = 256;

/// What the fragments of a film (ISO/IEC 14496-12, section 8.8) hold together, as far as they were walked.
#[derive(Debug, Default)]
pub(super) struct Fragments {
    tracks: Vec<Run>,
    /// A duration and its clock that an index of segments tells.
    pub told: Option<(u64, u32)>,
    /// Walking was given up before the end: there may be more than is known of.
    pub unfinished: bool,
    /// Not all were walked, because something else told how long they take, or where the last begins.
    pub jumped: bool,
    /// What walking found wrong.
    pub halt: Option<Halt>,
}

/// The samples of one track.
#[derive(Debug, Default)]
struct Run {
    track: u32,
    samples: u64,
    /// When the first begins, in ticks of the track's clock.
    begins: u64,
    /// When the last known ends.
    ends: u64,
    /// The fragment walked last, and when it begins; what is in it was not added up yet.
    last: Option<(Atom, u64)>,
    each: Each,
}

/// Whether all samples take equally long, in ticks, as far as they were walked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Each {
    #[default]
    Unknown,
    /// One fragment came by. Encoders make the first frame longer by what those out of order are delayed.
    Begun,
    Same(u32),
    Varying,
}

impl Each {
    /// With the samples of one more fragment; `None` for those that each say how long they take.
    fn and(self, default: Option<u32>) -> Self {
        match (self, default) {
            (Self::Unknown, _) => Self::Begun,
            (Self::Begun, Some(ticks)) => Self::Same(ticks),
            (Self::Same(known), Some(ticks)) if known == ticks => self,
            _ => Self::Varying,
        }
    }

    fn rate(self, clock: u32) -> Option<f64> {
        match self {
            Self::Same(ticks) => rate(1, ticks.into(), clock),
            Self::Unknown | Self::Begun | Self::Varying => None,
        }
    }
}

impl Fragments {
    /// Walks at most so many outermost boxes from `at` on; `None` when that was all of the file, or else where to go
    /// on.
    pub fn walk<R: Read + Seek>(
        &mut self,
        boxes: &mut Boxes<'_, R>,
        movie: &Movie,
        mut at: u64,
        most: usize,
    ) -> Result<Option<u64>, Halt> {
        for _ in 0..most {
            let atom = match boxes.outer(at) {
                Ok(Some(atom)) => atom,
                // Padding, or what an interrupted recording left of a head.
                Ok(None) | Err(Halt::Corrupt) => return self.end(boxes, movie).map(|()| None),
                Err(stop) => return Err(stop),
            };
            if atom.end > boxes.source.len() {
                self.end(boxes, movie)?;
                return Err(Stop::End { expected: atom.end }.into());
            }
            if atom.kind == *b"moof" {
                boxes.within(&atom, |boxes, part| match &part.kind {
                    b"traf" => self.part(boxes, movie, &part),
                    _ => Ok(()),
                })?;
            }
            at = atom.end;
        }
        Ok(Some(at))
    }

    fn part<R: Read + Seek>(
        &mut self,
        boxes: &mut Boxes<'_, R>,
        movie: &Movie,
        traf: &Atom,
    ) -> Result<(), Halt> {
        let part = Part::read(boxes, movie, traf)?;
        let index = match self.tracks.iter().position(|run| run.track == part.track) {
            Some(index) => index,
            None if self.tracks.len() >= MOST_TRACKS => return Ok(()),
            None => {
                let begins = part.begins.unwrap_or(0);
                self.tracks.push(Run { track: part.track, begins, ends: begins, ..Run::default() });
                self.tracks.len() - 1
            }
        };
        let Some(run) = self.tracks.get_mut(index) else { return Ok(()) };
        let begins = match part.begins {
            Some(begins) => begins,
            // Without a time of its own it follows the one before it, which then has to be added up.
            None => {
                run.add_up(boxes, movie)?;
                run.ends
            }
        };
        run.samples = run.samples.saturating_add(part.samples);
        if part.samples > 0 {
            run.each = run.each.and(part.each());
        }
        run.last = Some((*traf, begins));
        Ok(())
    }

    fn end<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, movie: &Movie) -> Result<(), Halt> {
        self.tracks.iter_mut().try_for_each(|run| run.add_up(boxes, movie))
    }

    /// Whether all were walked, and no sample was in them.
    pub fn walked_and_empty(&self) -> bool {
        !self.unfinished && self.halt.is_none() && self.tracks.iter().all(|run| run.samples == 0)
    }

    /// Whether frames of a track are in fragments.
    pub fn hold(&self, track: &Track) -> bool {
        self.of(track).is_some()
    }

    /// Frames a second of a track in fragments: on average where all were walked, else as long as all take the same.
    pub fn rate(&self, track: &Track) -> Option<f64> {
        let run = self.of(track)?;
        let partly = self.jumped || self.unfinished;
        if partly { run.each.rate(track.timescale) } else { run.rate(track.timescale) }
    }

    fn of(&self, track: &Track) -> Option<&Run> {
        self.tracks.iter().find(|run| run.track == track.id && run.samples > 0)
    }

    /// How long the film is shown.
    pub fn duration_ms(&self, movie: &Movie) -> Option<u64> {
        let said = movie.extends.as_ref().and_then(|extends| extends.duration);
        if let Some((duration, clock)) = said.map(|ticks| (ticks, movie.timescale)).or(self.told) {
            return milliseconds(duration, clock);
        }
        if self.unfinished {
            return None;
        }
        let tracks = [PICTURES, SOUND].into_iter().filter_map(|handler| movie.track(handler));
        let shown = tracks.filter_map(|track| {
            let run = self.tracks.iter().find(|run| run.track == track.id)?;
            // The first frames of some films are in the index as usual, and only later ones in fragments.
            let begins = if track.tables.stsz.is_some_and(|sizes| sizes.count > 0) { 0 } else { run.begins };
            let start = begins.max(track.edits.start());
            let pause = milliseconds(track.edits.pause(), movie.timescale).unwrap_or(0);
            Some(milliseconds(run.ends.saturating_sub(start), track.timescale)?.saturating_add(pause))
        });
        let whole = movie.duration.and_then(|ticks| milliseconds(ticks, movie.timescale));
        shown.max().max(whole)
    }
}

impl Run {
    fn add_up<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, movie: &Movie) -> Result<(), Halt> {
        let Some((traf, begins)) = self.last.take() else { return Ok(()) };
        self.ends = self.ends.max(begins.saturating_add(Part::read(boxes, movie, &traf)?.lasts(boxes)?));
        Ok(())
    }

    fn rate(&self, clock: u32) -> Option<f64> {
        rate(self.samples, self.ends.saturating_sub(self.begins), clock)
    }
}

/// One track's part of a fragment (`traf`).
#[derive(Debug)]
pub(super) struct Part {
    pub track: u32,
    /// Where data begins unless a run says otherwise, if that is told.
    pub base: Option<u64>,
    pub defaults: Defaults,
    /// When it begins, in ticks of the track's clock (`tfdt`).
    pub begins: Option<u64>,
    pub samples: u64,
    /// At most as many as there are boxes.
    pub runs: Vec<RunOf>,
}

/// A run of samples (`trun`), not read yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct RunOf {
    pub samples: u32,
    pub flags: u32,
    /// Where its first data begins, counted from the base.
    pub data: Option<i32>,
    /// The flags of its first sample, where they differ.
    pub first: Option<u32>,
    /// Where its entries are, each of [`RunOf::entry`] bytes.
    pub entries: u64,
}

impl RunOf {
    pub const DURATION: u32 = 0x100;
    pub const SIZE: u32 = 0x200;
    pub const FLAGS: u32 = 0x400;
    pub const SHIFT: u32 = 0x800;

    /// Bytes of an entry.
    pub fn entry(&self) -> u64 {
        u64::from((self.flags & 0xF00).count_ones()) * 4
    }

    /// Where in an entry the field of that flag stands.
    pub fn field(&self, flag: u32) -> Option<u64> {
        let before = self.flags & 0xF00 & (flag - 1);
        (self.flags & flag != 0).then(|| u64::from(before.count_ones()) * 4)
    }
}

impl Part {
    pub fn read<R: Read + Seek>(boxes: &mut Boxes<'_, R>, movie: &Movie, traf: &Atom) -> Result<Self, Halt> {
        let mut part = Self {
            track: 0,
            base: None,
            defaults: Defaults::default(),
            begins: None,
            samples: 0,
            runs: Vec::new(),
        };
        boxes.within(traf, |boxes, atom| match &atom.kind {
            b"tfhd" => part.header(boxes, movie, &atom),
            b"tfdt" => {
                let (version, _) = boxes.version(&atom)?;
                part.begins = Some(boxes.wide(atom.at(4), version)?);
                Ok(())
            }
            b"trun" => part.run(boxes, &atom),
            _ => Ok(()),
        })?;
        Ok(part)
    }

    fn header<R: Read + Seek>(
        &mut self,
        boxes: &mut Boxes<'_, R>,
        movie: &Movie,
        atom: &Atom,
    ) -> Result<(), Halt> {
        let (_, flags) = boxes.version(atom)?;
        self.track = boxes.u32(atom.at(4))?;
        self.defaults =
            movie.extends.as_ref().map_or_else(Defaults::default, |extends| extends.of(self.track));
        let mut at = atom.at(8);
        if flags & 0x01 != 0 {
            self.base = Some(boxes.u64(at)?);
            at += 8;
        }
        if flags & 0x02 != 0 {
            at += 4;
        }
        let fields = [&mut self.defaults.duration, &mut self.defaults.size, &mut self.defaults.flags];
        for (flag, field) in [0x08, 0x10, 0x20].into_iter().zip(fields) {
            if flags & flag != 0 {
                *field = boxes.u32(at)?;
                at += 4;
            }
        }
        Ok(())
    }

    fn run<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, atom: &Atom) -> Result<(), Halt> {
        let (_, flags) = boxes.version(atom)?;
        let samples = boxes.u32(atom.at(4))?;
        let mut run = RunOf { samples, flags, data: None, first: None, entries: atom.at(8) };
        if flags & 0x01 != 0 {
            run.data = Some(boxes.i32(run.entries)?);
            run.entries += 4;
        }
        if flags & 0x04 != 0 {
            run.first = Some(boxes.u32(run.entries)?);
            run.entries += 4;
        }
        if u64::from(samples) * run.entry() > atom.end.saturating_sub(run.entries) {
            return Err(Halt::Corrupt);
        }
        self.samples = self.samples.saturating_add(u64::from(samples));
        self.runs.push(run);
        Ok(())
    }

    /// How long each of its samples takes by default, unless runs say it of each.
    fn each(&self) -> Option<u32> {
        let all = self.runs.iter().all(|run| run.field(RunOf::DURATION).is_none());
        all.then_some(self.defaults.duration)
    }

    /// How long its samples take together, in ticks of the track's clock.
    fn lasts<R: Read + Seek>(&self, boxes: &mut Boxes<'_, R>) -> Result<u64, Halt> {
        let mut ticks = 0_u64;
        for run in &self.runs {
            let Some(field) = run.field(RunOf::DURATION) else {
                let all = u64::from(run.samples) * u64::from(self.defaults.duration);
                ticks = ticks.saturating_add(all);
                continue;
            };
            for sample in 0..u64::from(run.samples) {
                let at = run.entries + sample * run.entry() + field;
                ticks = ticks.saturating_add(u64::from(boxes.u32(at)?));
            }
        }
        Ok(ticks)
    }
}
