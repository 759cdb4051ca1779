//! A video on its way: the parts it comes in, what belongs to it, and whether the whole is one that LinkedIn would
//! process. Length, shape and codecs are not looked at.

use bytes::Bytes;
use thiserror::Error;

use super::secret;

/// Bytes of a part, but for the last (LinkedIn videos API).
const PART: u64 = 4_194_304;
/// Bytes a video may have (LinkedIn videos API: 75 KB to 500 MB).
const BYTES: std::ops::RangeInclusive<u64> = 75_000..=500_000_000;
/// Boxes at the top of a file. Fragmented ones have two for each second or so.
const MAX_BOXES: usize = 20_000;

#[derive(Debug)]
pub(crate) struct Film {
    /// As announced.
    size: u64,
    /// To be said again when all parts were sent.
    pub(crate) token: String,
    pub(crate) parts: Vec<Part>,
    /// The parts in the order that finalising named them.
    order: Vec<usize>,
    pub(crate) captions: Beside<Captions>,
    pub(crate) thumbnail: Beside<Bytes>,
}

#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) first: u64,
    /// Included; of the last part it may lie behind the end of the file.
    pub(crate) last: u64,
    /// What the upload is answered with.
    pub(crate) id: String,
    bytes: Option<Bytes>,
}

/// What may be sent beside a video, if it was announced with it.
#[derive(Debug)]
pub(crate) enum Beside<T> {
    Unannounced,
    Awaited,
    Sent(T),
}

#[derive(Debug)]
pub(crate) struct Captions {
    /// As the metadata has it.
    pub(crate) locale: String,
    pub(crate) bytes: Bytes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum Unfit {
    #[error("the file has not the announced length")]
    Length,
    #[error("less than 75 KB or more than 500 MB")]
    Size,
    #[error("not an MP4 with an index")]
    NoMp4,
}

/// Why parts do not make a video.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfinished {
    /// Part number so and so, from 0, was not sent.
    Missing(usize),
    /// Id number so and so names no part.
    UnknownId(usize),
}

impl Film {
    pub(crate) fn announced(size: u64, captions: bool, thumbnail: bool) -> Self {
        let count = size.div_ceil(PART).max(1);
        let part = |number: u64| Part {
            first: number * PART,
            last: (number + 1) * PART - 1,
            // Both spellings are seen: in quotes, and like a path without any.
            id: if number.is_multiple_of(2) {
                secret()
            } else {
                format!("/parts/video/{}-{number}", secret())
            },
            bytes: None,
        };
        Self {
            size,
            token: if count > 1 { secret() } else { String::new() },
            parts: (0..count).map(part).collect(),
            order: Vec::new(),
            captions: Beside::announced(captions),
            thumbnail: Beside::announced(thumbnail),
        }
    }

    /// Takes a part, or takes it again, and gives its id; none for one that there is not.
    pub(crate) fn receive(&mut self, number: usize, bytes: Bytes) -> Option<&str> {
        let part = self.parts.get_mut(number)?;
        part.bytes = Some(bytes);
        Some(&part.id)
    }

    /// Puts the parts together in the order of their ids. A video of a single part may be named by none.
    pub(crate) fn finish(&mut self, ids: &[&str]) -> Result<(), Unfinished> {
        if let Some(missing) = self.parts.iter().position(|part| part.bytes.is_none()) {
            return Err(Unfinished::Missing(missing));
        }
        let found = |(at, id): (usize, &&str)| {
            self.parts.iter().position(|part| part.id == **id).ok_or(Unfinished::UnknownId(at))
        };
        let order = ids.iter().enumerate().map(found).collect::<Result<Vec<_>, _>>()?;
        self.order = if order.is_empty() && self.parts.len() == 1 { vec![0] } else { order };
        Ok(())
    }

    /// The bytes as they were put together.
    pub(crate) fn chunks(&self) -> Vec<Bytes> {
        let bytes = |at: &usize| self.parts.get(*at)?.bytes.clone();
        self.order.iter().filter_map(bytes).collect()
    }

    /// Whether LinkedIn would process what was put together.
    pub(crate) fn examine(&self) -> Result<(), Unfit> {
        let joined = Joined(&self.chunks());
        if joined.length() != self.size {
            return Err(Unfit::Length);
        }
        if !BYTES.contains(&self.size) {
            return Err(Unfit::Size);
        }
        joined.is_mp4().then_some(()).ok_or(Unfit::NoMp4)
    }
}

impl<T> Beside<T> {
    fn announced(yes: bool) -> Self {
        if yes { Self::Awaited } else { Self::Unannounced }
    }

    pub(crate) fn is_announced(&self) -> bool {
        !matches!(self, Self::Unannounced)
    }

    pub(crate) fn sent(&self) -> Option<&T> {
        match self {
            Self::Sent(what) => Some(what),
            Self::Unannounced | Self::Awaited => None,
        }
    }
}

struct Joined<'a>(&'a [Bytes]);

