//! Side-by-side measurements: Galley next to what a person would use instead, in one run on one machine.
//!
//! `cargo xtask bench` prints them all; `cargo xtask bench -- thumbnail` those whose name holds the word.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement that cannot be made should stop the run"
)]

mod bind;
mod clients;
mod facts;
mod files;
mod measure;
mod pages;
mod publish;
mod sandbox;
mod thumbnail;
mod videos;

use std::env;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    // The measured process and the sandbox are this program again, so that neither's memory counts as the other's.
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["child-sandbox", delay, line] => {
            return sandbox::serve(delay.parse().unwrap(), line.parse().unwrap());
        }
        ["child-video", base, token, folder, client] => return videos::child(base, token, folder, client),
        ["child-publish", base, token, folder, client] => return publish::child(base, token, folder, client),
        ["child-thumbnail", file, cache] => return thumbnail::child(file, cache),
        ["child-facts", ref files @ ..] => return facts::child(files),
        ["child-bind", how, into, ref pages @ ..] => return bind::child(how, into, pages),
        _ => {}
    }
    let wanted =
        |name: &str| arguments.is_empty() || arguments.iter().any(|word| name.contains(word.as_str()));
    let mut kept = true;
    for (name, measure) in MEASUREMENTS {
        if wanted(name) {
            println!("\n{name}");
            kept &= measure();
        }
    }
    println!("\n{}", if kept { "every budget was kept" } else { "a budget was broken" });
    std::process::exit(i32::from(!kept));
}

/// Measures and prints; whether every budget was kept.
type Measure = fn() -> bool;

const MEASUREMENTS: [(&str, Measure); 12] = [
    ("publish 20 images of 1.2 MB, 50 ms a request", publish::measure),
    ("publish a video of 200 MB, 50 ms a request", videos::near),
    ("publish a video of 200 MB over a line of 100 Mbit/s", videos::over_a_line),
    ("facts of a 40 MP JPEG", facts::one_photograph),
    ("facts of a 500 MB MP4", facts::one_film),
    ("facts of a PDF of 300 pages", facts::one_book),
    ("facts of 200 JPEGs", facts::many_photographs),
    ("facts of 200 MP4s", facts::many_films),
    ("facts of 200 PDFs", facts::many_papers),
    ("thumbnail of a 40 MP JPEG, 320 px", thumbnail::measure),
    ("pages of a PDF of 300 pages, 1,000 px", pages::measure),
    ("300 JPEGs bound to a PDF", bind::measure),
];
