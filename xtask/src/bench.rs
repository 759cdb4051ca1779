//! `cargo xtask bench`.

use crate::{
    cargo::{cargo, to_its_end},
    error::Error,
    machine::{self, packages},
    node,
};
use std::process::ExitCode;

pub fn run(arguments: &[String]) -> Result<ExitCode, Error> {
    machine::ensure(packages::BUILD)?;
    machine::ensure(packages::MEASURE)?;
    node::ensure()?;
    to_its_end(cargo().args(["bench", "--package", "galley-core", "--bench", "galley", "--"]).args(arguments))
}
