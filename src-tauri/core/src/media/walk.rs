use std::{
    cmp::Ordering,
    fs::{self, Metadata},
    io,
    path::{Path, PathBuf},
};

use super::{Format, file_name};

/// Folders in folders; deeper than anybody sorts pictures.
const DEEPEST: usize = 16;
/// Of what is left out, so many are told by name.
const FEW: usize = 3;
/// Names read in all, so that a whole disk that is dropped by mistake costs a moment.
const MOST_NAMES: usize = 20_000;

/// What paths lead to, folders looked through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// The paths given that are no folders, whatever they are, and the files of the folders; those of a folder by
    /// name, as people count, before those of the folders in it.
    pub files: Vec<WalkedFile>,
    /// Folders among the paths in which there is no file.
    pub empty: Vec<PathBuf>,
    /// Folders among the paths that cannot be looked into, and why.
    pub closed: Vec<(PathBuf, io::ErrorKind)>,
    /// Files of folders that were left out because of the limit.
    pub left_out: PassedOver,
    /// There are more than that: the folders are too large to be looked through whole.
    pub more: bool,
    /// Folders in folders that were passed over, because they lie too deep, are links, or cannot be looked into.
    pub folders_left_out: PassedOver,
}

/// What is passed over, and is told of by its number and a few names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassedOver {
    pub count: usize,
    /// The first ones, three at most.
    pub first: Vec<PathBuf>,
}

impl PassedOver {
    pub fn add(&mut self, path: PathBuf) {
        self.count += 1;
        if self.first.len() < FEW {
            self.first.push(path);
        }
    }

    /// The names of the first ones.
    pub fn names(&self) -> Vec<String> {
        self.first.iter().map(|path| file_name(path)).collect()
    }
}

/// A file to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalkedFile {
    pub path: PathBuf,
    /// It was not named, but is in a folder that was.
    pub in_folder: bool,
}

/// Replaces each folder among `paths` by the files in it and in its folders, at most `limit` of them in all; those whose
/// names promise nothing that Galley knows come last. Hidden files are passed over, and links to folders; so nothing is
/// met twice on the way down.
pub fn walk(paths: &[PathBuf], limit: usize) -> Walked {
    let mut walk = Walk { limit, taken: 0, names: 0, others: Vec::new(), walked: Walked::default() };
    for path in paths {
        match fs::metadata(path) {
            Ok(is) if is.is_dir() => {
                let before = walk.met();
                match walk.folder(path, 0) {
                    Err(error) => walk.walked.closed.push((path.clone(), error.kind())),
                    Ok(()) if walk.met() == before && !walk.walked.more => {
                        walk.walked.empty.push(path.clone());
                    }
                    Ok(()) => {}
                }
            }
            _ => walk.walked.files.push(WalkedFile { path: path.clone(), in_folder: false }),
        }
    }
    std::mem::take(&mut walk.others).into_iter().for_each(|path| walk.take(path));
    walk.walked
}

struct Walk {
    limit: usize,
    taken: usize,
    names: usize,
    /// Files by whose names they are of no kind that Galley knows. Bytes decide, but these would take the place of others.
    others: Vec<PathBuf>,
    walked: Walked,
}

impl Walk {
    fn met(&self) -> usize {
        self.taken + self.others.len() + self.walked.left_out.count + self.walked.folders_left_out.count
    }

    fn take(&mut self, path: PathBuf) {
        if self.taken < self.limit {
            self.taken += 1;
            self.walked.files.push(WalkedFile { path, in_folder: true });
        } else {
            self.walked.left_out.add(path);
        }
    }

    fn folder(&mut self, folder: &Path, depth: usize) -> io::Result<()> {
        let entries = fs::read_dir(folder)?;
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for entry in entries.flatten() {
            self.names += 1;
            if self.names > MOST_NAMES {
                self.walked.more = true;
                break;
            }
            let (path, Ok(is)) = (entry.path(), entry.metadata()) else { continue };
            if hidden(&path, &is) {
                continue;
            }
            // What a link leads to counts as what it is, but for folders: those may lie above it. What is no file says so
            // when it is looked at.
            if is.is_dir() {
                folders.push(path);
            } else if fs::metadata(&path).is_ok_and(|is| is.is_dir()) {
                self.walked.folders_left_out.add(path);
            } else {
                files.push(path);
            }
        }
        files.sort_by(|a, b| as_people_count(a, b));
        folders.sort_by(|a, b| as_people_count(a, b));
        for path in files {
            if promises_something(&path) { self.take(path) } else { self.others.push(path) }
        }
        for folder in folders {
            if self.walked.more {
                break;
            }
            if depth >= DEEPEST || self.folder(&folder, depth + 1).is_err() {
                self.walked.folders_left_out.add(folder);
            }
        }
        Ok(())
    }
}

fn promises_something(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| Format::named_by(&extension.to_ascii_lowercase()).is_some())
}

fn hidden(path: &Path, is: &Metadata) -> bool {
    file_name(path).starts_with('.') || hidden_by_attribute(is)
}

#[cfg(windows)]
fn hidden_by_attribute(is: &Metadata) -> bool {
    use std::os::windows::fs::MetadataExt;
    /// `FILE_ATTRIBUTE_HIDDEN`.
    const HIDDEN: u32 = 2;
    is.file_attributes() & HIDDEN != 0
}

#[cfg(not(windows))]
fn hidden_by_attribute(_: &Metadata) -> bool {
    false
}

/// `Slide 2` before `Slide 10`, whatever the case.
fn as_people_count(a: &Path, b: &Path) -> Ordering {
    let (a, b) = (file_name(a), file_name(b));
    parts(&a.to_lowercase()).cmp(parts(&b.to_lowercase())).then_with(|| a.cmp(&b))
}

