//! What holds for the project as a whole, without a window.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

mod bindings;
mod cli;
mod floors;
