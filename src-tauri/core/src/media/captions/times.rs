use std::fmt;

/// When a caption comes and goes, in milliseconds from the film's start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Times {
    pub start_ms: u64,
    pub end_ms: u64,
}

/// The line of times, as SubRip writes it.
impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} --> {}", Moment(self.start_ms), Moment(self.end_ms))
    }
}

impl Times {
    /// Reads a line of times as generously as players do: with a point for the comma, without hours, with less than
    /// three digits (a whole number of milliseconds all the same, as FFmpeg reads them), and with a place or settings
    /// behind the second time.
    pub fn read(line: &str) -> Option<Self> {
        let (start, rest) = line.split_once("-->")?;
        let end = rest.split_whitespace().next()?;
        Some(Self { start_ms: moment(start.trim())?, end_ms: moment(end)? })
    }

    /// Whether `line`, of which these times were read, says nothing else and says it as SubRip does.
    pub fn written_as(&self, line: &str) -> bool {
        line.trim_end() == self.to_string()
    }
}

struct Moment(u64);

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, milliseconds) = (self.0 / 1000, self.0 % 1000);
        let (minutes, seconds) = (seconds / 60, seconds % 60);
        write!(f, "{:02}:{:02}:{seconds:02},{milliseconds:03}", minutes / 60, minutes % 60)
    }
}

/// The milliseconds of `hours:minutes:seconds,milliseconds`.
pub(super) fn moment(text: &str) -> Option<u64> {
    let (clock, milliseconds) = text.rsplit_once([',', '.'])?;
    let mut parts = clock.rsplit(':');
    let seconds = number(parts.next()?, 2)?;
    let minutes = number(parts.next()?, 2)?;
    let hours = parts.next().map_or(Some(0), |hours| number(hours, 6))?;
    let rest = parts.next();
    let milliseconds = number(milliseconds, 3)?;
    rest.is_none().then_some(((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds)
}

fn number(digits: &str, most: usize) -> Option<u64> {
    let plain = digits.len() <= most && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn times_are_read_as_players_read_them() {
        let table: &[(&str, Option<(u64, u64)>)] = &[
            ("00:00:01,000 --> 00:00:04,500", Some((1_000, 4_500))),
            ("100:59:59,999 --> 101:00:00,000", Some((363_599_999, 363_600_000))),
            ("0:00:01.5-->0:0:2.25", Some((1_005, 2_025))),
            ("\t00:01,000 -->  00:02,000  ", Some((1_000, 2_000))),
            ("00:00:01,000 --> 00:00:04,500 X1:40 X2:600 Y1:20 Y2:50", Some((1_000, 4_500))),
            ("00:75:00,000 --> 02:00:00,000", Some((4_500_000, 7_200_000))),
            ("00:00:01,000 -> 00:00:04,500", None),
            ("-00:00:01,000 --> 00:00:04,500", None),
            ("00:00:01,0000 --> 00:00:04,500", None),
            ("00:00:00:01,000 --> 00:00:04,500", None),
            ("9999999:00:01,000 --> 00:00:04,500", None),
            ("00:00:01 --> 00:00:04", None),
            ("--> 00:00:04,500", None),
            ("00:00:01,000 -->", None),
            ("", None),
        ];
        for (line, times) in table {
            let read = Times::read(line).map(|times| (times.start_ms, times.end_ms));
            assert_eq!(read, *times, "{line}");
        }
    }

    #[test]
    fn only_the_form_that_subrip_writes_counts_as_such() {
        let exact = |line: &str| Times::read(line).unwrap().written_as(line);
        assert!(exact("00:00:01,000 --> 00:00:04,500"));
        assert!(exact("00:00:01,000 --> 00:00:04,500 "));
        for loose in [
            "00:00:01.000 --> 00:00:04.500",
            "0:00:01,000 --> 0:00:04,500",
            "00:00:01,000 -->00:00:04,500",
            "00:00:61,000 --> 00:01:04,500",
            "00:00:01,000 --> 00:00:04,500 X1:40",
        ] {
            assert!(!exact(loose), "{loose}");
        }
    }

    proptest! {
        #[test]
        fn written_times_are_read_back(start_ms in 0..3_599_999_999_999_u64, end_ms in 0..3_599_999_999_999_u64) {
            let times = Times { start_ms, end_ms };
            let line = times.to_string();
            prop_assert_eq!(Times::read(&line), Some(times));
            prop_assert!(times.written_as(&line));
        }
    }
}
