use std::io::{Read, Seek};

use super::boxes::{Atom, Boxes};
use crate::media::video::Halt;

/// Edits that are read. Cutting programs write a new film; the list is for a few cuts.
const MOST: u32 = 1024;
/// Less than this is no cut or pause that anybody sees. Encoders of sound need up to 0.08 s to settle, which files
/// take off again by an edit.
const NOTICED_MS: u64 = 100;
const ORDINARY_RATE: u32 = 1 << 16;

/// Which parts of a track's media are shown, and when (`elst`; ISO/IEC 14496-12, section 8.6.6).
#[derive(Debug, Default)]
pub(in crate::media) struct Edits {
    list: Vec<Edit>,
    /// There are more than were read.
    unread: bool,
}

#[derive(Clone, Copy, Debug)]
struct Edit {
    /// In ticks of the movie's clock; 0 for what is left of the media.
    lasts: u64,
    /// In ticks of the media's clock; `None` for a pause.
    from: Option<u64>,
    /// 1/65,536 of the speed.
    rate: u32,
}

/// The clocks of a film: ticks a second.
#[derive(Clone, Copy, Debug)]
pub(in crate::media) struct Clocks {
    pub movie: u32,
    pub media: u32,
}

impl Clocks {
    /// Ticks of the movie in ticks of the media.
    pub fn in_media(self, movie: u64) -> u64 {
        let scaled = u128::from(movie) * u128::from(self.media) / u128::from(self.movie.max(1));
        u64::try_from(scaled).unwrap_or(u64::MAX)
    }
}

impl Edits {
    pub(super) fn read<R: Read + Seek>(boxes: &mut Boxes<'_, R>, atom: &Atom) -> Result<Self, Halt> {
        let (version, _) = boxes.version(atom)?;
        let (size, length) = if version == 1 { (20, 8) } else { (12, 4) };
        let said = boxes.u32(atom.at(4))?;
        if u64::from(said) * size > atom.behind(8).len() {
            return Err(Halt::Corrupt);
        }
        let mut edits = Self { list: Vec::new(), unread: said > MOST };
        for index in 0..u64::from(said.min(MOST)) {
            let at = atom.at(8 + index * size);
            let from = boxes.wide(at + length, version)?;
            let pause = if version == 1 { u64::MAX } else { u64::from(u32::MAX) };
            edits.list.push(Edit {
                lasts: boxes.wide(at, version)?,
                from: Some(from).filter(|from| *from != pause),
                rate: boxes.u32(at + 2 * length)?,
            });
        }
        Ok(edits)
    }

    /// How long everything together is shown, in ticks of the movie, for which `whole` takes ticks of the media.
    /// `None` without edits.
    pub fn shown(&self, media: Option<u64>, whole: impl Fn(u64) -> Option<u64>) -> Option<u64> {
        if self.list.is_empty() || self.unread {
            return None;
        }
        self.list.iter().try_fold(0_u64, |sum, edit| {
            let lasts = match (edit.lasts, edit.from) {
                (0, Some(from)) => whole(media?.saturating_sub(from))?,
                (lasts, _) => lasts,
            };
            sum.checked_add(lasts)
        })
    }

