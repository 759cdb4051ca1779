//! `cargo xtask bench`.

use crate::{
    cargo::{cargo, to_its_end},
    error::Error,
    machine::{self, packages},
    node,
    tools::IMG2PDF,
};
use std::process::ExitCode;

pub fn run(arguments: &[String]) -> Result<ExitCode, Error> {
    machine::ensure(packages::BUILD)?;
    machine::ensure(packages::MEASURE)?;
    node::ensure()?;
    IMG2PDF.ensure()?;
    let mut bench = cargo();
    bench.args(["bench", "--package", "galley-core", "--bench", "galley", "--"]).args(arguments);
    bench.env("IMG2PDF", IMG2PDF.program()).env("IMG2PDF_MODULES", IMG2PDF.modules());
    to_its_end(&mut bench)
}
