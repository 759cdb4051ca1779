//! Publishing against the sandbox over real HTTP, with everything going wrong that can.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

mod advertisements;
mod again;
mod clock;
mod creation;
mod damaged;
mod documents;
mod faults;
mod files;
mod links;
mod patience;
mod post_file;
mod posts;
pub mod rehearsal;
mod resume;
mod version;
mod videos;
