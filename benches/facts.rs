use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use galley_core::media::{Facts, examine, side_by_side};

use crate::{
    files::{MANY, book, film, many, photograph},
    measure::{RUNS, budget, bytes_read, median, milliseconds, row, timed},
};

const AT_MOST: Duration = Duration::from_millis(5);
const READ_AT_MOST: u64 = 1_000_000;
/// Than any program that is started for it.
const TIMES_AS_FAST: f64 = 10.0;

/// A program that tells figures of files, and whether it takes many at once.
struct Rival {
    program: &'static str,
    arguments: &'static [&'static str],
    takes_many: bool,
}

const EXIFTOOL: Rival = Rival { program: "exiftool", arguments: &["-fast2"], takes_many: true };
const IDENTIFY: Rival = Rival { program: "identify", arguments: &["-ping"], takes_many: true };
const FFPROBE: Rival = Rival {
    program: "ffprobe",
    arguments: &["-v", "error", "-show_format", "-show_streams"],
    takes_many: false,
};
const PDFINFO: Rival = Rival { program: "pdfinfo", arguments: &[], takes_many: false };

pub fn one_photograph() -> bool {
    one(&photograph(), &[IDENTIFY, EXIFTOOL], |facts| {
        facts.image().is_some_and(|image| (image.width, image.height) == (Some(7728), Some(5152)))
    })
}

pub fn one_film() -> bool {
    let film = film();
    let bytes = film.metadata().unwrap().len();
    assert!((450_000_000..=500_000_000).contains(&bytes), "the film has {bytes} bytes");
    one(&film, &[FFPROBE, EXIFTOOL], |facts| {
        facts.video().and_then(|video| video.duration_ms).is_some_and(|ms| ms.abs_diff(1_800_000) < 5_000)
    })
}

pub fn one_book() -> bool {
    one(&book(), &[PDFINFO, EXIFTOOL], |facts| {
        facts.document().is_some_and(|document| document.pages == Some(300))
    })
}

pub fn many_photographs() -> bool {
    together("jpg", &[IDENTIFY, EXIFTOOL], |facts| facts.image().is_some_and(|it| it.width == Some(1240)))
}

pub fn many_films() -> bool {
    together("mp4", &[FFPROBE, EXIFTOOL], |facts| facts.video().is_some_and(|it| it.duration_ms.is_some()))
}

pub fn many_papers() -> bool {
    together("pdf", &[PDFINFO, EXIFTOOL], |facts| facts.document().is_some_and(|it| it.pages == Some(1)))
}

fn one(file: &Path, rivals: &[Rival], sound: impl Fn(&Facts) -> bool) -> bool {
    let before = bytes_read();
    let facts = examine(file).unwrap();
    let read = bytes_read() - before;
    assert!(sound(&facts), "{facts:?}");
    let inside: Vec<Duration> = (0..RUNS).map(|_| clocked(|| drop(examine(file).unwrap()))).collect();
    let ours = median(&inside);
    row("galley, in the process", &format!("{}, {read} bytes read", milliseconds(ours)));
    let files = [file.to_owned()];
    let kept = beside(&files, ours, rivals);
    budget("at most 5 ms", ours <= AT_MOST) & budget("at most 1 MB read", read <= READ_AT_MOST) & kept
}

fn together(kind: &str, rivals: &[Rival], sound: impl Fn(&Facts) -> bool) -> bool {
    let files = many(kind);
    for facts in all(&files) {
        assert!(sound(&facts), "{facts:?}");
    }
    let inside: Vec<Duration> = (0..RUNS).map(|_| clocked(|| drop(all(&files)))).collect();
    let ours = median(&inside);
    row("galley, in the process", &milliseconds(ours));
    beside(&files, ours, rivals) & budget("at most 5 ms each", ours <= AT_MOST * MANY as u32)
}

/// Prints what the others take, and Galley as a process of its own, taken in turn.
fn beside(files: &[PathBuf], ours: Duration, rivals: &[Rival]) -> bool {
    let mut process = Vec::new();
    let mut others = vec![Vec::new(); rivals.len()];
    for _ in 0..RUNS {
        process.push(timed(Command::new(env::current_exe().unwrap()).arg("child-facts").args(files)));
        for (rival, times) in rivals.iter().zip(&mut others) {
            times.push(rival.time(files));
        }
    }
    row("galley, as a process", &milliseconds(median(&process)));
    let mut kept = true;
    for (rival, times) in rivals.iter().zip(&others) {
        let theirs = median(times);
        let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
        row(&rival.shown(files.len()), &format!("{}, {ratio:.0} × as long", milliseconds(theirs)));
        kept &= ratio >= TIMES_AS_FAST;
    }
    budget("at least 10 × as fast as each", kept)
}

impl Rival {
    fn time(&self, files: &[PathBuf]) -> Duration {
        let at_once = if self.takes_many { files.len() } else { 1 };
        let start = |files: &[PathBuf]| timed(Command::new(self.program).args(self.arguments).args(files));
        files.chunks(at_once).map(start).sum()
    }

    fn shown(&self, files: usize) -> String {
        let times =
            if self.takes_many || files == 1 { "a process".to_owned() } else { format!("{files} processes") };
        format!("{} {}, as {times}", self.program, self.arguments.join(" ")).replace(" ,", ",")
    }
}

/// What the window does with files that were dropped together.
fn all(files: &[PathBuf]) -> Vec<Facts> {
    side_by_side(files, |file| examine(file).unwrap())
}

pub fn child(files: &[&str]) {
    let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
    assert_eq!(all(&files).len(), files.len());
}

fn clocked(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}
