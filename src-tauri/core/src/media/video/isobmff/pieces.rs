use std::io::{Read, Seek};

use super::boxes::{Atom, Boxes};
use super::fragments::{Part, RunOf};
use super::movie::Movie;
use super::samples::{Sample, Stretch, Wanted};
use crate::media::source::Stop;
use crate::media::video::Halt;

/// A sample that others are needed for, in the flags of fragments (ISO/IEC 14496-12, section 8.8.3.1).
const NEEDS_OTHERS: u32 = 0x1_0000;
/// Samples of the fragments around one moment that are looked through: an hour in one fragment.
const MOST: usize = 250_000;

/// A sample of a fragment.
struct Piece {
    sample: Sample,
    /// When it is shown, in ticks of the media.
    shown: i64,
    alone: bool,
}

/// The samples for what is shown at `time` of a track whose samples are in fragments, as
/// [`Samples::stretch`](super::Samples::stretch) finds them in tables.
pub(in crate::media) fn stretch<R: Read + Seek>(
    boxes: &mut Boxes<'_, R>,
    movie: &Movie,
    track: u32,
    first_fragment: u64,
    what: Wanted,
) -> Result<Stretch, Halt> {
    let mut time = i64::try_from(what.time).unwrap_or(i64::MAX);
    let mut begun = !what.from_first;
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut at, mut next) = (first_fragment, 0);
    loop {
        let atom = match boxes.outer(at) {
            Ok(Some(atom)) => atom,
            // The end, or where a file was cut.
            Ok(None) | Err(Halt::Corrupt) => break,
            Err(stop) => return Err(stop),
        };
        if atom.kind == *b"moof" {
            let from = pieces.len();
            next = match fragment(boxes, movie, track, (at, &atom), next, &mut pieces) {
                Err(Halt::Corrupt | Halt::Stop(Stop::End { .. })) => break,
                other => other?,
            };
            if let Some(first) = pieces.iter().map(|piece| piece.shown).min().filter(|_| !begun) {
                time = time.saturating_add(first);
                begun = true;
            }
            let begins = pieces.get(from).map(|piece| piece.shown);
            // Those before the last key frame that is shown by now are not needed any more.
            let needed = pieces.iter().rposition(|piece| piece.alone && piece.shown <= time);
            pieces.drain(..needed.unwrap_or(0));
            if begins.is_some_and(|begins| begins > time) || pieces.len() > MOST {
                break;
            }
        }
        at = atom.end;
    }
    let indexed = || pieces.iter().enumerate();
    let before = indexed().filter(|(_, piece)| piece.shown <= time).max_by_key(|(_, piece)| piece.shown);
    let wanted = before.or_else(|| indexed().min_by_key(|(_, piece)| piece.shown));
    let (wanted, _) = wanted.ok_or(Halt::Corrupt)?;
    let last = if what.key { 0 } else { wanted };
    let samples = pieces.iter().take(last + 1).map(|piece| piece.sample);
    let most = usize::try_from(what.most).unwrap_or(usize::MAX);
    Ok(Stretch { samples: samples.take(most).collect(), length: last as u64 + 1 })
}

/// Adds the samples of one fragment, and tells when the next begins if it does not say so itself.
fn fragment<R: Read + Seek>(
    boxes: &mut Boxes<'_, R>,
    movie: &Movie,
    track: u32,
    (moof_at, moof): (u64, &Atom),
    next: i64,
    pieces: &mut Vec<Piece>,
) -> Result<i64, Halt> {
    let mut ends = next;
    boxes.within(moof, |boxes, atom| {
        if atom.kind != *b"traf" {
            return Ok(());
        }
        let part = Part::read(boxes, movie, &atom)?;
        if part.track != track {
            return Ok(());
        }
        let mut decoded = part.begins.map_or(ends, |begins| i64::try_from(begins).unwrap_or(i64::MAX));
        let base = part.base.unwrap_or(moof_at);
        let mut data = base;
        for run in &part.runs {
            data = run.data.map_or(data, |offset| base.saturating_add_signed(i64::from(offset)));
            for index in 0..run.samples {
                if pieces.len() > MOST {
                    return Ok(());
                }
                let entry = run.entries + u64::from(index) * run.entry();
                let mut field = |flag, other| match run.field(flag) {
                    Some(place) => boxes.u32(entry + place),
                    None => Ok(other),
                };
                let lasts = field(RunOf::DURATION, part.defaults.duration)?;
                let size = field(RunOf::SIZE, part.defaults.size)?;
                let first = run.first.filter(|_| index == 0).unwrap_or(part.defaults.flags);
                let flags = field(RunOf::FLAGS, first)?;
                let shift = field(RunOf::SHIFT, 0)?.cast_signed();
                let shown = decoded.saturating_add(i64::from(shift));
                let alone = flags & NEEDS_OTHERS == 0;
                pieces.push(Piece { sample: Sample { at: data, size }, shown, alone });
                data = data.saturating_add(u64::from(size));
                decoded = decoded.saturating_add(i64::from(lasts));
            }
        }
        ends = decoded;
        Ok(())
    })?;
    Ok(ends)
}
