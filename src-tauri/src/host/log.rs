//! What went wrong without anyone being told, on standard error. No call logs a token or a text.

use std::{env, io};

use tracing::Level;

/// Asks for more than warnings: `info` is also what was told, with LinkedIn's own names for it; `debug`, `trace`.
const VARIABLE: &str = "GALLEY_LOG";

pub fn to_standard_error() {
    let asked = env::var(VARIABLE).ok().and_then(|level| level.parse().ok());
    let level = asked.unwrap_or(Level::WARN);
    tracing_subscriber::fmt().with_max_level(level).with_writer(io::stderr).with_target(false).init();
}
