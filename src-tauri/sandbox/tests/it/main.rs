//! The sandbox over real HTTP: every rule it holds a client to, and every leniency real clients rely on.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod asked;
mod contract;
mod documents;
mod doors;
mod duplicates_and_limits;
mod faults;
mod feed;
mod images;
mod kinds;
mod little_text;
mod organizations;
mod posts;
mod reading;
mod sign_in;
mod videos;
mod windows;
