//! Documents built byte by byte, for what no program writes and somebody will send.

mod archives;
mod compounds;
mod indexes;
mod made;
mod mangled;
mod page_trees;

use std::time::Duration;

use super::{examined, facts};
use crate::media::{DocumentFacts, Fault, HeaderPart, PageSizes, PagesCounted};

/// Far longer than anything takes here, not optimised and on a busy machine, and far shorter than what has no end.
const LONG: Duration = Duration::from_secs(20);

/// What is read of a document, which has nothing wrong with it.
fn sound(bytes: &[u8]) -> DocumentFacts {
    let facts = facts(bytes);
    assert_eq!(facts.faults, []);
    facts.document().unwrap().clone()
}

fn pages(bytes: &[u8]) -> Option<u32> {
    facts(bytes).document().unwrap().pages
}
