use std::io::{Read, Seek};

use super::boxes::{Atom, Boxes};
use super::track::{Matrix, Track};
use crate::media::source::Stop;
use crate::media::video::Halt;

/// Tracks that are read. Films of many languages have some thirty.
const MOST_TRACKS: usize = 256;

/// What the index of a film says (`moov`; ISO/IEC 14496-12, section 8.2).
#[derive(Debug, Default)]
pub(in crate::media) struct Movie {
    /// Ticks a second of [`Movie::duration`] and of edits.
    pub timescale: u32,
    /// `None` where it is 0 or said to be unknown.
    pub duration: Option<u64>,
    /// The index gives its duration as 0, as it does where all frames come in fragments.
    pub says_0: bool,
    /// How all tracks are turned, beside each track's own turn.
    pub matrix: Matrix,
    pub tracks: Vec<Track>,
    /// The index is packed, as QuickTime could; what is in it is not looked at.
    pub packed: bool,
    /// Where more is said of the film, but for its tracks' own notes (`udta`, `meta`).
    pub notes: Vec<Atom>,
    /// Frames may come in fragments behind the index.
    pub extends: Option<Extends>,
}

/// What fragments have in common (`mvex`).
#[derive(Debug, Default)]
pub(in crate::media) struct Extends {
    /// Of the whole film, in ticks of [`Movie::timescale`].
    pub duration: Option<u64>,
    /// For each track its id and what its samples are like unless a fragment says otherwise.
    pub defaults: Vec<(u32, Defaults)>,
}

/// What the samples of a run are like unless they say otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::media) struct Defaults {
    pub duration: u32,
    pub size: u32,
    pub flags: u32,
}

impl Movie {
    /// Reads the boxes inside `moov`; what was read before a [`Halt`] stays.
    pub fn read<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, moov: &Atom) -> Result<(), Halt> {
        boxes.within(moov, |boxes, atom| match &atom.kind {
            b"mvhd" => self.header(boxes, &atom),
            b"cmov" => {
                self.packed = true;
                Ok(())
            }
            b"trak" => {
                if self.tracks.len() >= MOST_TRACKS {
                    return Err(Stop::Spent.into());
                }
                let mut track = Track::default();
                let read = track.read(boxes, &atom);
                self.tracks.push(track);
                read
            }
            b"mvex" => {
                let extends = self.extends.insert(Extends::default());
                boxes.within(&atom, |boxes, atom| extends.read(boxes, &atom))
            }
            b"udta" | b"meta" => {
                self.notes.push(atom);
                Ok(())
            }
            _ => Ok(()),
        })
    }

    /// The track of a kind that players show: the first that is switched on, or else the first.
    pub fn track(&self, handler: [u8; 4]) -> Option<&Track> {
        let mut tracks = self.tracks.iter().filter(|track| track.handler == handler);
        let first = tracks.clone().next();
        tracks.find(|track| track.enabled).or(first)
    }

    pub fn count(&self, handler: [u8; 4]) -> u32 {
        // At most MOST_TRACKS.
        self.tracks.iter().filter(|track| track.handler == handler).count() as u32
    }

    fn header<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, atom: &Atom) -> Result<(), Halt> {
        let (version, _) = boxes.version(atom)?;
        let at = atom.at(if version == 1 { 20 } else { 12 });
        let length = if version == 1 { 8 } else { 4 };
        self.timescale = boxes.u32(at)?;
        let duration = boxes.wide(at + 4, version)?;
        (self.duration, self.says_0) = (known(duration, version), duration == 0);
        // Rate, volume and ten reserved bytes stand between.
        self.matrix = Matrix::read(boxes, at + 4 + length + 16)?;
        Ok(())
    }
}

impl Extends {
    fn read<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, atom: &Atom) -> Result<(), Halt> {
        match &atom.kind {
            b"mehd" => {
                let (version, _) = boxes.version(atom)?;
                self.duration = known(boxes.wide(atom.at(4), version)?, version);
            }
            b"trex" if self.defaults.len() < MOST_TRACKS => {
                let defaults = Defaults {
                    duration: boxes.u32(atom.at(12))?,
                    size: boxes.u32(atom.at(16))?,
                    flags: boxes.u32(atom.at(20))?,
                };
                self.defaults.push((boxes.u32(atom.at(4))?, defaults));
            }
            _ => {}
        }
        Ok(())
    }

    pub fn of(&self, track: u32) -> Defaults {
        self.defaults.iter().find(|(id, _)| *id == track).map_or_else(Defaults::default, |(_, found)| *found)
    }
}

/// A duration, if it is one: 0 stands in fragmented and unfinished files, all ones for an unknown one.
pub(super) fn known(duration: u64, version: u8) -> Option<u64> {
    let unknown = if version == 1 { u64::MAX } else { u64::from(u32::MAX) };
    Some(duration).filter(|duration| *duration != 0 && *duration != unknown)
}
