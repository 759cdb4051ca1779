//! What becomes of single samples: fewer bits, or white behind them.

/// The nearest of 256 steps.
pub(super) fn eight_bits(deep: u16) -> u8 {
    // At most 255, because 65,535 is 257 times that.
    ((u32::from(deep) * 255 + 32_895) >> 16) as u8
}

/// A sample over white, by its opacity.
pub(super) fn on_white(sample: u8, alpha: u8) -> u8 {
    let (sample, alpha) = (u32::from(sample), u32::from(alpha));
    // At most 255, as a mean of two samples.
    ((sample * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

/// The same of samples of sixteen bits.
pub(super) fn on_white_deep(sample: u16, alpha: u16) -> u16 {
    let (sample, alpha) = (u64::from(sample), u64::from(alpha));
    // At most 65,535, as a mean of two samples.
    ((sample * alpha + 65_535 * (65_535 - alpha) + 32_767) / 65_535) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_samples_become_the_nearest_of_those_with_eight_bits() {
        for (deep, expected) in
            [(0, 0), (128, 0), (129, 1), (257, 1), (32_768, 128), (65_406, 254), (65_407, 255), (65_535, 255)]
        {
            assert_eq!(eight_bits(deep), expected, "{deep}");
        }
    }

    #[test]
    fn what_shows_through_becomes_white_and_what_does_not_stays() {
        assert_eq!((on_white(7, 255), on_white(7, 0), on_white(0, 128)), (7, 255, 127));
        assert_eq!((on_white_deep(7, 65_535), on_white_deep(7, 0)), (7, 65_535));
    }
}
