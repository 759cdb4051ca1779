use std::fs;
use std::thread;

use galley_core::media::{
    Color, Encoding, Format, Thumbnail, ThumbnailError, Thumbnailer, examine, quick_thumbnail,
};
use image::{DynamicImage, GenericImageView, Rgba};
use tempfile::{TempDir, tempdir};

use super::programs::{convert, exiftool, ffmpeg, jpegtran};

fn thumbnail(folder: &TempDir, name: &str, edge: u32) -> Thumbnail {
    let path = folder.path().join(name);
    let maker = Thumbnailer::new(folder.path().join("thumbnails"), 10_000_000);
    maker.thumbnail(&path, &examine(&path).unwrap(), edge).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn picture(thumbnail: &Thumbnail) -> DynamicImage {
    image::load_from_memory(&thumbnail.bytes).unwrap()
}

fn load(folder: &TempDir, name: &str) -> DynamicImage {
    image::open(folder.path().join(name)).unwrap()
}

/// Mean difference per channel over white paper, 0 to 255.
fn difference(one: &DynamicImage, other: &DynamicImage) -> f64 {
    assert_eq!(one.dimensions(), other.dimensions());
    let over_white = |Rgba([red, green, blue, alpha]): Rgba<u8>| {
        [red, green, blue].map(|c| 255.0 - (255.0 - f64::from(c)) * f64::from(alpha) / 255.0)
    };
    let pairs = one.pixels().zip(other.pixels());
    let total: f64 = pairs
        .flat_map(|((.., a), (.., b))| {
            over_white(a).into_iter().zip(over_white(b)).map(|(a, b)| (a - b).abs())
        })
        .sum();
    total / (f64::from(one.width()) * f64::from(one.height()) * 3.0)
}

/// Red, green over blue, yellow: every turn and mirror image of it looks different.
fn quadrants(folder: &TempDir, name: &str, arguments: &[&str]) {
    let drawing = [
        "-size",
        "640x400",
        "xc:red",
        "-fill",
        "lime",
        "-draw",
        "rectangle 320,0 639,199",
        "-fill",
        "blue",
        "-draw",
        "rectangle 0,200 319,399",
        "-fill",
        "yellow",
        "-draw",
        "rectangle 320,200 639,399",
    ];
    convert(folder.path(), &[&drawing, arguments, &[name]].concat());
}

#[test]
fn thumbnails_look_like_those_of_imagemagick() {
    let folder = tempdir().unwrap();
    let made: [(&str, &[&str]); 22] = [
        ("rgb.jpg", &["-sampling-factor", "4:2:0"]),
        ("full.jpg", &["-sampling-factor", "4:4:4"]),
        ("across.jpg", &["-sampling-factor", "4:2:2"]),
        ("progressive.jpg", &["-interlace", "JPEG"]),
        ("gray.jpg", &["-colorspace", "Gray"]),
        ("rgb.png", &[]),
        ("deep.png", &["-define", "png:bit-depth=16"]),
        ("interlaced.png", &["-interlace", "PNG"]),
        ("gray.png", &["-colorspace", "Gray"]),
        ("palette.png", &["+dither", "-colors", "200", "-define", "png:color-type=3"]),
        ("bits.png", &["-colorspace", "Gray", "-dither", "None", "-monochrome"]),
        ("still.gif", &[]),
        ("interlaced.gif", &["-interlace", "GIF"]),
        ("a.webp", &["-quality", "90"]),
        ("lossless.webp", &["-define", "webp:lossless=true"]),
        ("a.tif", &[]),
        ("deep.tif", &["-depth", "16", "-compress", "LZW"]),
        ("gray.tif", &["-colorspace", "Gray"]),
        ("strips.tif", &["-compress", "JPEG", "-define", "tiff:rows-per-strip=64"]),
        ("tiles.tif", &["-compress", "JPEG", "-define", "tiff:tile-geometry=128x128"]),
        ("a.bmp", &["-type", "TrueColor"]),
        ("palette.bmp", &["+dither", "-type", "Palette"]),
    ];
    convert(folder.path(), &["-seed", "7", "-size", "857x569", "plasma:tan-teal", "source.miff"]);
    for (name, arguments) in made {
        convert(folder.path(), &[&["source.miff"], arguments, &["-quality", "92", name]].concat());
        for edge in [100, 320] {
            let size = format!("{edge}x{edge}>");
            convert(
                folder.path(),
                &[name, "-filter", "Box", "-resize", &size, "-depth", "8", "PNG24:expected.png"],
            );
            let (made, expected) = (picture(&thumbnail(&folder, name, edge)), load(&folder, "expected.png"));
            let difference = difference(&made, &expected);
            assert!(difference < 4.0, "{name} to {edge}: {difference}");
        }
    }
}

#[test]
fn a_tiff_of_jpegs_that_claim_to_be_larger_than_their_places_is_damaged() {
    let folder = tempdir().unwrap();
    convert(folder.path(), &["-size", "80x60", "plasma:tan-teal", "-compress", "JPEG", "a.tif"]);
    let path = folder.path().join("a.tif");
    let maker = Thumbnailer::new(folder.path().join("thumbnails"), 10_000_000);
    assert!(maker.thumbnail(&path, &examine(&path).unwrap(), 40).is_ok());
    let mut bytes = fs::read(&path).unwrap();
    let frame = bytes.windows(4).position(|head| head == b"\xFF\xC0\x00\x11").unwrap();
    for (side, length) in [(5, [0x3F, 0xFF]), (7, [0x3F, 0xFF])] {
        bytes[frame + side..frame + side + 2].copy_from_slice(&length);
        fs::write(&path, &bytes).unwrap();
        let drawn = maker.thumbnail(&path, &examine(&path).unwrap(), 40);
        assert!(matches!(drawn, Err(ThumbnailError::Damaged)), "{drawn:?}");
    }
}

#[test]
fn all_eight_orientations_become_upright() {
    let folder = tempdir().unwrap();
    for name in ["a.jpg", "a.png"] {
        for orientation in 1..=8 {
            quadrants(&folder, name, &[]);
            exiftool(folder.path(), &[&format!("-Orientation={orientation}"), name]);
            convert(
                folder.path(),
                &[
                    name,
                    "-orient",
                    turn(orientation),
                    "-auto-orient",
                    "-resize",
                    "160x160",
                    "PNG24:expected.png",
                ],
            );
            let (made, expected) = (picture(&thumbnail(&folder, name, 160)), load(&folder, "expected.png"));
            let difference = difference(&made, &expected);
            assert!(difference < 4.0, "{name} turned by {orientation}: {difference}");
        }
    }
}

/// ImageMagick's names of the orientations; it does not read the one in a PNG itself.
pub fn turn(orientation: usize) -> &'static str {
    const NAMES: [&str; 8] = [
        "TopLeft",
        "TopRight",
        "BottomRight",
        "BottomLeft",
        "LeftTop",
        "RightTop",
        "RightBottom",
        "LeftBottom",
    ];
    NAMES[orientation - 1]
}

