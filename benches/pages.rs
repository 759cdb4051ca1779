//! Pages of a long document, drawn in a process of their own, next to `pdftoppm`.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use galley_core::media::{PageDrawer, Thumbnailer, examine};

use crate::{
    files::slim_book,
    measure::{RUNS, budget, median, milliseconds, row, timed},
};

/// The longer side of what is drawn, as the proof asks for it.
const EDGE: u32 = 1_000;
const DRAWER: &str = env!("CARGO_BIN_EXE_galley-draw-pages");

pub fn measure() -> bool {
    let book = slim_book();
    let facts = examine(&book).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (mut first, mut next, mut poppler) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..RUNS {
        // A cache and a process of its own each time.
        let maker = Thumbnailer::new(folder.path().join(number.to_string()), u64::MAX);
        maker.draw_pages_with(PageDrawer::new(DRAWER.into(), Vec::new()));
        for (page, times) in [(1, &mut first), (150, &mut next)] {
            let begun = Instant::now();
            maker.page(&book, &facts, page, EDGE).unwrap();
            times.push(begun.elapsed());
        }
        let mut rival = Command::new("pdftoppm");
        rival.args(["-f", "1", "-l", "1", "-scale-to", &EDGE.to_string(), "-png"]).arg(&book);
        poppler.push(timed(rival.arg(folder.path().join("page"))));
    }
    let [first, next, poppler]: [Duration; 3] = [first, next, poppler].map(|times| median(&times));
    row("galley, the first page, its process started", &milliseconds(first));
    row("galley, page 150 after it", &milliseconds(next));
    row("pdftoppm, the first page, as a process", &milliseconds(poppler));
    let ratio = poppler.as_secs_f64() / first.as_secs_f64();
    budget(&format!("not slower than pdftoppm: {ratio:.1} × as fast"), ratio >= 1.0)
        & budget("page 150 not slower than the first", next <= first)
}
