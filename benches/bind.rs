//! Images to a PDF, next to the program that people use for it, because it too leaves JPEGs as they are.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use galley_core::media::{Binding, PageRule, bind, examine};

use crate::{
    files::{img2pdf, leaves},
    measure::{RUNS, Ran, budget, median, megabytes, milliseconds, row, run},
};

const FEW: usize = 10;
/// What more pages may cost in memory: their places in the file, not their pictures.
const GROWTH: u64 = 2_000_000;

pub fn measure() -> bool {
    let pages = leaves();
    let folder = tempfile::tempdir().unwrap();
    let (ours, theirs) = (folder.path().join("galley.pdf"), folder.path().join("img2pdf.pdf"));
    let (mut few, mut galley, mut rival) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        few.push(bound(&pages[..FEW], &folder.path().join("few.pdf")));
        galley.push(bound(&pages, &ours));
        rival.push(run(img2pdf().args(&pages).arg("-o").arg(&theirs)));
    }
    let wall = |ran: &[Ran]| median(&ran.iter().map(|ran| ran.wall).collect::<Vec<_>>());
    let peak = |ran: &[Ran]| median(&ran.iter().map(|ran| ran.peak).collect::<Vec<_>>());
    let told = |ran: &[Ran]| format!("{}, {} at most", milliseconds(wall(ran)), megabytes(peak(ran)));
    row(&format!("galley, {FEW} pages, as a process"), &told(&few));
    row(&format!("galley, {} pages, as a process", pages.len()), &told(&galley));
    row(&format!("img2pdf, {} pages, as a process", pages.len()), &told(&rival));
    let growth = peak(&galley).saturating_sub(peak(&few));
    let ratio = wall(&rival).as_secs_f64() / wall(&galley).as_secs_f64();
    budget(&format!("not slower than img2pdf: {ratio:.1} × as fast"), ratio >= 1.0)
        & budget("less memory than img2pdf", peak(&galley) < peak(&rival))
        & budget(&format!("memory does not grow with pages: {}", megabytes(growth)), growth <= GROWTH)
        & budget("every JPEG is in it byte for byte, says pdfimages", unchanged(&pages, &ours, folder.path()))
}

fn bound(pages: &[PathBuf], into: &Path) -> Ran {
    run(Command::new(env::current_exe().unwrap()).arg("child-bind").arg(into).args(pages))
}

pub fn child(into: &str, pages: &[&str]) {
    let pages: Vec<_> =
        pages.iter().map(|page| (PathBuf::from(page), examine(page.as_ref()).unwrap())).collect();
    bind(&pages, &Binding { page: PageRule::Own, flatten: false }, into.as_ref()).unwrap();
}

/// Whether the pictures that Poppler takes out of the document are the files that went in.
fn unchanged(pages: &[PathBuf], document: &Path, folder: &Path) -> bool {
    let taken = folder.join("taken");
    fs::create_dir(&taken).unwrap();
    run(Command::new("pdfimages").arg("-all").arg(document).arg(taken.join("page")));
    let mut files: Vec<PathBuf> = fs::read_dir(taken).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.len() == pages.len()
        && files.iter().zip(pages).all(|(taken, page)| fs::read(taken).unwrap() == fs::read(page).unwrap())
}
