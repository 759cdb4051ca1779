use std::io::{Read, Seek};

use super::source::{Source, Stop};

/// The head of a box (ISO/IEC 14496-12, section 4.2), as films, pictures and JPEG XL have them. Who walks through boxes
/// says what may stand in what: films come with padding and lists of QuickTime, and are walked with a budget for all of
/// a file, pictures are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub kind: [u8; 4],
    /// Where its content begins.
    pub start: u64,
    /// Where it ends, not before `start`. `None` for a size of 0: on the outermost level it goes on to the end of the
    /// file; inside another box nothing goes on, and QuickTime ends lists by it.
    pub end: Option<u64>,
}

/// Reads the head of the box at `at`; `None` where its size is less than the head's own, or beyond all numbers.
pub(super) fn head<R: Read + Seek>(source: &mut Source<R>, at: u64) -> Result<Option<Head>, Stop> {
    let [a, b, c, d, kind @ ..] = source.take::<8>(at)?;
    let (length, size) = match u32::from_be_bytes([a, b, c, d]) {
        0 => return Ok(Some(Head { kind, start: at + 8, end: None })),
        1 => (16, u64::from_be_bytes(source.take(at + 8)?)),
        size => (8, u64::from(size)),
    };
    let end = at.checked_add(size).filter(|_| size >= length);
    Ok(end.map(|end| Head { kind, start: at + length, end: Some(end) }))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn a_size_is_told_in_four_bytes_or_eight_or_left_to_the_end() {
        let read = |size: u32, wide: u64| {
            let bytes = [&size.to_be_bytes(), b"mdat".as_slice(), &wide.to_be_bytes()].concat();
            head(&mut Source::new(Cursor::new(&bytes), 16, 16), 0).unwrap()
        };
        let told = |start, end| Some(Head { kind: *b"mdat", start, end });
        assert_eq!(read(0, 7), told(8, None));
        assert_eq!(read(8, 7), told(8, Some(8)));
        assert_eq!(read(u32::MAX, 7), told(8, Some(u64::from(u32::MAX))));
        assert_eq!(read(1, 16), told(16, Some(16)));
        assert_eq!(read(1, u64::MAX), told(16, Some(u64::MAX)));
        for (size, wide) in [(2, 100), (7, 100), (1, 0), (1, 1), (1, 15)] {
            assert_eq!(read(size, wide), None, "{size} {wide}");
        }
        let mut far = Source::new(Cursor::new([0, 0, 0, 1].repeat(6)), 24, 24);
        assert!(matches!(head(&mut far, 12), Err(Stop::End { .. })));
    }
}
