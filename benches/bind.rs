//! Images to a PDF, next to the program that people use for it, because it too leaves JPEGs as they are.

use std::{
    env, fs,
    ops::ControlFlow,
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

/// As people bind, and with all that the files say beside their pictures.
const PLAIN: &str = "plain";
const WHOLE: &str = "whole";

pub fn measure() -> bool {
    let pages = leaves();
    let folder = tempfile::tempdir().unwrap();
    let (ours, theirs) = (folder.path().join("galley.pdf"), folder.path().join("img2pdf.pdf"));
    let (mut few, mut galley, mut rival) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        few.push(bound(&pages[..FEW], &folder.path().join("few.pdf"), PLAIN));
        galley.push(bound(&pages, &ours, PLAIN));
        rival.push(run(img2pdf().args(&pages).arg("-o").arg(&theirs)));
    }
    let wall = |ran: &[Ran]| median(&ran.iter().map(|ran| ran.wall).collect::<Vec<_>>());
    let peak = |ran: &[Ran]| median(&ran.iter().map(|ran| ran.peak).collect::<Vec<_>>());
    let told = |ran: &[Ran]| format!("{}, {} at most", milliseconds(wall(ran)), megabytes(peak(ran)));
    row(&format!("galley, {FEW} pages, as a process"), &told(&few));
    row(&format!("galley, {} pages, as a process", pages.len()), &told(&galley));
    row(&format!("img2pdf, {} pages, as a process", pages.len()), &told(&rival));
    let whole = folder.path().join("whole.pdf");
    bound(&pages, &whole, WHOLE);
    let growth = peak(&galley).saturating_sub(peak(&few));
    let ratio = wall(&rival).as_secs_f64() / wall(&galley).as_secs_f64();
    budget(&format!("not slower than img2pdf: {ratio:.1} × as fast"), ratio >= 1.0)
        & budget("less memory than img2pdf", peak(&galley) < peak(&rival))
        & budget(&format!("memory does not grow with pages: {}", megabytes(growth)), growth <= GROWTH)
        & budget(
            "every JPEG is in it but for its private segments, says pdfimages",
            alike(&pages, &ours, coded),
        )
        & budget("with them, byte for byte", alike(&pages, &whole, <[u8]>::to_vec))
}

fn bound(pages: &[PathBuf], into: &Path, how: &str) -> Ran {
    run(Command::new(env::current_exe().unwrap()).args(["child-bind", how]).arg(into).args(pages))
}

pub fn child(how: &str, into: &str, pages: &[&str]) {
    let pages: Vec<_> =
        pages.iter().map(|page| (PathBuf::from(page), examine(page.as_ref()).unwrap())).collect();
    let binding = Binding { page: PageRule::Own, flatten: false, keep_private: how == WHOLE };
    bind(&pages, &binding, into.as_ref(), |_| ControlFlow::Continue(())).unwrap();
}

/// Whether the pictures that Poppler takes out of the document are the files that went in, by this part of them.
fn alike(pages: &[PathBuf], document: &Path, part: fn(&[u8]) -> Vec<u8>) -> bool {
    let taken = document.with_extension("taken");
    fs::create_dir(&taken).unwrap();
    run(Command::new("pdfimages").arg("-all").arg(document).arg(taken.join("page")));
    let mut files: Vec<PathBuf> = fs::read_dir(taken).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let read = |path: &Path| part(&fs::read(path).unwrap());
    files.len() == pages.len() && files.iter().zip(pages).all(|(taken, page)| read(taken) == read(page))
}

/// What makes a JPEG's picture: all but its application segments and comments.
fn coded(jpeg: &[u8]) -> Vec<u8> {
    let (mut at, mut coded) = (2, Vec::new());
    while jpeg[at + 1] != 0xDA {
        let end = at + 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
        if !matches!(jpeg[at + 1], 0xE0..=0xEF | 0xFE) {
            coded.extend_from_slice(&jpeg[at..end]);
        }
        at = end;
    }
    [&coded, &jpeg[at..]].concat()
}
