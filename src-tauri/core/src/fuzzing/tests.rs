use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::{TARGETS, Verdict};

#[test]
fn whatever_fuzzing_ever_found_is_read_without_harm() {
    for target in TARGETS {
        let inputs = inputs(&fuzz().join("corpus").join(target.name));
        let read = inputs.iter().filter(|(path, bytes)| {
            eprintln!("{}", path.display());
            target.run(bytes) == Verdict::Read
        });
        assert!(read.count() > 0, "the corpus has nothing for {}", target.name);
    }
}

#[test]
fn each_target_has_its_program_its_words_and_its_corpus_and_nothing_else_has() {
    let targets: BTreeSet<String> = TARGETS.iter().map(|target| target.name.to_owned()).collect();
    assert_eq!(targets, names(&fuzz().join("corpus")));
    assert_eq!(targets, names(&fuzz().join("dictionaries")));
    assert_eq!(targets, names(&fuzz().join("fuzz_targets")));
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    let programs = manifest.lines().filter_map(|line| line.strip_prefix("name = ")?.split('"').nth(1));
    assert_eq!(targets, programs.filter(|name| *name != "galley-fuzz").map(str::to_owned).collect());
}

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

fn inputs(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    files.map(|file| file.unwrap().path()).map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn names(folder: &Path) -> BTreeSet<String> {
    let files = fs::read_dir(folder).unwrap();
    files.map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect()
}
