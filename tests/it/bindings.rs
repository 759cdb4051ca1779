//! The page's types are made from Rust and committed.

use std::{env, fs, path::PathBuf};

use specta_typescript::Typescript;

/// Set it to write the file instead of comparing: `cargo xtask bindings`.
const WRITE: &str = "GALLEY_WRITE_BINDINGS";

#[test]
fn the_pages_bindings_are_those_of_the_commands() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("ui/src/host/bindings.ts");
    let header = "// Made from Rust by `cargo xtask bindings`. Do not edit.\n/* eslint-disable */\n";
    let folder = tempfile::tempdir().unwrap();
    let fresh = folder.path().join("bindings.ts");
    galley::bindings().export(Typescript::default().header(header), &fresh).unwrap();
    let made = fs::read_to_string(fresh).unwrap();
    if env::var_os(WRITE).is_some() {
        fs::write(&path, &made).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == made,
        "ui/src/host/bindings.ts is out of date; run `cargo xtask bindings` and commit it"
    );
}
