//! What decoders have to know before the first frame, and how frames are cut into units.

/// Parameter sets of a film, and how many bytes tell the length of a unit in its samples.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::media) struct Config {
    pub units: Vec<Vec<u8>>,
    pub length_size: usize,
    /// Layers of frames that may be left out, of HEVC; 0 where nobody says.
    pub layers: u8,
}

impl Config {
    /// Reads an `avcC` box (ISO/IEC 14496-15, section 5.3.3).
    pub fn avc(bytes: &[u8]) -> Option<Self> {
        let [_, _, _, _, lengths, count, rest @ ..] = bytes else { return None };
        let mut config = Self { length_size: usize::from(lengths & 3) + 1, ..Self::default() };
        let rest = config.take(rest, u16::from(count & 0x1F))?;
        let (count, rest) = rest.split_first()?;
        config.take(rest, u16::from(*count))?;
        Some(config)
    }

    /// Reads an `hvcC` box (ISO/IEC 14496-15, section 8.3.3).
    pub fn hevc(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk::<23>()?;
        let [.., lengths, arrays] = head;
        let mut config =
            Self { length_size: usize::from(lengths & 3) + 1, layers: lengths >> 3 & 7, ..Self::default() };
        let mut rest = rest;
        for _ in 0..*arrays {
            let ([_, high, low], behind) = rest.split_first_chunk()?;
            rest = config.take(behind, u16::from_be_bytes([*high, *low]))?;
        }
        Some(config)
    }

    fn take<'b>(&mut self, mut bytes: &'b [u8], count: u16) -> Option<&'b [u8]> {
        for _ in 0..count {
            let (length, rest) = bytes.split_first_chunk()?;
            let (unit, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
            self.units.push(unit.to_vec());
            bytes = rest;
        }
        Some(bytes)
    }

    /// The units of a sample, empty ones left out; what does not fit in the sample is left out too.
    pub fn units_of<'s>(&self, sample: &'s [u8]) -> impl Iterator<Item = &'s [u8]> + use<'s> {
        let size = self.length_size;
        let mut rest = sample;
        std::iter::from_fn(move || {
            let (length, behind) = rest.split_at_checked(size)?;
            let length = length.iter().fold(0_usize, |length, byte| length << 8 | usize::from(*byte));
            let (unit, behind) = behind.split_at_checked(length)?;
            rest = behind;
            Some(unit)
        })
        .filter(|unit| !unit.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameter_sets_are_found_in_both_boxes() {
        let avc = [1, 100, 0, 40, 0xFF, 0xE1, 0, 2, 0x67, 1, 1, 0, 1, 0x68];
        let config = Config::avc(&avc).unwrap();
        assert_eq!(config, Config { units: vec![vec![0x67, 1], vec![0x68]], length_size: 4, layers: 0 });
        let mut hevc = vec![0; 21];
        hevc.extend([0b0001_0011, 2, 0x20, 0, 1, 0, 1, 0x40, 0x21, 0, 1, 0, 2, 0x42, 1]);
        let config = Config::hevc(&hevc).unwrap();
        assert_eq!(config, Config { units: vec![vec![0x40], vec![0x42, 1]], length_size: 4, layers: 2 });
        for length in 0..avc.len() {
            assert_eq!(Config::avc(&avc[..length]), None, "{length}");
        }
        for length in 0..hevc.len() {
            assert_eq!(Config::hevc(&hevc[..length]), None, "{length}");
        }
    }

    #[test]
    fn a_sample_is_cut_into_units() {
        let config = Config { length_size: 2, ..Config::default() };
        let units: Vec<&[u8]> = config.units_of(&[0, 1, 9, 0, 0, 0, 2, 7, 8, 0, 9, 1]).collect();
        assert_eq!(units, [&[9_u8] as &[u8], &[7, 8]]);
    }
}
