//! Everything Galley knows that has nothing to do with a desktop. Modules are floors: each may name only the
//! floors below it (docs/ARCHITECTURE.md), and a test holds them to it.

pub mod media;
mod network;
pub mod post;

pub mod accounts;
pub mod checks;
pub mod library;
pub mod links;

pub mod providers;
pub mod publish;

pub mod desk;

#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
