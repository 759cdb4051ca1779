use std::io::{Read, Seek};
use std::ops::Range;

use flate2::{Decompress, FlushDecompress, Status};

use crate::media::source::{Source, Stop};

/// How much of the file is fetched at a time, and the least room made for what comes of it.
const STEP: usize = 16 * 1024;

/// What deflated bytes are wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrapping {
    /// As in archives.
    None,
    /// As in PDF: two bytes before, and a checksum behind that readers of PDF do not ask for.
    Zlib,
}

/// What was unpacked, up to where it had to end.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Inflated {
    pub bytes: Vec<u8>,
    /// All of it; otherwise a limit, the end of the packed bytes or damage came first.
    pub whole: bool,
}

/// Unpacks what lies at `packed` in the file, at most `limit` bytes. Memory grows with what really comes out.
pub(super) fn inflate<R: Read + Seek>(
    source: &mut Source<R>,
    packed: Range<u64>,
    wrapping: Wrapping,
    limit: usize,
) -> Result<Inflated, Stop> {
    let mut inflating = Inflating::new(wrapping, limit);
    source.set_read_ahead(16);
    let mut at = packed.start;
    while at < packed.end && inflating.ended.is_none() {
        let wanted = (packed.end - at).min(STEP as u64) as usize;
        let chunk = source.up_to(at, wanted)?;
        at += chunk.len() as u64;
        inflating.feed(chunk);
        if chunk.len() < wanted {
            break;
        }
    }
    Ok(inflating.end())
}

/// The same of bytes at hand.
pub(super) fn inflate_bytes(packed: &[u8], wrapping: Wrapping, limit: usize) -> Inflated {
    let mut inflating = Inflating::new(wrapping, limit);
    inflating.feed(packed);
    inflating.end()
}

struct Inflating {
    state: Decompress,
    /// Bytes of the wrapping that are still to come.
    wrapping: usize,
    bytes: Vec<u8>,
    limit: usize,
    /// Whether it ended as it should.
    ended: Option<bool>,
}

impl Inflating {
    fn new(wrapping: Wrapping, limit: usize) -> Self {
        let wrapping = if wrapping == Wrapping::Zlib { 2 } else { 0 };
        Self { state: Decompress::new(false), wrapping, bytes: Vec::new(), limit, ended: None }
    }

    fn feed(&mut self, packed: &[u8]) {
        let (wrapping, mut packed) = packed.split_at(self.wrapping.min(packed.len()));
        self.wrapping -= wrapping.len();
        while self.ended.is_none() {
            let filled = self.bytes.len();
            let room = STEP.min(self.limit - filled);
            if room == 0 {
                self.ended = Some(false);
                return;
            }
            self.bytes.resize(filled + room, 0);
            let (taken, given) = (self.state.total_in(), self.state.total_out());
            let fresh = self.bytes.get_mut(filled..).unwrap_or_default();
            let status = self.state.decompress(packed, fresh, FlushDecompress::None);
            // Both differences are at most the lengths of the slices that were handed over.
            let (taken, given) =
                ((self.state.total_in() - taken) as usize, (self.state.total_out() - given) as usize);
            self.bytes.truncate(filled + given);
            packed = packed.get(taken..).unwrap_or_default();
            match status {
                Ok(Status::StreamEnd) => self.ended = Some(true),
                Err(_) => self.ended = Some(false),
                // More may be waiting inside only if all the room was used.
                Ok(Status::Ok | Status::BufError) => {
                    if given < room && packed.is_empty() || taken == 0 && given == 0 {
                        return;
                    }
                }
            }
        }
    }

    fn end(self) -> Inflated {
        Inflated { bytes: self.bytes, whole: self.ended == Some(true) }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, ZlibEncoder};

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn from_file(file: &[u8], range: Range<u64>, limit: usize) -> (Inflated, u64) {
        let mut source = Source::new(Cursor::new(file), file.len() as u64, 1_000_000);
        let inflated = inflate(&mut source, range, Wrapping::Zlib, limit).unwrap();
        (inflated, source.bytes_read())
    }

    #[test]
    fn what_was_packed_comes_out_again_from_file_and_memory() {
        let text: Vec<u8> = (0..200_000_u32).flat_map(|n| (n % 251).to_le_bytes()).collect();
        let packed = packed(&text);
        assert_eq!(inflate_bytes(&packed, Wrapping::Zlib, 1 << 20).bytes, text);
        let file = [b"before".as_slice(), &packed, b"after"].concat();
        let (inflated, _) = from_file(&file, 6..file.len() as u64, 1 << 20);
        assert!(inflated.whole && inflated.bytes == text);
    }

    #[test]
    fn bare_deflate_is_read_without_a_wrapping() {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(b"word/document.xml").unwrap();
        let packed = encoder.finish().unwrap();
        assert_eq!(inflate_bytes(&packed, Wrapping::None, 100).bytes, b"word/document.xml");
        assert!(!inflate_bytes(&packed, Wrapping::Zlib, 100).whole);
    }

    #[test]
    fn a_bomb_is_unpacked_to_the_limit_and_no_further() {
        let bomb = packed(&vec![0; 10_000_000]);
        let (inflated, read) = from_file(&bomb, 0..bomb.len() as u64, 100_000);
        assert!(!inflated.whole);
        assert_eq!(inflated.bytes.len(), 100_000);
        assert!(read <= 32 * 1024, "{read}");
    }

    #[test]
    fn what_stands_before_damage_or_a_cut_is_kept() {
        let text: Vec<u8> = (0..5000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let mut harmed = packed(&text);
        let cut = inflate_bytes(&harmed[..harmed.len() / 2], Wrapping::Zlib, 1 << 20);
        assert!(!cut.whole && text.starts_with(&cut.bytes) && cut.bytes.len() > 1000);
        let last = harmed.len() - 1;
        harmed[last] ^= 0xFF;
        let wrong_sum = inflate_bytes(&harmed, Wrapping::Zlib, 1 << 20);
        assert!(wrong_sum.whole && wrong_sum.bytes == text);
    }
}
