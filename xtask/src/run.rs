//! `cargo xtask run`.

use crate::{
    cargo::{cargo, to_its_end},
    error::Error,
    machine::{self, packages},
    node,
};
use std::process::ExitCode;

pub fn run(arguments: &[String]) -> Result<ExitCode, Error> {
    machine::ensure(packages::BUILD)?;
    node::ensure()?;
    to_its_end(cargo().args(["run", "--"]).args(arguments))
}
