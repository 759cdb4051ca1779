//! The API versions that Galley knows, and when LinkedIn switches each off.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, date},
    tz::TimeZone,
};

use super::ApiVersion;

/// A version that LinkedIn issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownVersion {
    /// `YYYYMM`
    pub version: &'static str,
    pub sunset: Sunset,
    pub source: &'static str,
}

/// The first day, by UTC, on which a version answers 426.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sunset {
    Announced(Date),
    /// Not announced: a year after issue, which is the least that LinkedIn promises.
    About(Date),
}

impl Sunset {
    pub fn day(self) -> Date {
        match self {
            Sunset::Announced(day) | Sunset::About(day) => day,
        }
    }

    /// `on 15 January 2027`, or `about 15 April 2027`.
    pub fn in_words(self) -> String {
        let how = match self {
            Sunset::Announced(_) => "on",
            Sunset::About(_) => "about",
        };
        format!("{how} {}", self.day().strftime("%-d %B %Y"))
    }
}

const ANNOUNCED: &str = "LinkedIn, API migrations";
const PROMISED: &str = "LinkedIn, API versioning: at least twelve months; the day is not announced";

/// Newest first, which is the order they are tried in. There is no 202512. 202610 and 202611 may be live, which nobody
/// we can cite has seen: they can be typed under Settings and are never tried by Galley itself.
pub const VERSIONS: &[KnownVersion] = &[
    about("202609", date(2027, 9, 15)),
    about("202608", date(2027, 8, 15)),
    about("202607", date(2027, 7, 15)),
    about("202606", date(2027, 6, 15)),
    about("202605", date(2027, 5, 15)),
    about("202604", date(2027, 4, 15)),
    announced("202603", date(2027, 3, 16)),
    announced("202602", date(2027, 2, 15)),
    announced("202601", date(2027, 1, 15)),
];

const fn announced(version: &'static str, day: Date) -> KnownVersion {
    KnownVersion { version, sunset: Sunset::Announced(day), source: ANNOUNCED }
}

const fn about(version: &'static str, day: Date) -> KnownVersion {
    KnownVersion { version, sunset: Sunset::About(day), source: PROMISED }
}

impl ApiVersion {
    /// When it is switched off; `None` for one that is not in the table.
    pub fn sunset(&self) -> Option<Sunset> {
        VERSIONS.iter().find(|known| known.version == self.as_str()).map(|known| known.sunset)
    }
}

/// From this long before its end, a version that is in use is warned about.
pub const WARNED_FROM: SignedDuration = SignedDuration::from_hours(60 * 24);

/// From this long before, the warning stands wherever a post is published.
const NEAR: SignedDuration = SignedDuration::from_hours(14 * 24);

/// That the version in use comes to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SunsetWarning {
    /// Whole sentences: which version, when, and what to do.
    pub words: String,
    /// Within two weeks, or over.
    pub near: bool,
}

/// A warning about the version in use, from 60 days before its end. `pinned`: the user chose it, and Galley must not
/// change it.
pub fn sunset_warning(version: &ApiVersion, pinned: bool, now: Timestamp) -> Option<SunsetWarning> {
    let sunset = version.sunset()?;
    let today = now.to_zoned(TimeZone::UTC).date();
    let left = sunset.day().duration_since(today);
    if left > WARNED_FROM {
        return None;
    }
    let when = match left.as_hours() / 24 {
        ..=0 => format!("LinkedIn was to switch off API version {version} {}", sunset.in_words()),
        1 => format!("LinkedIn switches off API version {version} {}, tomorrow", sunset.in_words()),
        days => format!("LinkedIn switches off API version {version} {}, in {days} days", sunset.in_words()),
    };
    let remedy = match (pinned, *version == ApiVersion::default()) {
        (true, _) => "Galley is pinned to it. Pin a newer one under Settings, or let Galley choose.",
        (false, true) => "This Galley knows no newer one. Look for an update before then.",
        (false, false) => {
            "LinkedIn did not answer to a newer one that this Galley knows. Look for an update before then."
        }
    };
    Some(SunsetWarning { words: format!("{when}. {remedy}"), near: left <= NEAR })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: &str) -> Timestamp {
        format!("{day}T23:00:00Z").parse().unwrap()
    }

    fn version(text: &str) -> ApiVersion {
        text.parse().unwrap()
    }

    #[test]
    fn versions_are_months_from_the_newest_to_the_oldest_and_end_in_the_same_order() {
        for known in VERSIONS {
            assert_eq!(version(known.version).as_str(), known.version);
        }
        let newer_first = |pair: &[KnownVersion]| {
            pair[0].version > pair[1].version && pair[0].sunset.day() > pair[1].sunset.day()
        };
        assert!(VERSIONS.windows(2).all(newer_first));
        assert_eq!(VERSIONS[0].version, ApiVersion::default().as_str());
        assert!(!VERSIONS.iter().any(|known| known.version == "202512"), "never issued");
    }

    #[test]
    fn a_warning_begins_sixty_days_before_and_comes_near_two_weeks_before() {
        let warned = |day| sunset_warning(&version("202601"), true, at(day));
        assert_eq!(warned("2026-11-15"), None, "61 days");
        let first = warned("2026-11-16").unwrap();
        assert_eq!(
            first.words,
            "LinkedIn switches off API version 202601 on 15 January 2027, in 60 days. Galley is pinned to it. Pin a newer \
             one under Settings, or let Galley choose."
        );
        assert!(!first.near && !warned("2026-12-31").unwrap().near && warned("2027-01-01").unwrap().near);
        assert!(warned("2027-01-14").unwrap().words.contains("15 January 2027, tomorrow."));
        let over = warned("2027-03-01").unwrap();
        assert!(over.near && over.words.starts_with("LinkedIn was to switch off API version 202601 on 15"));
    }

    #[test]
    fn a_day_that_is_not_announced_is_called_so_and_an_unknown_version_is_not_warned_about() {
        let warning = sunset_warning(&ApiVersion::default(), false, at("2027-08-30")).unwrap();
        assert_eq!(
            warning.words,
            "LinkedIn switches off API version 202609 about 15 September 2027, in 16 days. This Galley knows no newer one. \
             Look for an update before then."
        );
        assert_eq!(sunset_warning(&version("202611"), true, at("2030-01-01")), None);
    }
}
