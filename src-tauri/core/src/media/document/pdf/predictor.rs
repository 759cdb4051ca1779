use super::object::Dictionary;

/// Longest row in bytes; that of a cross-reference stream has below 20.
const MAX_ROW: u64 = 64 * 1024;

/// Undoes what made the bytes easier to deflate (ISO 32000-2, 7.4.4.4). `None` where that cannot be followed: the
/// predictor of TIFF, which nobody writes for structure, or rows of a length that makes no sense.
pub(super) fn undo(bytes: Vec<u8>, parameters: Option<&Dictionary>) -> Option<Vec<u8>> {
    let Some(parameters) = parameters else { return Some(bytes) };
    let value = |name: &[u8], usual| match parameters.get(name) {
        None => Some(usual),
        Some(value) => value.unsigned(),
    };
    match value(b"Predictor", 1)? {
        0 | 1 => return Some(bytes),
        10..=15 => {}
        _ => return None,
    }
    let (colors, depth, columns) =
        (value(b"Colors", 1)?, value(b"BitsPerComponent", 8)?, value(b"Columns", 1)?);
    if !matches!(depth, 1 | 2 | 4 | 8 | 16)
        || !(1..=32).contains(&colors)
        || !(1..=MAX_ROW).contains(&columns)
    {
        return None;
    }
    // At most 32 × 16 × 65,536 bits.
    let pixel = (colors * depth).div_ceil(8) as usize;
    let row = (colors * depth * columns).div_ceil(8);
    (row <= MAX_ROW).then(|| undo_rows(&bytes, row as usize, pixel))
}

/// Each row has its own filter in a byte before it (PNG third edition, section 9).
fn undo_rows(bytes: &[u8], row: usize, pixel: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut above = vec![0; row];
    let mut this = vec![0; row];
    for packed in bytes.chunks(row + 1) {
        let Some((filter, packed)) = packed.split_first() else { break };
        this.fill(0);
        for (index, byte) in packed.iter().enumerate() {
            let at = |row: &[u8], back: usize| {
                index.checked_sub(back).and_then(|index| row.get(index)).copied().unwrap_or(0)
            };
            let (left, up, corner) = (at(&this, pixel), at(&above, 0), at(&above, pixel));
            let guess = match filter {
                1 => left,
                2 => up,
                // The mean of two bytes is one.
                3 => (u16::from(left).midpoint(u16::from(up))) as u8,
                4 => paeth(left, up, corner),
                _ => 0,
            };
            if let Some(place) = this.get_mut(index) {
                *place = byte.wrapping_add(guess);
            }
        }
        out.extend(this.iter().take(packed.len()));
        std::mem::swap(&mut above, &mut this);
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |byte: u8| (guess - i16::from(byte)).abs();
    if distance(left) <= distance(up) && distance(left) <= distance(corner) {
        left
    } else if distance(up) <= distance(corner) {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::super::object::Object;
    use super::*;

    fn parameters(entries: &[(&str, i64)]) -> Dictionary {
        let entry = |(name, value): &(&str, i64)| (name.as_bytes().to_vec(), Object::Integer(*value));
        Dictionary(entries.iter().map(entry).collect())
    }

    #[test]
    fn each_filter_of_a_row_is_undone() {
        let rows = [0, 1, 2, 3, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 1, 1, 4, 1, 1, 1].map(|byte: u8| byte);
        let asked = parameters(&[("Predictor", 12), ("Columns", 3)]);
        let plain = undo(rows.to_vec(), Some(&asked)).unwrap();
        assert_eq!(plain, [1, 2, 3, 1, 2, 3, 2, 3, 4, 2, 3, 4, 3, 4, 5]);
    }

    #[test]
    fn a_last_row_that_is_cut_short_stays_short() {
        let asked = parameters(&[("Predictor", 15), ("Columns", 4)]);
        assert_eq!(undo(vec![0, 1, 2, 3, 4, 2, 1], Some(&asked)).unwrap(), [1, 2, 3, 4, 2]);
    }

    #[test]
    fn measures_without_sense_are_refused_before_anything_is_made_of_them() {
        for entries in [
            [("Predictor", 12), ("Columns", i64::MAX)].as_slice(),
            &[("Predictor", 12), ("Columns", 0)],
            &[("Predictor", 12), ("Columns", -1)],
            &[("Predictor", 12), ("Columns", 65_536), ("Colors", 32)],
            &[("Predictor", 12), ("BitsPerComponent", 7)],
            &[("Predictor", 2)],
            &[("Predictor", 99)],
        ] {
            assert_eq!(undo(vec![0; 100], Some(&parameters(entries))), None, "{entries:?}");
        }
        assert_eq!(undo(vec![7], Some(&parameters(&[("Predictor", 1)]))), Some(vec![7]));
        assert_eq!(undo(vec![7], None), Some(vec![7]));
    }
}
