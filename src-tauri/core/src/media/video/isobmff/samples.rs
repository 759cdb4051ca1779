use std::io::{Read, Seek};

use super::boxes::Boxes;
use super::track::{Table, Tables, Track};
use crate::media::source::Stop;
use crate::media::video::Halt;

/// How far apart the orders of decoding and showing may lie, with room to spare: decoders hold 16 frames at most.
const OUT_OF_ORDER: u64 = 40;

/// A stored frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::media) struct Sample {
    /// Where it begins in the file.
    pub at: u64,
    pub size: u32,
}

/// The samples to decode one after the other for one frame, which is the last of them.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::media) struct Stretch {
    /// The first can be decoded without another. Fewer than [`Stretch::length`] where those were too many.
    pub samples: Vec<Sample>,
    pub length: u64,
}

/// Which samples are wanted.
#[derive(Clone, Copy, Debug)]
pub(in crate::media) struct Wanted {
    /// For what is shown then, in ticks of the media's clock; behind the end, for the last frame.
    pub time: u64,
    /// The time counts from the first frame: without edits, players begin with that, whenever it says it is shown.
    pub from_first: bool,
    /// Only the nearest up to that which can be decoded alone.
    pub key: bool,
    /// At most so many.
    pub most: u64,
}

/// The tables of a track, to find the samples of a moment in (ISO/IEC 14496-12, annex on sample tables).
pub(in crate::media) struct Samples<'t> {
    tables: &'t Tables,
    sizes: Table,
}

impl<'t> Samples<'t> {
    /// `None` where no sample stands in tables: all are in fragments, or there is none.
    pub fn of(track: &'t Track) -> Option<Self> {
        let tables = &track.tables;
        tables.stsz.filter(|sizes| sizes.count > 0).map(|sizes| Self { tables, sizes })
    }

    pub fn stretch<R: Read + Seek>(&self, boxes: &mut Boxes<'_, R>, what: Wanted) -> Result<Stretch, Halt> {
        let begins = if what.from_first { self.time(boxes, 0)? } else { 0 };
        let time = i64::try_from(what.time).unwrap_or(i64::MAX).saturating_add(begins);
        let wanted = self.shown_at(boxes, time)?;
        let mut first = self.key_before(boxes, wanted)?;
        // Frames that follow a key frame in the file and precede it on the screen need the one before.
        if first > 0 && self.time(boxes, first)? > self.time(boxes, wanted)? {
            first = self.key_before(boxes, first - 1)?;
        }
        let last = if what.key { first } else { wanted };
        let length = last - first + 1;
        Ok(Stretch { samples: self.places(boxes, first, length.min(what.most))?, length })
    }

    fn count(&self) -> u64 {
        u64::from(self.sizes.count)
    }

    /// The sample that is on the screen at `time`.
    fn shown_at<R: Read + Seek>(&self, boxes: &mut Boxes<'_, R>, time: i64) -> Result<u64, Halt> {
        let decoded = self.decoded_at(boxes, time)?;
        let shift = self.shown(boxes, decoded, 1)?.first().map_or(0, |(_, shift)| *shift);
        let near = self.decoded_at(boxes, time.saturating_sub(shift))?;
        let first = near.saturating_sub(OUT_OF_ORDER);
        let window = self.shown(boxes, first, 2 * OUT_OF_ORDER)?;
        let times = || (first..).zip(window.iter().map(|(shown, _)| *shown));
        let before = times().filter(|(_, shown)| *shown <= time).max_by_key(|(_, shown)| *shown);
        let found = before.or_else(|| times().min_by_key(|(_, shown)| *shown));
        found.map(|(sample, _)| sample).ok_or(Halt::Corrupt)
    }

    /// The last sample that is decoded at `time` or before.
    fn decoded_at<R: Read + Seek>(&self, boxes: &mut Boxes<'_, R>, time: i64) -> Result<u64, Halt> {
        let runs = self.tables.stts.ok_or(Halt::Corrupt)?;
        let (mut sample, mut at) = (0_u64, 0_i64);
        for run in 0..runs.count {
            let [count, each] = pair(boxes, runs, run)?;
            let lasts = i64::from(count).saturating_mul(i64::from(each));
            if each > 0 && time < at.saturating_add(lasts) {
                let within = (time - at).max(0) / i64::from(each);
                sample += u64::try_from(within).unwrap_or(0);
                break;
            }
            sample += u64::from(count);
            at = at.saturating_add(lasts);
        }
        Ok(sample.min(self.count() - 1))
    }

