use galley_core::media::{Bounds, Done, Format, Size, Target, Wish};
use tempfile::tempdir;

use super::{DATED, LINKEDIN, difference, facts, fit, load, mended, photograph};
use crate::media::programs::{convert, identify};

#[test]
fn a_shrunk_picture_looks_like_imagemagicks() {
    let folder = tempdir().unwrap();
    let hole = ["-alpha", "set", "-region", "120x90+30+40", "-alpha", "transparent", "+region"];
    photograph(&folder, "plain.png", "857x569");
    convert(folder.path(), &[&["plain.png"][..], &hole, &["clear.png"]].concat());
    convert(folder.path(), &["plain.png", "-colorspace", "Gray", "gray.png"]);
    convert(folder.path(), &["plain.png", "-quality", "95", "a.jpg"]);
    for (name, pixels) in
        [("plain.png", 200_000), ("clear.png", 200_000), ("gray.png", 30_000), ("a.jpg", 50_000)]
    {
        let bounds = Bounds { pixels, ..LINKEDIN };
        let wish = Wish { format: Some(Target::Png), ..fit() };
        let Size { width, height } = mended(&folder, name, &wish, &bounds).size;
        assert!(u64::from(width) * u64::from(height) < pixels);
        assert!((f64::from(width) * 569.0 / 857.0 - f64::from(height)).abs() <= 1.0);
        let size = format!("{width}x{height}!");
        convert(folder.path(), &[name, "-filter", "Lanczos", "-resize", &size, "PNG32:expected.png"]);
        let difference = difference(&load(&folder, "out"), &load(&folder, "expected.png"));
        assert!(difference < 1.0, "{name} to {width} × {height}: {difference}");
    }
}

#[test]
fn a_jpeg_of_too_many_bytes_gets_the_highest_quality_that_fits() {
    let folder = tempdir().unwrap();
    convert(
        folder.path(),
        &[
            "-seed",
            "7",
            "-size",
            "800x600",
            "plasma:tan-teal",
            "-attenuate",
            "0.4",
            "+noise",
            "Gaussian",
            "-quality",
            "95",
            "a.jpg",
        ],
    );
    let whole = facts(&folder, "a.jpg").bytes;
    let bounds = Bounds { bytes: whole * 3 / 4, ..LINKEDIN };
    let mended = mended(&folder, "a.jpg", &fit(), &bounds);
    let [Done::Compressed { quality: Some(quality) }] = mended.done[..] else { panic!("{:?}", mended.done) };
    assert!(
        mended.bytes <= bounds.bytes && mended.bytes > bounds.bytes / 2,
        "{} of {}",
        mended.bytes,
        bounds.bytes
    );
    assert_eq!(mended.size, Size { width: 800, height: 600 });
    assert_eq!(identify(folder.path(), "%Q", "out"), quality.to_string());
    // Where no quality is low enough, there are fewer pixels.
    let bounds = Bounds { bytes: whole / 12, ..LINKEDIN };
    let smaller = super::mended(&folder, "a.jpg", &fit(), &bounds);
    assert!(
        smaller.bytes <= bounds.bytes && smaller.bytes > bounds.bytes / 2,
        "{} of {}",
        smaller.bytes,
        bounds.bytes
    );
    assert!(matches!(
        smaller.done[..],
        [Done::Resized { .. }, Done::Compressed { .. }] | [Done::Resized { .. }]
    ));
    let quality: u8 = identify(folder.path(), "%Q", "out").parse().unwrap();
    assert!((70..=95).contains(&quality));
}

#[test]
fn a_png_of_too_many_bytes_stays_a_png_and_is_packed_before_it_is_shrunk() {
    let folder = tempdir().unwrap();
    convert(
        folder.path(),
        &["-size", "900x700", "gradient:red-blue", "-define", "png:compression-level=0", "PNG32:flat.png"],
    );
    let mended = mended(&folder, "flat.png", &fit(), &Bounds { bytes: 100_000, ..LINKEDIN });
    assert_eq!(
        (mended.format, &mended.done[..]),
        (Format::Png, &[Done::Compressed { quality: None }, DATED][..])
    );
    assert_eq!(load(&folder, "flat.png").into_rgb8(), load(&folder, "out").into_rgb8());
    photograph(&folder, "rich.png", "900x700");
    let bounds = Bounds { bytes: 200_000, ..LINKEDIN };
    let smaller = super::mended(&folder, "rich.png", &fit(), &bounds);
    assert_eq!(smaller.format, Format::Png);
    assert!(smaller.bytes <= bounds.bytes && smaller.bytes > bounds.bytes / 2, "{}", smaller.bytes);
    assert!(smaller.done.iter().any(|done| matches!(done, Done::Resized { .. })));
}