/// A name as numbers and what stands between them.
fn parts(name: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let digit = rest.chars().next()?.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digit).unwrap_or(rest.len());
        let (part, left) = rest.split_at(end);
        rest = left;
        Some(match digit {
            // By length first: a number may have more digits than any type of number.
            true => {
                let number = part.trim_start_matches('0');
                Part::Number(number.len(), number)
            }
            false => Part::Words(part),
        })
    })
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Number(usize, &'a str),
    Words(&'a str),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(names: &[&str]) -> Vec<String> {
        let mut paths: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
        paths.sort_by(|a, b| as_people_count(a, b));
        paths.iter().map(|path| file_name(path)).collect()
    }

    /// The names of files below `folder`, and what was left out.
    fn walked(folder: &Path, limit: usize) -> (Vec<String>, usize) {
        let walked = walk(&[folder.to_owned()], limit);
        assert!(walked.files.iter().all(|file| file.in_folder));
        (walked.files.iter().map(|file| file_name(&file.path)).collect(), walked.left_out.count)
    }

    #[test]
    fn names_are_sorted_as_people_count() {
        let wanted = ["1.jpg", "2.jpg", "10.jpg", "a 2 b.png", "a 010.png", "A 20.png", "b.png", "é.png"];
        let mut given = wanted;
        given.reverse();
        assert_eq!(sorted(&given), wanted);
        let long = "9".repeat(400);
        assert_eq!(
            sorted(&[&format!("{long}0"), &long, "x"]),
            [long.clone(), format!("{long}0"), "x".to_owned()]
        );
    }

    #[test]
    fn a_folder_is_looked_through_files_first_and_hidden_ones_are_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("inner/.git")).unwrap();
        for name in ["10.jpg", "9.jpg", ".DS_Store", "inner/8.jpg", "inner/.git/config"] {
            fs::write(at(name), "x").unwrap();
        }
        assert_eq!(walked(folder.path(), 9), (vec!["9.jpg".into(), "10.jpg".into(), "8.jpg".into()], 0));
        assert_eq!(walked(folder.path(), 1), (vec!["9.jpg".into()], 2));
        let first = walk(&[folder.path().to_owned()], 1).left_out.first;
        assert_eq!(first, [at("10.jpg"), at("inner/8.jpg")]);
    }

    #[test]
    fn files_of_no_known_kind_take_the_place_of_no_others() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["1.txt", "2.txt", "3", "photos/z.PNG", "photos/y.mp4"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(walked(folder.path(), 3), (names(&["y.mp4", "z.PNG", "1.txt"]), 2));
    }

    #[test]
    fn what_is_named_itself_is_kept_whatever_it_is_and_counts_towards_no_limit() {
        let folder = tempfile::tempdir().unwrap();
        let hidden = folder.path().join(".hidden");
        fs::write(&hidden, "x").unwrap();
        let missing = folder.path().join("missing");
        let walked = walk(&[hidden.clone(), missing.clone()], 0);
        let named = |path| WalkedFile { path, in_folder: false };
        assert_eq!(walked, Walked { files: vec![named(hidden), named(missing)], ..Walked::default() });
    }

    #[test]
    #[cfg(unix)]
    fn links_to_folders_are_left_out_and_links_to_files_lead_to_them_or_nowhere() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("inner")).unwrap();
        fs::write(at("a.jpg"), "x").unwrap();
        symlink(folder.path(), at("inner/up")).unwrap();
        symlink(at("a.jpg"), at("inner/b.jpg")).unwrap();
        symlink(at("gone"), at("inner/c.jpg")).unwrap();
        assert_eq!(walked(folder.path(), 99), (vec!["a.jpg".into(), "b.jpg".into(), "c.jpg".into()], 0));
        let left_out = walk(&[folder.path().to_owned()], 99).folders_left_out;
        assert_eq!(left_out, PassedOver { count: 1, first: vec![at("inner/up")] });
    }

    #[test]
    fn what_lies_too_deep_is_said_and_does_not_hide_what_lies_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let mut deep = at("archive");
        (0..DEEPEST).for_each(|_| deep.push("d"));
        fs::create_dir_all(&deep).unwrap();
        fs::create_dir(at("final")).unwrap();
        fs::write(deep.join("a.jpg"), "x").unwrap();
        fs::write(at("final/b.jpg"), "x").unwrap();
        let walked = walk(&[folder.path().to_owned()], 9);
        let found = WalkedFile { path: at("final/b.jpg"), in_folder: true };
        assert_eq!(walked.folders_left_out, PassedOver { count: 1, first: vec![deep] });
        assert_eq!((walked.files, walked.more), (vec![found], false));
    }

    #[test]
    #[cfg(unix)]
    fn a_folder_that_holds_only_what_cannot_be_opened_is_not_called_empty() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let locked = folder.path().join("locked");
        fs::create_dir(&locked).unwrap();
        fs::write(locked.join("a.jpg"), "x").unwrap();
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
        let walked = walk(&[folder.path().to_owned()], 9);
        // The superuser may look into everything.
        let may = fs::read_dir(&locked).is_ok();
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o700)).unwrap();
        assert_eq!((walked.folders_left_out.count, walked.files.len()), if may { (0, 1) } else { (1, 0) });
        assert_eq!(walked.empty, Vec::<PathBuf>::new());
    }

    #[test]
    fn a_folder_without_files_is_told_apart_from_one_that_cannot_be_opened() {
        let folder = tempfile::tempdir().unwrap();
        let empty = folder.path().join("empty");
        fs::create_dir_all(empty.join("inner")).unwrap();
        let walked = walk(std::slice::from_ref(&empty), 9);
        assert_eq!(walked, Walked { empty: vec![empty], ..Walked::default() });
    }
}