#[test]
fn printing_inks_become_their_colours() {
    let folder = tempdir().unwrap();
    quadrants(&folder, "ycck.jpg", &["-colorspace", "CMYK", "-quality", "95"]);
    // At an eighth and at more.
    for edge in [64, 256] {
        let made = picture(&thumbnail(&folder, "ycck.jpg", edge));
        let corners = [(1, 1, [255, 0, 0]), (3, 1, [0, 255, 0]), (1, 3, [0, 0, 255]), (3, 3, [255, 255, 0])];
        for (x, y, color) in corners {
            let Rgba([red, green, blue, _]) = made.get_pixel(made.width() * x / 4, made.height() * y / 4);
            let off = [red, green, blue].into_iter().zip(color).map(|(a, b): (u8, u8)| a.abs_diff(b));
            assert!(off.max().unwrap() < 12, "{:?} instead of {color:?}", [red, green, blue]);
        }
    }
}

#[test]
fn printing_inks_without_a_transform_are_taken_as_they_are() {
    let folder = tempdir().unwrap();
    convert(folder.path(), &["-size", "64x64", "xc:red", "-colorspace", "CMYK", "-quality", "95", "a.jpg"]);
    let path = folder.path().join("a.jpg");
    let mut bytes = fs::read(&path).unwrap();
    let adobe = bytes.windows(5).position(|five| five == b"Adobe").unwrap();
    // Red stored as YCCK is 179, 171, 0, 255; without the transform these are inverted inks.
    assert_eq!(std::mem::replace(&mut bytes[adobe + 11], 0), 2);
    fs::write(&path, bytes).unwrap();
    assert_eq!(examine(&path).unwrap().image().unwrap().color, Some(Color::Cmyk));
    for edge in [8, 64] {
        let Rgba([red, green, blue, _]) = picture(&thumbnail(&folder, "a.jpg", edge)).get_pixel(5, 5);
        assert!(red.abs_diff(179) < 4 && green.abs_diff(171) < 4 && blue < 5, "{red} {green} {blue}");
    }
}

