//! `cargo xtask bindings`.

use crate::{
    cargo::{cargo, to_its_end},
    error::Error,
};
use std::process::ExitCode;

/// Has the test that compares the page's bindings with the commands write them instead.
pub fn run() -> Result<ExitCode, Error> {
    to_its_end(
        cargo().args(["test", "--workspace", "--test", "it", "bindings"]).env("GALLEY_WRITE_BINDINGS", "1"),
    )
}
