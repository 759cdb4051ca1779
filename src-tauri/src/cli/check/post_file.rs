//! Post files among the files to be checked.

use std::path::Path;

use galley_core::{
    media::{Facts, Kind},
    post::PostFile,
};

use super::super::{output::read_text, publish::LONGEST_POST};

/// By its name, whatever is in it, or by what it says.
pub(super) fn is_one(path: &Path, facts: &Facts) -> bool {
    let named = || path.to_string_lossy().to_lowercase().ends_with(".galley.json");
    let says = || read_text(path, LONGEST_POST).is_ok_and(|text| PostFile::is_meant(&text));
    let may_be = facts.kind() == Kind::Unknown && (1..=LONGEST_POST).contains(&facts.bytes);
    may_be && (named() || says())
}
