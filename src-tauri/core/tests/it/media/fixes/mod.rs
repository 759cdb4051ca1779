//! Pictures changed by Galley, held against what other programs make and say of them.

mod drawn;
mod fitted;
mod refused;
mod stripped;
mod thinned;

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use galley_core::media::{Bounds, Done, Facts, Mended, Size, Wish, examine, mend};
use image::{DynamicImage, GenericImageView, Rgba};
use tempfile::TempDir;

use super::programs::{convert, identify};

/// LinkedIn's, as the checks have them.
const LINKEDIN: Bounds = Bounds { pixels: 36_152_320, bytes: 8 * 1024 * 1024, frames: 250 };

/// ImageMagick notes the time in every PNG.
const DATED: Done = Done::Stripped { location: false };

fn fit() -> Wish {
    Wish { fit: true, ..Wish::default() }
}

fn facts(folder: &TempDir, name: &str) -> Facts {
    examine(&folder.path().join(name)).unwrap()
}

/// What can be seen of a file from outside.
fn state(path: &Path) -> (Vec<u8>, SystemTime) {
    (fs::read(path).unwrap(), fs::metadata(path).unwrap().modified().unwrap())
}

/// Changes a file into `out`, and makes sure that the original is as it was and the answer true.
fn mended(folder: &TempDir, name: &str, wish: &Wish, bounds: &Bounds) -> Mended {
    let (path, into) = (folder.path().join(name), folder.path().join("out"));
    let before = state(&path);
    let mended = mend(&path, &examine(&path).unwrap(), wish, bounds, &into)
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(state(&path), before, "{name}");
    let after = examine(&into).unwrap();
    assert_eq!(
        (after.format, after.bytes, after.faults),
        (Some(mended.format), mended.bytes, vec![]),
        "{name}"
    );
    let Size { width, height } = mended.size;
    // What is copied may be turned by its EXIF data, which identify does not heed.
    let sides = [format!("{width} {height}"), format!("{height} {width}")];
    assert!(sides.contains(&identify(folder.path(), "%w %h", "out")), "{name}: {sides:?}");
    mended
}

fn load(folder: &TempDir, name: &str) -> DynamicImage {
    let bytes = fs::read(folder.path().join(name)).unwrap();
    image::load_from_memory(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Mean difference per channel, opacity among them, 0 to 255.
fn difference(one: &DynamicImage, other: &DynamicImage) -> f64 {
    assert_eq!(one.dimensions(), other.dimensions());
    let over_white = |Rgba([red, green, blue, alpha]): Rgba<u8>| {
        let [red, green, blue] =
            [red, green, blue].map(|c| 255.0 - (255.0 - f64::from(c)) * f64::from(alpha) / 255.0);
        [red, green, blue, f64::from(alpha)]
    };
    let pairs = one.pixels().zip(other.pixels());
    let total: f64 = pairs
        .flat_map(|((.., a), (.., b))| {
            over_white(a).into_iter().zip(over_white(b)).map(|(a, b)| (a - b).abs())
        })
        .sum();
    total / (f64::from(one.width()) * f64::from(one.height()) * 4.0)
}

fn photograph(folder: &TempDir, name: &str, size: &str) {
    convert(
        folder.path(),
        &["-seed", "7", "-size", size, "plasma:tan-teal", "-depth", "8", "-quality", "90", name],
    );
}