    /// When samples are shown, in ticks of the media, and how long that is after they are decoded.
    fn shown<R: Read + Seek>(
        &self,
        boxes: &mut Boxes<'_, R>,
        first: u64,
        most: u64,
    ) -> Result<Vec<(i64, i64)>, Halt> {
        let runs = self.tables.stts.ok_or(Halt::Corrupt)?;
        let (mut durations, mut at) = Runs::skip_to(boxes, Some(runs), first)?;
        let (mut shifts, _) = Runs::skip_to(boxes, self.tables.ctts, first)?;
        let mut shown = Vec::new();
        for _ in 0..most.min(self.count().saturating_sub(first)) {
            // Shifts are signed in version 1 of the table, and by custom in version 0 too.
            let shift = i64::from(shifts.next(boxes)?.cast_signed());
            shown.push((at.saturating_add(shift), shift));
            at = at.saturating_add(i64::from(durations.next(boxes)?));
        }
        Ok(shown)
    }

    fn time<R: Read + Seek>(&self, boxes: &mut Boxes<'_, R>, sample: u64) -> Result<i64, Halt> {
        Ok(self.shown(boxes, sample, 1)?.first().map_or(0, |(shown, _)| *shown))
    }

    /// The last sample up to this one that can be decoded alone.
    fn key_before<R: Read + Seek>(&self, boxes: &mut Boxes<'_, R>, sample: u64) -> Result<u64, Halt> {
        let Some(keys) = self.tables.stss.filter(|keys| keys.count > 0) else { return Ok(sample) };
        let (mut low, mut high) = (0, keys.count);
        while low < high {
            let middle = low + (high - low) / 2;
            if key(boxes, keys, middle)? <= sample { low = middle + 1 } else { high = middle }
        }
        // Without one before it, decoding begins with the first frame there is.
        low.checked_sub(1).map_or(Ok(0), |index| key(boxes, keys, index).map(|key| key.min(sample)))
    }

    fn size<R: Read + Seek>(&self, boxes: &mut Boxes<'_, R>, sample: u64) -> Result<u32, Halt> {
        match self.tables.equal_size {
            0 => Ok(boxes.u32(self.sizes.at.saturating_add(4 * sample))?),
            size => Ok(size),
        }
    }

    /// Bytes of so many samples together.
    fn sizes<R: Read + Seek>(&self, boxes: &mut Boxes<'_, R>, first: u64, count: u64) -> Result<u64, Halt> {
        match self.tables.equal_size {
            // Each is read, which ends where the table or what may be read does.
            0 => (first..first + count)
                .try_fold(0_u64, |sum, sample| Ok(sum.saturating_add(self.size(boxes, sample)?.into()))),
            size => Ok(count.saturating_mul(size.into())),
        }
    }

    fn chunk_at<R: Read + Seek>(&self, boxes: &mut Boxes<'_, R>, chunk: u64) -> Result<u64, Halt> {
        let chunks = self.tables.chunks.ok_or(Halt::Corrupt)?;
        if chunk >= u64::from(chunks.count) {
            return Err(Halt::Corrupt);
        }
        Ok(if self.tables.wide_chunks {
            boxes.u64(chunks.at.saturating_add(8 * chunk))?
        } else {
            u64::from(boxes.u32(chunks.at.saturating_add(4 * chunk))?)
        })
    }

    /// Where samples lie.
    fn places<R: Read + Seek>(
        &self,
        boxes: &mut Boxes<'_, R>,
        first: u64,
        length: u64,
    ) -> Result<Vec<Sample>, Halt> {
        let mut chunks = Chunks::of(boxes, self.tables.stsc.ok_or(Halt::Corrupt)?)?;
        let before = chunks.skip_to(boxes, first)?;
        let begins = self.chunk_at(boxes, chunks.chunk)?;
        let mut at = begins.saturating_add(self.sizes(boxes, first - before, before)?);
        let mut left = chunks.each - before;
        let mut places = Vec::new();
        for sample in first..first + length {
            if left == 0 {
                chunks.next(boxes)?;
                at = self.chunk_at(boxes, chunks.chunk)?;
                left = chunks.each;
            }
            let size = self.size(boxes, sample)?;
            places.push(Sample { at, size });
            at = at.saturating_add(u64::from(size));
            left -= 1;
        }
        Ok(places)
    }
}

