use super::compound::u32_at;

/// The longest set of properties that is read; a preview picture may make it longer, behind the numbers.
pub(super) const MOST: usize = 16 * 1024;
/// More than any program writes.
const MAX_PROPERTIES: u32 = 256;
/// A signed number of 32 bits ([MS-OLEPS] 2.2).
const VT_I4: u32 = 3;

/// A count out of the first section of a set of properties ([MS-OLEPS] 2.21), if it is there and more than 0.
pub(super) fn count(set: &[u8], property: u32) -> Option<u32> {
    if !set.starts_with(&[0xFE, 0xFF]) {
        return None;
    }
    let section = set.get(u32_at(set.get(..48)?, 44) as usize..)?;
    let entries = section.get(8..)?.chunks_exact(8).take(u32_at(section, 4).min(MAX_PROPERTIES) as usize);
    let offset =
        entries.into_iter().find(|entry| u32_at(entry, 0) == property).map(|entry| u32_at(entry, 4))?;
    let value = section.get(offset as usize..)?.get(..8)?;
    let count = (u32_at(value, 0) & 0xFFFF == VT_I4).then(|| u32_at(value, 4))?;
    // The type has a sign.
    (1..=i32::MAX as u32).contains(&count).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(properties: &[(u32, u32, u32)]) -> Vec<u8> {
        let mut set = vec![0xFE, 0xFF, 0, 0];
        set.resize(24, 0);
        set.extend(1_u32.to_le_bytes());
        set.resize(44, 0);
        set.extend(48_u32.to_le_bytes());
        set.extend(0_u32.to_le_bytes());
        set.extend((properties.len() as u32).to_le_bytes());
        for (index, (id, ..)) in (0..).zip(properties) {
            set.extend(id.to_le_bytes());
            set.extend((8 + 8 * properties.len() as u32 + 8 * index).to_le_bytes());
        }
        for (_, kind, value) in properties {
            set.extend(kind.to_le_bytes());
            set.extend(value.to_le_bytes());
        }
        set
    }

    #[test]
    fn a_count_is_found_by_its_number() {
        let set = set(&[(1, 2, 65001), (14, 3, 12), (15, 3, 99)]);
        assert_eq!(count(&set, 14), Some(12));
        assert_eq!(count(&set, 16), None);
    }

    #[test]
    fn what_is_no_count_is_left_out() {
        for value in [(14, 3, 0), (14, 3, u32::MAX), (14, 30, 5)] {
            assert_eq!(count(&set(&[value]), 14), None);
        }
        let whole = set(&[(14, 3, 12)]);
        for cut in 0..whole.len() {
            assert_eq!(count(&whole[..cut], 14), None);
        }
        let mut far = whole.clone();
        far[44..48].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(count(&far, 14), None);
        let mut many = whole;
        many[52..56].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(count(&many, 14), Some(12));
    }
}
