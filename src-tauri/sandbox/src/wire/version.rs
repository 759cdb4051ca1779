//! The `LinkedIn-Version` header and the table it is judged by.

use std::fmt;

use axum::http::HeaderMap;
use jiff::tz::TimeZone;

use super::Refusal;
use crate::clock::Millis;
use crate::config::VersionConfig;

/// An API version that was live when the request came: `YYYYMM`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Version(String);

/// Versions with the moment each is switched off.
#[derive(Debug)]
pub(crate) struct VersionTable(Vec<VersionConfig>);

impl VersionTable {
    pub(crate) fn new(versions: &[VersionConfig]) -> Self {
        Self(versions.to_vec())
    }

    pub(crate) fn entries(&self) -> &[VersionConfig] {
        &self.0
    }

    /// Reads the header. A `.RR` suffix is allowed; there is no default version (LinkedIn versioning).
    pub(crate) fn check(&self, headers: &HeaderMap, now: Millis) -> Result<Version, Refusal> {
        let asked = headers.get("linkedin-version").ok_or(Refusal::VersionMissing)?;
        let asked = asked.to_str().unwrap_or_default().trim();
        let month = asked.split_once('.').map_or(asked, |(month, _)| month);
        if month.len() != 6 || !month.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Refusal::VersionMalformed(asked.to_owned()));
        }
        let version = Version(month.to_owned());
        if self.0.iter().any(|known| known.version == month && end_of(known).is_none_or(|end| now < end)) {
            Ok(version)
        } else {
            Err(Refusal::VersionInactive(version))
        }
    }
}

/// The moment it is switched off. A day that lies outside the calendar never comes.
fn end_of(known: &VersionConfig) -> Option<Millis> {
    let end = known.sunset?.to_zoned(TimeZone::UTC).ok()?;
    Some(end.timestamp().as_millisecond())
}

/// Written as messages show it: with the first day of the month.
impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}01", self.0)
    }
}