/// A number of a key frame, counted from 0.
fn key<R: Read + Seek>(boxes: &mut Boxes<'_, R>, keys: Table, index: u32) -> Result<u64, Halt> {
    let number = boxes.u32(keys.at.saturating_add(4 * u64::from(index)))?;
    Ok(u64::from(number).saturating_sub(1))
}

fn pair<R: Read + Seek>(boxes: &mut Boxes<'_, R>, table: Table, index: u32) -> Result<[u32; 2], Stop> {
    let at = table.at.saturating_add(8 * u64::from(index));
    Ok([boxes.u32(at)?, boxes.u32(at.saturating_add(4))?])
}

/// A table of runs (`stts`, `ctts`), read sample by sample. Behind its end the value is 0.
struct Runs {
    table: Option<Table>,
    next: u32,
    left: u32,
    value: u32,
}

impl Runs {
    /// The table from this sample on, and the sum of the values before it.
    fn skip_to<R: Read + Seek>(
        boxes: &mut Boxes<'_, R>,
        table: Option<Table>,
        sample: u64,
    ) -> Result<(Self, i64), Halt> {
        let mut runs = Self { table, next: 0, left: 0, value: 0 };
        let (mut before, mut sum) = (sample, 0_i64);
        while before > 0 && runs.load(boxes)? {
            let skipped = u64::from(runs.left).min(before);
            before -= skipped;
            // At most what is left of the run, which is a u32.
            runs.left -= skipped as u32;
            sum = sum.saturating_add((skipped as i64).saturating_mul(i64::from(runs.value)));
        }
        Ok((runs, sum))
    }

    fn load<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>) -> Result<bool, Halt> {
        while self.left == 0 {
            let Some(table) = self.table.filter(|table| self.next < table.count) else { return Ok(false) };
            [self.left, self.value] = pair(boxes, table, self.next)?;
            self.next += 1;
        }
        Ok(true)
    }

    fn next<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>) -> Result<u32, Halt> {
        if !self.load(boxes)? {
            return Ok(0);
        }
        self.left -= 1;
        Ok(self.value)
    }
}

/// The table of runs of chunks (`stsc`), at one chunk.
struct Chunks {
    table: Table,
    run: u32,
    /// Counted from 0.
    chunk: u64,
    /// Samples in each chunk of the run.
    each: u64,
    /// The first chunk of the next run.
    until: u64,
}

impl Chunks {
    fn of<R: Read + Seek>(boxes: &mut Boxes<'_, R>, table: Table) -> Result<Self, Halt> {
        let mut chunks = Self { table, run: 0, chunk: 0, each: 0, until: 0 };
        chunks.load(boxes, 0)?;
        Ok(chunks)
    }

    fn load<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, run: u32) -> Result<(), Halt> {
        if run >= self.table.count {
            return Err(Halt::Corrupt);
        }
        let at = self.table.at.saturating_add(12 * u64::from(run));
        self.run = run;
        self.chunk = u64::from(boxes.u32(at)?).checked_sub(1).ok_or(Halt::Corrupt)?;
        self.each = u64::from(boxes.u32(at + 4)?);
        self.until = match run + 1 < self.table.count {
            true => u64::from(boxes.u32(at + 12)?).checked_sub(1).ok_or(Halt::Corrupt)?,
            false => u64::MAX,
        };
        if self.each == 0 || self.until <= self.chunk { Err(Halt::Corrupt) } else { Ok(()) }
    }

    /// Goes to the chunk that a sample is in, and tells how many of its samples come before.
    fn skip_to<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, sample: u64) -> Result<u64, Halt> {
        let mut left = sample;
        loop {
            let held = (self.until - self.chunk).saturating_mul(self.each);
            if left < held {
                self.chunk += left / self.each;
                return Ok(left % self.each);
            }
            left -= held;
            self.load(boxes, self.run + 1)?;
        }
    }

    fn next<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>) -> Result<(), Halt> {
        self.chunk += 1;
        if self.chunk >= self.until { self.load(boxes, self.run + 1) } else { Ok(()) }
    }
}
