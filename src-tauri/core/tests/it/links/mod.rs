//! Reading pages from a server that means harm.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

mod hostile;
mod pages;
pub mod site;