impl Joined<'_> {
    fn length(&self) -> u64 {
        self.0.iter().map(|chunk| chunk.len() as u64).sum()
    }

    /// Whether it begins as an MP4 does and has an index among its boxes (ISO/IEC 14496-12, section 4.2).
    fn is_mp4(&self) -> bool {
        let mut at = 0;
        for number in 0..MAX_BOXES {
            let Some(head) = self.read::<8>(at) else { return false };
            let [a, b, c, d, name @ ..] = head;
            let size = match u32::from_be_bytes([a, b, c, d]) {
                0 => self.length() - at,
                1 => self.read::<8>(at + 8).map_or(0, u64::from_be_bytes),
                short => short.into(),
            };
            match (&name, number) {
                (b"ftyp", 0) => {}
                (_, 0) => return false,
                (b"moov", _) => return at.checked_add(size).is_some_and(|end| end <= self.length()),
                _ => {}
            }
            match at.checked_add(size) {
                Some(next) if size >= 8 => at = next,
                _ => return false,
            }
        }
        false
    }

    fn read<const N: usize>(&self, mut at: u64) -> Option<[u8; N]> {
        let mut read = [0; N];
        let mut filled = 0;
        for chunk in self.0 {
            let length = chunk.len() as u64;
            if at >= length {
                at -= length;
                continue;
            }
            let from = chunk.get(usize::try_from(at).ok()?..)?;
            let count = from.len().min(N - filled);
            read.get_mut(filled..filled + count)?.copy_from_slice(from.get(..count)?);
            filled += count;
            at = 0;
            if filled == N {
                return Some(read);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(name: &[u8; 4], length: usize) -> Vec<u8> {
        [&(length as u32 + 8).to_be_bytes()[..], name, &vec![7; length]].concat()
    }

    fn mp4(length: usize) -> Vec<u8> {
        let head = [boxed(b"ftyp", 16), boxed(b"moov", 100)].concat();
        let rest = boxed(b"mdat", length - head.len() - 8);
        [head, rest].concat()
    }

    fn sent(bytes: &[u8], announced: u64) -> Film {
        let mut film = Film::announced(announced, false, false);
        for (number, chunk) in bytes.chunks(PART as usize).enumerate() {
            assert!(film.receive(number, Bytes::copy_from_slice(chunk)).is_some());
        }
        film
    }

    fn ids(film: &Film) -> Vec<String> {
        film.parts.iter().map(|part| part.id.clone()).collect()
    }

    fn finished(mut film: Film, ids: &[String]) -> Result<(), Unfit> {
        film.finish(&ids.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
        film.examine()
    }

    #[test]
    fn parts_cover_a_file_and_the_last_may_reach_beyond_it() {
        let film = Film::announced(PART * 2 + 1, false, false);
        let bounds: Vec<_> = film.parts.iter().map(|part| (part.first, part.last)).collect();
        assert_eq!(bounds, [(0, PART - 1), (PART, PART * 2 - 1), (PART * 2, PART * 3 - 1)]);
        assert_eq!(Film::announced(1, false, false).parts.len(), 1);
        assert_eq!(Film::announced(PART, false, false).parts.len(), 1);
    }

    #[test]
    fn a_video_is_what_its_ids_say_in_their_order() {
        let bytes = mp4(PART as usize + 90_000);
        let whole = sent(&bytes, bytes.len() as u64);
        let names = ids(&whole);
        assert_eq!(finished(whole, &names), Ok(()));
        let turned = sent(&bytes, bytes.len() as u64);
        let mut names = ids(&turned);
        names.reverse();
        assert_eq!(finished(turned, &names), Err(Unfit::NoMp4));
        let nameless = sent(&bytes, bytes.len() as u64);
        assert_eq!(finished(nameless, &[]), Err(Unfit::Length), "of several parts each has to be named");
        let one = mp4(90_000);
        assert_eq!(finished(sent(&one, 90_000), &[]), Ok(()));
    }

    #[test]
    fn an_index_is_found_across_the_seam_of_two_parts_and_must_be_whole() {
        for before in PART as usize - 12..=PART as usize + 4 {
            let head = boxed(b"ftyp", 16);
            let film = boxed(b"mdat", before - head.len() - 8);
            let bytes = [head, film, boxed(b"moov", 80_000)].concat();
            let film = sent(&bytes, bytes.len() as u64);
            let names = ids(&film);
            assert_eq!(finished(film, &names), Ok(()), "{before}");
        }
        let cut = [boxed(b"ftyp", 16), boxed(b"mdat", 90_000), boxed(b"moov", 100)].concat();
        let cut = &cut[..cut.len() - 1];
        let film = sent(cut, cut.len() as u64);
        assert_eq!(finished(film, &[]), Err(Unfit::NoMp4));
    }

    #[test]
    fn what_is_missing_or_misnamed_is_told() {
        let bytes = mp4(PART as usize + 90_000);
        let mut film = Film::announced(bytes.len() as u64, false, false);
        assert_eq!(film.finish(&[]), Err(Unfinished::Missing(0)));
        assert!(film.receive(2, Bytes::new()).is_none());
        let mut film = sent(&bytes, bytes.len() as u64);
        let quoted = format!("\"{}\"", film.parts[0].id);
        assert_eq!(film.finish(&[&quoted]), Err(Unfinished::UnknownId(0)));
    }

    #[test]
    fn lengths_and_sizes_are_held_to() {
        let bytes = mp4(90_000);
        assert_eq!(finished(sent(&bytes, 90_001), &[]), Err(Unfit::Length));
        let small = mp4(74_999);
        assert_eq!(finished(sent(&small, 74_999), &[]), Err(Unfit::Size));
        let other = vec![0; 90_000];
        assert_eq!(finished(sent(&other, 90_000), &[]), Err(Unfit::NoMp4));
    }
}
