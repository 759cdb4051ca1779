//! `galley check` beside the programs that people trust: files of every kind, made by other programs, and what those
//! say of them. Nothing here is written by hand but the text of the documents.

mod captions;
mod compare;
mod documents;
mod films;
mod images;
mod judges;
mod make;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::home::Home;

/// As many as the promise is about.
const AT_LEAST: usize = 120;

/// What is said of files, by their names.
type Told = BTreeMap<String, Map<String, Value>>;

#[test]
fn what_galley_says_of_a_file_is_what_other_programs_say() {
    let home = Home::new();
    let images = make::all(&home, images::RECIPES);
    let films = make::all(&home, films::RECIPES);
    let documents = documents::make(&home);
    let captions = captions::make(&home);

    let names: Vec<&str> = [&images, &films, &documents].into_iter().flatten().map(String::as_str).collect();
    let mut expected = judges::exiftool(&home, &names);
    let told = [
        judges::identify(&home, &images, &expected),
        judges::moving(&home, images::MOVING),
        judges::ffprobe(&home, &films),
        judges::documents(&home, &documents),
        judges::captions(&home, &captions),
    ];
    for (name, figures) in told.into_iter().flatten() {
        expected.entry(name).or_default().extend(figures);
    }

    let names: Vec<&str> = expected.keys().map(String::as_str).collect();
    let reports = home.run(&[["check", "--json"].as_slice(), &names].concat()).json();
    let reports = reports.as_array().unwrap();
    assert_eq!(reports.len(), names.len());
    let mut wrong = Vec::new();
    for ((name, figures), report) in expected.iter().zip(reports) {
        assert_eq!(report["path"], **name);
        assert!(!figures.is_empty(), "nobody judges {name}");
        wrong.extend(compare::differences(name, figures, report));
    }
    assert!(names.len() >= AT_LEAST, "only {} files were compared", names.len());
    assert!(wrong.is_empty(), "{} of {} files differ:\n{}", wrong.len(), names.len(), wrong.join("\n"));
}
