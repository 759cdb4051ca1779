//! A program that draws pages and does nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    galley_core::media::draw_pages()
}
