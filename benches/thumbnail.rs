use std::{env, path::Path, process::Command};

use galley_core::media::{Thumbnailer, examine};

use crate::{
    files::photograph,
    measure::{RUNS, budget, median, megabytes, milliseconds, row, run},
};

const EDGE: u32 = 320;
const MEMORY: u64 = 40_000_000;

pub fn measure() -> bool {
    let photograph = photograph();
    let folder = tempfile::tempdir().unwrap();
    let (mut ours, mut vips) = (Vec::new(), Vec::new());
    for number in 0..RUNS {
        // A cache of its own each time: what is measured is making the thumbnail, not finding it made.
        let cache = folder.path().join(number.to_string());
        ours.push(run(Command::new(env::current_exe().unwrap())
            .arg("child-thumbnail")
            .arg(&photograph)
            .arg(cache)));
        let out = folder.path().join("vips.jpg");
        vips.push(run(Command::new("vipsthumbnail")
            .arg(&photograph)
            .args(["--size", "320x320", "-o"])
            .arg(out)));
    }
    let wall = |ran: &[crate::measure::Ran]| median(&ran.iter().map(|ran| ran.wall).collect::<Vec<_>>());
    let peak = |ran: &[crate::measure::Ran]| median(&ran.iter().map(|ran| ran.peak).collect::<Vec<_>>());
    row(
        "galley, as a process",
        &format!("{}, {} at most", milliseconds(wall(&ours)), megabytes(peak(&ours))),
    );
    row(
        "vipsthumbnail, as a process",
        &format!("{}, {} at most", milliseconds(wall(&vips)), megabytes(peak(&vips))),
    );
    let ratio = wall(&vips).as_secs_f64() / wall(&ours).as_secs_f64();
    budget(&format!("not slower than vipsthumbnail: {ratio:.1} × as fast"), ratio >= 1.0)
        & budget("at most 40 MB of memory", peak(&ours) <= MEMORY)
}

pub fn child(file: &str, cache: &str) {
    let file = Path::new(file);
    let thumbnails = Thumbnailer::new(cache.into(), u64::MAX);
    let thumbnail = thumbnails.thumbnail(file, &examine(file).unwrap(), EDGE).unwrap();
    assert!(thumbnail.bytes.len() > 1_000);
}
