//! Publishing against the sandbox over real HTTP, with everything going wrong that can.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

mod advertisements;
mod again;
mod allowance;
mod changed;
mod clock;
mod creation;
mod cut_off;
mod damaged;
mod documents;
mod doubted;
mod duplicated;
mod faults;
mod figures;
mod files;
mod follow_ups;
mod links;
mod patience;
mod polls_and_reshares;
mod post_file;
mod posts;
mod refusals;
pub mod rehearsal;
mod resume;
mod seen;
mod taken_up;
mod unclear;
mod unnamed;
mod version;
mod videos;
mod watched;
