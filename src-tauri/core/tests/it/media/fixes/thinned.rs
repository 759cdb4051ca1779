//! Animations with more frames than are taken.

use galley_core::media::{Done, MendError, Wish, examine, mend};
use tempfile::TempDir;

use super::{LINKEDIN, difference, facts, fit, load, mended};
use crate::media::programs::{convert, ffmpeg, ffprobe};

/// Ten seconds at 33 frames a second, each stored as what changed.
fn film(folder: &TempDir) {
    let source =
        "testsrc2=size=120x80:rate=100/3:duration=10.2,split[a][b];[a]palettegen[p];[b][p]paletteuse";
    ffmpeg(folder.path(), &["-filter_complex", source, "film.gif"]);
}

fn seconds(folder: &TempDir, name: &str) -> f64 {
    ffprobe(folder.path(), name)["format"]["duration"].as_str().unwrap().parse().unwrap()
}

/// A frame as another program shows it.
fn frame(folder: &TempDir, name: &str, number: u32) -> image::DynamicImage {
    convert(folder.path(), &[name, "-coalesce", "+adjoin", "one-%03d.png"]);
    load(folder, &format!("one-{number:03}.png"))
}

#[test]
fn an_animation_of_too_many_frames_keeps_250_and_its_length() {
    let folder = tempfile::tempdir().unwrap();
    film(&folder);
    let frames = facts(&folder, "film.gif").image().unwrap().frames.unwrap();
    assert!(frames > 300, "{frames}");
    let done = mended(&folder, "film.gif", &fit(), &LINKEDIN).done;
    assert_eq!(done, [Done::Thinned { from: frames, to: 250 }]);
    let after = facts(&folder, "out");
    assert_eq!((after.image().unwrap().frames, after.image().unwrap().animated), (Some(250), Some(true)));
    let (long, before) = (seconds(&folder, "out"), seconds(&folder, "film.gif"));
    assert!((long - before).abs() < 0.05, "{long} instead of {before} seconds");
    // The first frame that stands for the group: the smallest number that falls into it.
    for kept in [0_u32, 1, 100, 249] {
        let number = (kept * frames).div_ceil(250);
        let (was, is) = (frame(&folder, "film.gif", number), frame(&folder, "out", kept));
        assert!(difference(&was, &is) < 0.01, "frame {kept}, of {number}");
    }
}

#[test]
fn it_is_copied_where_it_need_not_fit_and_refused_where_it_stays_too_long() {
    let folder = tempfile::tempdir().unwrap();
    film(&folder);
    assert_eq!(mended(&folder, "film.gif", &Wish::default(), &LINKEDIN).done, []);
    let (path, into) = (folder.path().join("film.gif"), folder.path().join("none"));
    let tight = galley_core::media::Bounds { bytes: 10_000, ..LINKEDIN };
    let refused = mend(&path, &examine(&path).unwrap(), &fit(), &tight, &into);
    assert!(matches!(refused, Err(MendError::TooLongThinned { frames: 250, limit: 10_000 })), "{refused:?}");
    assert!(!into.exists());
}
