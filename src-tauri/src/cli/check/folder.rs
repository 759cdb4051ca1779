//! Folders among the files to be checked: they stand for the files in them, as when they are dropped on the window.

use std::path::PathBuf;

use galley_core::{
    checks::judge_folder,
    media::{Kind, Walked, walk},
};

use super::{Report, figures::Figures};

/// Files of a folder that are looked at.
const MOST: usize = 500;

/// What there is to look at.
pub(super) enum Item {
    File {
        path: PathBuf,
        in_folder: bool,
    },
    /// Comes behind its files.
    Folder {
        path: PathBuf,
        walked: Walked,
    },
}

/// What was named, each folder with what is in it before it.
pub(super) fn items(named: &[PathBuf]) -> Vec<Item> {
    named.iter().flat_map(of).collect()
}

fn of(path: &PathBuf) -> Vec<Item> {
    let mut walked = walk(std::slice::from_ref(path), MOST);
    let files = std::mem::take(&mut walked.files);
    let folder = path.is_dir().then(|| Item::Folder { path: path.clone(), walked });
    files
        .into_iter()
        .map(|file| Item::File { path: file.path, in_folder: file.in_folder })
        .chain(folder)
        .collect()
}

/// The reports on the files, without those of a folder that are nothing Galley knows; where a folder has more to say
/// than its files do, it gets one of its own.
pub(super) fn summed_up(items: &[Item], reports: Vec<Option<Report>>) -> Vec<Report> {
    let (mut told, mut unknown) = (Vec::with_capacity(reports.len()), 0);
    for (item, report) in items.iter().zip(reports) {
        match (item, report) {
            (Item::File { in_folder: true, .. }, Some(Report { figures: Figures::Unknown { .. }, .. })) => {
                unknown += 1;
            }
            (_, Some(report)) => told.push(report),
            (Item::Folder { path, walked }, None) => {
                let said = judge_folder(walked, std::mem::take(&mut unknown), MOST);
                told.extend(said.map(|finding| Report {
                    path: path.to_string_lossy().into_owned(),
                    kind: Kind::Unknown,
                    figures: Figures::Folder { bytes: () },
                    findings: vec![finding],
                }));
            }
            (Item::File { .. }, None) => {}
        }
    }
    told
}
