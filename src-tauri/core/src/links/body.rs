//! What a server answers with, up to a limit that also holds for what it unpacks to.

use std::io::{self, Write};

use flate2::write::MultiGzDecoder;

/// Bytes that are taken until there are enough.
pub(super) struct Body(Packed);

enum Packed {
    No(Bounded),
    Gzip(Box<MultiGzDecoder<Bounded>>),
}

struct Bounded {
    bytes: Vec<u8>,
    most: usize,
    full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.most - self.bytes.len());
        self.full |= taken < bytes.len();
        self.bytes.extend_from_slice(&bytes[..taken]);
        match taken {
            0 if !bytes.is_empty() => Err(io::ErrorKind::StorageFull.into()),
            taken => Ok(taken),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Body {
    /// `most`: bytes, unpacked.
    pub(super) fn new(gzip: bool, most: usize) -> Body {
        let bounded = Bounded { bytes: Vec::new(), most, full: false };
        Body(match gzip {
            true => Packed::Gzip(Box::new(MultiGzDecoder::new(bounded))),
            false => Packed::No(bounded),
        })
    }

    /// Takes what came; whether more is wanted. What cannot be unpacked ends it, and what came before stays.
    pub(super) fn take(&mut self, bytes: &[u8]) -> bool {
        let taken = match &mut self.0 {
            Packed::No(bounded) => bounded.write_all(bytes),
            Packed::Gzip(gzip) => gzip.write_all(bytes),
        };
        taken.is_ok() && !self.is_full()
    }

    /// Nothing more will come.
    pub(super) fn end(&mut self) {
        if let Packed::Gzip(gzip) = &mut self.0 {
            // Whatever is missing at the end, what came is read.
            let _ = gzip.try_finish();
        }
    }

    /// There was more than is taken.
    pub(super) fn is_full(&self) -> bool {
        self.bounded().full
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bounded().bytes
    }

    fn bounded(&self) -> &Bounded {
        match &self.0 {
            Packed::No(bounded) => bounded,
            Packed::Gzip(gzip) => gzip.get_ref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn taken(gzip: bool, most: usize, bytes: &[u8], at_once: usize) -> (Vec<u8>, bool) {
        let mut body = Body::new(gzip, most);
        for piece in bytes.chunks(at_once) {
            if !body.take(piece) {
                break;
            }
        }
        body.end();
        (body.bytes().to_vec(), body.is_full())
    }

    #[test]
    fn what_fits_comes_whole() {
        let words = b"so many words ".repeat(50);
        for at_once in [1, 7, 1_000] {
            assert_eq!(taken(false, words.len(), &words, at_once), (words.clone(), false));
            assert_eq!(taken(true, words.len(), &gzip(&words), at_once), (words.clone(), false));
        }
    }

    #[test]
    fn a_little_that_unpacks_to_a_lot_ends_at_the_limit() {
        let bomb = gzip(&vec![b'a'; 50_000_000]);
        assert!(bomb.len() < 100_000);
        let (bytes, full) = taken(true, 10_000, &bomb, 4_096);
        assert_eq!((bytes.len(), full), (10_000, true));
        assert_eq!(taken(false, 3, b"abcd", 4), (b"abc".to_vec(), true));
    }

    #[test]
    fn what_is_no_gzip_or_breaks_off_leaves_what_came_before() {
        assert_eq!(taken(true, 100, b"<html>", 6).0, b"");
        let packed = gzip(&b"so many words ".repeat(5_000));
        let (bytes, _) = taken(true, 1 << 20, &packed[..packed.len() / 2], 16);
        assert!(bytes.starts_with(b"so many") || bytes.is_empty());
    }
}
