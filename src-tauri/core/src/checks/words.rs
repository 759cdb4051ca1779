//! Figures as people write them.

pub use crate::media::amounts::{bytes, thousands};

/// A limit in bytes: `500 MB` where [`bytes`] says `500.0 MB`.
fn round_bytes(count: u64) -> String {
    match count {
        whole if whole > 0 && whole % 1_000_000 == 0 => format!("{} MB", thousands(whole / 1_000_000)),
        other => bytes(other),
    }
}

/// What a file has and a limit, as exactly as it takes to tell them apart: `74,999 bytes` and `75,000 bytes`.
pub(super) fn bytes_against(count: u64, limit: u64) -> [String; 2] {
    match bytes(count) == bytes(limit) {
        true => [count, limit].map(|count| format!("{} bytes", thousands(count))),
        false => [bytes(count), round_bytes(limit)],
    }
}

/// Thousandths as a decimal: `2400` as `2.4`.
pub(super) fn decimal(thousandths: u64) -> String {
    let fraction = format!(".{:03}", thousandths % 1_000);
    format!("{}{}", thousands(thousandths / 1_000), fraction.trim_end_matches('0').trim_end_matches('.'))
}

/// Milliseconds as people say them: `2.5 seconds`, `30 minutes`, `4 min 3.2 s`, `1 h 2 min`.
pub fn duration(ms: u64) -> String {
    const MINUTE: u64 = 60_000;
    const HOUR: u64 = 60 * MINUTE;
    let (minutes, rest) = (ms / MINUTE, ms % MINUTE);
    match (minutes, rest) {
        (0, 1_000) => "1 second".to_owned(),
        (0, ms) => format!("{} seconds", decimal(ms)),
        (1, 0) => "1 minute".to_owned(),
        (2..60, 0) => format!("{minutes} minutes"),
        (1..60, ms) => format!("{minutes} min {} s", decimal(ms)),
        (minutes, _) => format!("{} h {} min", thousands(ms / HOUR), minutes % 60),
    }
}

/// Errors begin in lower case, to stand in the middle of a sentence; alone they begin one and end with a stop.
pub fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    let stop = if message.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_told_without_a_fraction() {
        let limits = [75_000, 10_000_000, 500_000_000, 8 * 1024 * 1024].map(round_bytes);
        assert_eq!(limits, ["75 KB", "10 MB", "500 MB", "8.4 MB"]);
    }

    #[test]
    fn what_a_file_has_never_reads_like_the_limit_that_it_misses() {
        assert_eq!(bytes_against(612_300_000, 500_000_000), ["612.3 MB", "500 MB"]);
        assert_eq!(bytes_against(74_999, 75_000), ["74,999 bytes", "75,000 bytes"]);
        assert_eq!(bytes_against(500_000_001, 500_000_000), ["500,000,001 bytes", "500,000,000 bytes"]);
    }

    #[test]
    fn durations_are_as_exact_as_they_need_to_be() {
        let told = [0, 1_000, 2_999, 3_000, 60_000, 61_250, 1_800_000, 1_800_001, 3_723_000].map(duration);
        assert_eq!(
            told,
            [
                "0 seconds",
                "1 second",
                "2.999 seconds",
                "3 seconds",
                "1 minute",
                "1 min 1.25 s",
                "30 minutes",
                "30 min 0.001 s",
                "1 h 2 min"
            ]
        );
        assert_eq!([2_400, 4_801, 1_000, 1_234_500].map(decimal), ["2.4", "4.801", "1", "1,234.5"]);
    }
}
