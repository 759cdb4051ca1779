//! Builds the window's page when it is due, then hands over to Tauri.

#[path = "build/npm.rs"]
mod npm;
#[path = "build/page.rs"]
mod page;

use std::{env, path::Path, process::exit};

/// Builds without Node: for `cargo check` on a machine that never opens the window, and for `cargo xtask dev`,
/// where the page comes from a dev server.
const SKIP: &str = "GALLEY_SKIP_UI";

fn main() {
    println!("cargo::rerun-if-env-changed={SKIP}");
    let ui = Path::new("ui");
    for input in page::INPUTS.iter().chain([&page::BUILT]).map(|name| ui.join(name)) {
        // Cargo runs a build script on every build as long as a path named to it is missing.
        if input.exists() || input.ends_with(page::BUILT) {
            println!("cargo::rerun-if-changed={}", input.display());
        }
    }

    let built = if env::var_os(SKIP).is_some() { page::stand_in(ui) } else { page::build(ui) };
    if let Err(reason) = built {
        println!("cargo::error={reason}");
        exit(1);
    }
    tauri_build::build();
}
