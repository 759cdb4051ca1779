//! Accounts against an API over HTTP and against a real keyring.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

mod identify;
#[cfg(target_os = "linux")]
mod keyring;
mod sandbox;
