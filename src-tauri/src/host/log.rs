//! What went wrong without anyone being told, on standard error. No call logs a token or a text.

use std::io;

use tracing::Level;

pub fn to_standard_error() {
    tracing_subscriber::fmt().with_max_level(Level::WARN).with_writer(io::stderr).with_target(false).init();
}
