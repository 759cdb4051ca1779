//! Who may name whom: the floors of `galley-core`, and the crates that belong to one place.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A module may name only modules on lower floors (docs/ARCHITECTURE.md).
const FLOORS: [(&str, u8); 11] = [
    ("media", 1),
    ("network", 1),
    ("post", 2),
    ("checks", 3),
    ("accounts", 3),
    ("library", 3),
    ("links", 3),
    ("providers", 4),
    ("publish", 5),
    ("desk", 6),
    ("fuzzing", 7),
];

/// Crates, and the only places whose code may name them.
const BELONGS: [(&str, &[&str]); 15] = [
    (
        "tauri",
        &["src-tauri/src/app.rs", "src-tauri/src/commands", "src-tauri/src/host", "src-tauri/build.rs"],
    ),
    ("rfd", &["src-tauri/src/host"]),
    ("notify", &["src-tauri/src/host"]),
    ("arboard", &["src-tauri/src/host/clipboard"]),
    ("gtk", &["src-tauri/src/host/clipboard"]),
    ("webkit2gtk", &["src-tauri/src/host"]),
    (
        "reqwest",
        &[
            "src-tauri/core/src/accounts",
            "src-tauri/core/src/links",
            "src-tauri/core/src/network",
            "src-tauri/core/src/publish",
            "src-tauri/core/src/providers",
        ],
    ),
    ("keyring", &["src-tauri/core/src/accounts"]),
    ("image", &["src-tauri/core/src/media"]),
    ("hayro", &["src-tauri/core/src/media/page"]),
    ("resvg", &["src-tauri/core/src/media/page"]),
    ("html5gum", &["src-tauri/core/src/links"]),
    ("rusqlite", &["src-tauri/core/src/library"]),
    ("rusty_h264_decoder", &["src-tauri/core/src/media/frame"]),
    ("rusty_h265", &["src-tauri/core/src/media/frame", "src-tauri/core/src/media/decode/heic"]),
];

#[test]
fn a_floor_names_only_the_floors_below_it() {
    let core = root().join("src-tauri/core/src");
    let mut wrong = Vec::new();
    for (module, floor) in FLOORS {
        for (file, code) in sources(&core.join(module)) {
            for (other, height) in FLOORS {
                if other != module && height >= floor && names(&code, &format!("crate::{other}"), other) {
                    wrong.push(format!("{} (floor {floor}) names {other} (floor {height})", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_of_the_core_stands_on_a_floor() {
    let listed = fs::read_to_string(root().join("src-tauri/core/src/lib.rs")).unwrap();
    let modules: Vec<&str> = listed
        .lines()
        .filter_map(|line| {
            line.trim_start_matches("pub(crate) ")
                .trim_start_matches("pub ")
                .strip_prefix("mod ")?
                .strip_suffix(';')
        })
        .collect();
    assert_eq!(modules.len(), FLOORS.len());
    for module in modules {
        assert!(FLOORS.iter().any(|(name, _)| *name == module), "{module} has no floor");
    }
}

#[test]
fn some_crates_are_named_in_one_place_alone() {
    let mut wrong = Vec::new();
    for folder in ["src-tauri/src", "src-tauri/core/src"] {
        for (file, code) in sources(&root().join(folder)) {
            let file = file.strip_prefix(root()).unwrap().to_owned();
            for (name, places) in BELONGS {
                let at_home = places.iter().any(|place| file.starts_with(place));
                let named = lines(&code).any(|line| {
                    line.starts_with(&format!("use {name}::"))
                        || line.starts_with(&format!("use ::{name}::"))
                        || line
                            .split(|c: char| !c.is_alphanumeric() && !"_:".contains(c))
                            .any(|word| word.starts_with(&format!("{name}::")))
                });
                if named && !at_home {
                    wrong.push(format!("{} names {name}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.clone(), fs::read_to_string(&path).unwrap()));
        }
    }
    found
}

/// `crate::other…` anywhere, or `other` in a `use crate::{…}` list.
fn names(code: &str, path: &str, other: &str) -> bool {
    let code: String = lines(code).collect::<Vec<_>>().join("\n");
    let in_list = code.split("use crate::{").skip(1).any(|rest| {
        let list = rest.split_once("};").map_or(rest, |(list, _)| list);
        top_level(list).any(|item| item.trim().split("::").next() == Some(other))
    });
    in_list
        || code
            .match_indices(path)
            .any(|(at, _)| !code[at + path.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

fn top_level(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    list.split(move |c| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    })
}

/// The code without its comments.
fn lines(code: &str) -> impl Iterator<Item = &str> {
    code.lines().map(str::trim).filter(|line| !line.starts_with("//"))
}
