//! EXIF data carried over to a picture that was drawn anew.

const ORIENTATION: u16 = 0x0112;
const THUMBNAIL_OFFSET: u16 = 0x0201;
const THUMBNAIL_LENGTH: u16 = 0x0202;
/// A directory of a camera has some 20 entries, of an editor's file up to about 60.
const MAX_ENTRIES: u16 = 512;
/// Bytes of an entry.
const ENTRY: usize = 12;

/// The same data for an upright picture: the orientation says so, and the small picture in it, which shows what was
/// there before, is blanked out. `None` if it cannot be followed.
pub(super) fn upright(mut exif: Vec<u8>) -> Option<Vec<u8>> {
    let order = match exif.get(..4)? {
        b"II*\0" => Order::Little,
        b"MM\0*" => Order::Big,
        _ => return None,
    };
    let first = order.long(&exif, 4)?;
    let count = order.entries(&exif, first)?;
    if let Some(entry) = (0..count).find_map(|index| order.entry(&exif, first, index, ORIENTATION)) {
        order.put_short(&mut exif, entry + 8, 1);
    }
    let next = first + 2 + count * ENTRY;
    // Some writers end the block right after the last entry.
    let Some(second) = order.long(&exif, next).filter(|second| *second != 0) else { return Some(exif) };
    let count = order.entries(&exif, second)?;
    let value = |tag| {
        let entry = (0..count).find_map(|index| order.entry(&exif, second, index, tag))?;
        order.long(&exif, entry + 8)
    };
    if let (Some(offset), Some(length)) = (value(THUMBNAIL_OFFSET), value(THUMBNAIL_LENGTH)) {
        exif.get_mut(offset..offset.checked_add(length)?)?.fill(0);
    }
    exif.get_mut(next..next + 4)?.fill(0);
    Some(exif)
}

#[derive(Clone, Copy)]
enum Order {
    Little,
    Big,
}

impl Order {
    /// How many entries the directory at `at` has.
    fn entries(self, exif: &[u8], at: usize) -> Option<usize> {
        self.short(exif, at).filter(|count| *count <= MAX_ENTRIES).map(usize::from)
    }

    /// Where the entry with this number is, if it is of this tag.
    fn entry(self, exif: &[u8], directory: usize, index: usize, tag: u16) -> Option<usize> {
        let at = directory + 2 + index * ENTRY;
        (self.short(exif, at)? == tag).then_some(at)
    }

    fn short(self, bytes: &[u8], at: usize) -> Option<u16> {
        let two = bytes.get(at..)?.first_chunk().copied()?;
        Some(match self {
            Self::Little => u16::from_le_bytes(two),
            Self::Big => u16::from_be_bytes(two),
        })
    }

    fn long(self, bytes: &[u8], at: usize) -> Option<usize> {
        let four = bytes.get(at..)?.first_chunk().copied()?;
        let value = match self {
            Self::Little => u32::from_le_bytes(four),
            Self::Big => u32::from_be_bytes(four),
        };
        usize::try_from(value).ok()
    }

    fn put_short(self, bytes: &mut [u8], at: usize, value: u16) {
        let two = match self {
            Self::Little => value.to_le_bytes(),
            Self::Big => value.to_be_bytes(),
        };
        if let Some(target) = bytes.get_mut(at..at + 2) {
            target.copy_from_slice(&two);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// Two directories: an orientation, and where a thumbnail of four bytes lies.
    fn little() -> Vec<u8> {
        let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x1A\0\0\0".to_vec();
        exif.extend(b"\x02\0\x01\x02\x04\0\x01\0\0\0\x38\0\0\0\x02\x02\x04\0\x01\0\0\0\x04\0\0\0\0\0\0\0");
        exif.extend([0xFF, 0xD8, 0xFF, 0xD9]);
        exif
    }

    #[test]
    fn an_orientation_becomes_upright_and_the_small_picture_goes() {
        let exif = upright(little()).unwrap();
        assert_eq!(exif.len(), little().len());
        assert_eq!((exif[18], &exif[22..26]), (1, [0; 4].as_slice()));
        assert_eq!(exif[56..], [0; 4]);
    }

    proptest! {
        #[test]
        fn mangled_data_is_followed_without_panic(at in 0..60_usize, bytes in vec(any::<u8>(), 1..6), cut in 0..60_usize) {
            let mut exif = little();
            exif.splice(at.min(exif.len())..(at + bytes.len()).min(exif.len()), bytes);
            exif.truncate(cut);
            upright(exif);
        }
    }
}