#[test]
fn transparency_survives_and_its_absence_makes_a_jpeg() {
    let folder = tempdir().unwrap();
    let hole = ["-alpha", "set", "-region", "320x200+0+0", "-alpha", "transparent", "+region"];
    quadrants(&folder, "hole.png", &hole);
    let hole = thumbnail(&folder, "hole.png", 64);
    assert_eq!(hole.encoding, Encoding::Png);
    let made = picture(&hole);
    assert_eq!(made.get_pixel(16, 10).0[3], 0);
    assert_eq!(made.get_pixel(48, 30), Rgba([255, 255, 0, 255]));
    quadrants(&folder, "opaque.png", &["-alpha", "set"]);
    assert_eq!(thumbnail(&folder, "opaque.png", 64).encoding, Encoding::Jpeg);
}

#[test]
fn an_animation_shows_its_first_frame() {
    let folder = tempdir().unwrap();
    convert(folder.path(), &["-size", "80x60", "xc:red", "xc:lime", "xc:blue", "film.gif"]);
    let Rgba([red, green, blue, _]) = picture(&thumbnail(&folder, "film.gif", 64)).get_pixel(30, 20);
    assert!(red > 245 && green < 10 && blue < 10);
}

#[test]
fn a_jpeg_of_a_coding_that_nobody_decodes_here_is_not_called_damaged() {
    let folder = tempdir().unwrap();
    convert(folder.path(), &["-size", "80x60", "plasma:tan-teal", "source.jpg"]);
    jpegtran(folder.path(), &["-arithmetic", "-outfile", "arithmetic.jpg", "source.jpg"]);
    for (coding, name) in [("ljpeg", "lossless.jpg"), ("jpegls", "ls.jpg")] {
        ffmpeg(folder.path(), &["-i", "source.jpg", "-c:v", coding, "-strict", "-1", "-f", "image2", name]);
    }
    let maker = Thumbnailer::new(folder.path().join("thumbnails"), 10_000_000);
    for name in ["arithmetic.jpg", "lossless.jpg", "ls.jpg"] {
        let path = folder.path().join(name);
        let facts = examine(&path).unwrap();
        assert_eq!((facts.format, facts.faults.as_slice()), (Some(Format::Jpeg), [].as_slice()), "{name}");
        let drawn = maker.thumbnail(&path, &facts, 40);
        let not_decoded = ThumbnailError::NotDecoded { format: Some(Format::Jpeg) }.to_string();
        assert_eq!(drawn.map_err(|error| error.to_string()).unwrap_err(), not_decoded, "{name}");
    }
}

#[test]
fn a_small_picture_is_not_enlarged() {
    let folder = tempdir().unwrap();
    convert(folder.path(), &["-size", "30x20", "xc:red", "a.jpg"]);
    assert_eq!(picture(&thumbnail(&folder, "a.jpg", 320)).dimensions(), (30, 20));
}