    /// Whether the list cuts, delays or repeats a part. Every film with frames out of order has an edit that does
    /// none of these: it begins at the moment of the first frame, which `shift` ticks of the media's clock tell.
    pub fn alter(&self, media: Option<u64>, shift: u64, clocks: Clocks) -> bool {
        let noticed = NOTICED_MS * u64::from(clocks.media) / 1000;
        let mut parts = self.list.iter().filter_map(|edit| Some((edit, edit.from?)));
        let pauses = self.list.iter().filter(|edit| edit.from.is_none()).map(|edit| edit.lasts);
        let paused = clocks.in_media(pauses.fold(0, u64::saturating_add)) > noticed;
        let Some((edit, from)) = parts.next() else { return self.unread || paused };
        let begins_late = from > shift.saturating_add(noticed);
        let until = from.saturating_add(clocks.in_media(edit.lasts)).saturating_add(noticed);
        let ends_early = edit.lasts != 0 && media.is_some_and(|media| until < media);
        let several = parts.next().is_some() || self.unread;
        paused || several || begins_late || ends_early || edit.rate != ORDINARY_RATE
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Where the media begins to be shown, in its ticks.
    pub fn start(&self) -> u64 {
        self.list.iter().find_map(|edit| edit.from).unwrap_or(0)
    }

    /// How long nothing is shown at first, in ticks of the movie.
    pub fn pause(&self) -> u64 {
        let pauses = self.list.iter().take_while(|edit| edit.from.is_none());
        pauses.fold(0, |sum, edit| sum.saturating_add(edit.lasts))
    }

    /// The moment of the media, in its ticks, that is shown `at` ticks of the movie from the start. Of a pause, what
    /// follows it; behind the end, the end.
    pub fn media_time(&self, at: u64, clocks: Clocks) -> u64 {
        let mut left = at;
        let mut shown = None;
        for edit in &self.list {
            if let Some(from) = edit.from {
                let most = if edit.lasts == 0 { u64::MAX } else { edit.lasts };
                let within = left.min(most);
                shown = Some(from.saturating_add(clocks.in_media(within)));
            }
            let over = edit.lasts != 0 && left >= edit.lasts;
            left = if over { left - edit.lasts } else { 0 };
            if !over && edit.from.is_some() {
                break;
            }
        }
        shown.unwrap_or_else(|| clocks.in_media(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLOCKS: Clocks = Clocks { movie: 1000, media: 90_000 };

    fn edits(list: &[(u64, Option<u64>)]) -> Edits {
        let list = list.iter().map(|(lasts, from)| Edit { lasts: *lasts, from: *from, rate: ORDINARY_RATE });
        Edits { list: list.collect(), unread: false }
    }

    #[test]
    fn an_edit_that_only_takes_up_the_shift_of_the_first_frame_alters_nothing() {
        assert!(!edits(&[]).alter(Some(900_000), 0, CLOCKS));
        assert!(!edits(&[(10_000, Some(6000))]).alter(Some(906_000), 6000, CLOCKS));
        assert!(!edits(&[(0, Some(6000))]).alter(Some(906_000), 6000, CLOCKS));
    }

    #[test]
    fn a_cut_a_pause_and_a_repetition_alter() {
        let media = Some(900_000);
        assert!(edits(&[(9_000, Some(90_000))]).alter(media, 6000, CLOCKS), "begins late");
        assert!(edits(&[(9_000, Some(0))]).alter(media, 6000, CLOCKS), "ends early");
        assert!(edits(&[(500, None), (10_000, Some(0))]).alter(media, 0, CLOCKS), "a pause");
        assert!(edits(&[(10_000, Some(0)), (10_000, Some(0))]).alter(media, 0, CLOCKS), "twice");
        let slow = Edits { list: vec![Edit { lasts: 20_000, from: Some(0), rate: 1 << 15 }], unread: false };
        assert!(slow.alter(media, 0, CLOCKS), "half the speed");
    }

    #[test]
    fn a_moment_of_the_film_is_found_in_the_media() {
        let cut = edits(&[(2000, Some(90_000)), (1000, None), (3000, Some(450_000))]);
        let moments = [
            (0, 90_000),
            (1999, 269_910),
            (2000, 450_000),
            (2999, 450_000),
            (3000, 450_000),
            (4000, 540_000),
        ];
        for (at, media) in moments {
            assert_eq!(cut.media_time(at, CLOCKS), media, "{at}");
        }
        assert_eq!(cut.media_time(1_000_000, CLOCKS), 720_000, "the end");
        assert_eq!(edits(&[]).media_time(1500, CLOCKS), 135_000);
        assert_eq!(edits(&[(0, Some(6000))]).media_time(1500, CLOCKS), 141_000);
        assert_eq!(edits(&[(u64::MAX, Some(u64::MAX - 1))]).media_time(u64::MAX, CLOCKS), u64::MAX);
    }
}
