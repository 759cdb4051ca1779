//! Amounts as people write them, for the sentences of every floor. It must not know what is counted.

/// `36152320` as `36,152,320`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    digits.char_indices().fold(String::new(), |mut out, (at, digit)| {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
        out
    })
}

/// A file size: `480 KB`, `1.2 MB`; a thousand bytes to the kilobyte, as file managers show it.
pub fn bytes(count: u64) -> String {
    match count {
        0..1_000 => format!("{count} bytes"),
        1_000..999_500 => format!("{:.0} KB", count as f64 / 1e3),
        999_500..999_950_000 => format!("{:.1} MB", count as f64 / 1e6),
        _ => format!("{:.1} GB", count as f64 / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!([0, 999, 1_000, 36_152_320].map(thousands), ["0", "999", "1,000", "36,152,320"]);
    }

    #[test]
    fn sizes_are_rounded_as_file_managers_do() {
        let sizes = [7, 480_123, 1_234_567, 999_960_000].map(bytes);
        assert_eq!(sizes, ["7 bytes", "480 KB", "1.2 MB", "1.0 GB"]);
    }
}