#[test]
fn lossless_turns_and_restart_intervals_change_nothing() {
    let folder = tempdir().unwrap();
    convert(folder.path(), &["-seed", "7", "-size", "1600x1120", "plasma:tan-teal", "a.jpg"]);
    let plain = picture(&thumbnail(&folder, "a.jpg", 160));
    for (name, arguments) in
        [("restart.jpg", ["-restart", "7"]), ("optimised.jpg", ["-optimize", "-progressive"])]
    {
        jpegtran(folder.path(), &[&arguments[..], &["-outfile", name, "a.jpg"]].concat());
        let difference = difference(&plain, &picture(&thumbnail(&folder, name, 160)));
        assert!(difference < 0.5, "{name}: {difference}");
    }
}

#[test]
fn the_embedded_thumbnail_comes_first_if_it_shows_the_whole_picture() {
    let folder = tempdir().unwrap();
    for orientation in [1, 6] {
        quadrants(&folder, "a.jpg", &[]);
        convert(folder.path(), &["a.jpg", "-resize", "160x100", "small.jpg"]);
        exiftool(
            folder.path(),
            &["-ThumbnailImage<=small.jpg", &format!("-Orientation={orientation}"), "a.jpg"],
        );
        let path = folder.path().join("a.jpg");
        let facts = examine(&path).unwrap();
        assert!(facts.image().unwrap().exif_thumbnail);
        let quick = picture(&quick_thumbnail(&path, &facts).unwrap().unwrap());
        let difference = difference(&quick, &picture(&thumbnail(&folder, "a.jpg", 160)));
        assert!(difference < 6.0, "{orientation}: {difference}");
    }
}

#[test]
fn a_letterboxed_embedded_thumbnail_is_not_offered() {
    let folder = tempdir().unwrap();
    quadrants(&folder, "a.jpg", &[]);
    let boxed =
        ["a.jpg", "-resize", "160x120", "-background", "black", "-gravity", "center", "-extent", "160x120"];
    convert(folder.path(), &[&boxed[..], &["small.jpg"]].concat());
    exiftool(folder.path(), &["-ThumbnailImage<=small.jpg", "a.jpg"]);
    let path = folder.path().join("a.jpg");
    let facts = examine(&path).unwrap();
    assert!(!facts.image().unwrap().exif_thumbnail);
    assert_eq!(quick_thumbnail(&path, &facts).unwrap(), None);
}

#[test]
fn a_copy_finds_the_thumbnail_made_and_every_thread_gets_the_same() {
    let folder = tempdir().unwrap();
    quadrants(&folder, "a.jpg", &[]);
    fs::copy(folder.path().join("a.jpg"), folder.path().join("b.jpg")).unwrap();
    let kept = folder.path().join("thumbnails");
    let maker = Thumbnailer::new(kept.clone(), 10_000_000);
    let make = |name: &str| {
        let path = folder.path().join(name);
        maker.thumbnail(&path, &examine(&path).unwrap(), 320).unwrap()
    };
    let first = make("a.jpg");
    thread::scope(|scope| {
        let all: Vec<_> = (0..12).map(|i| scope.spawn(move || make(["a.jpg", "b.jpg"][i % 2]))).collect();
        assert!(all.into_iter().all(|one| one.join().unwrap() == first));
    });
    assert_eq!(fs::read_dir(&kept).unwrap().count(), 1);
    // Served from there: what lies there is what comes back.
    let place = fs::read_dir(&kept).unwrap().next().unwrap().unwrap().path();
    let planted = [&[0xFF, 0xD8], b"planted".as_slice()].concat();
    fs::write(place, &planted).unwrap();
    assert_eq!(make("b.jpg").bytes, planted);
}

#[test]
fn a_folder_that_cannot_be_written_costs_no_thumbnail() {
    let folder = tempdir().unwrap();
    quadrants(&folder, "a.jpg", &[]);
    fs::write(folder.path().join("blocked"), "a file where the folder should be").unwrap();
    let path = folder.path().join("a.jpg");
    let maker = Thumbnailer::new(folder.path().join("blocked"), 10_000_000);
    assert!(maker.thumbnail(&path, &examine(&path).unwrap(), 320).is_ok());
}
