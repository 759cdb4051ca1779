use std::fs;
use std::path::Path;

use galley_core::media::{
    Encoding, Facts, FilmDecoder, FrameError, ThumbnailError, Thumbnailer, examine, film_decoder,
    frame_picture,
};
use image::RgbImage;
use tempfile::{TempDir, tempdir};

use super::programs::ffmpeg;
use super::video::turn;

/// Details everywhere and a counter, so that the wrong frame and wrong colours both show.
const PICTURES: &[&str] = &["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=2"];
const LARGE: &[&str] = &["-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=25:duration=1"];
const H264: &[&str] = &["-c:v", "libx264", "-crf", "12", "-g", "30"];
const HEVC: &[&str] = &["-c:v", "libx265", "-preset", "fast", "-crf", "12", "-x265-params", "log-level=none"];

fn make(folder: &TempDir, name: &str, arguments: &[&[&str]]) -> Facts {
    ffmpeg(folder.path(), &[arguments.concat(), vec![name]].concat());
    examine(&folder.path().join(name)).unwrap()
}

/// All frames as `ffmpeg` draws them. `matrix` is what it is to take the colours for.
fn theirs(folder: &Path, name: &str, facts: &Facts, matrix: &str) -> Vec<RgbImage> {
    let video = facts.video().unwrap();
    let (width, height) = (video.width.unwrap(), video.height.unwrap());
    let scale = format!("scale={width}:{height}:in_color_matrix={matrix},format=rgb24");
    let out = ["-fps_mode", "passthrough", "-f", "rawvideo", "theirs.raw"];
    ffmpeg(folder, &[&["-i", name, "-vf", &scale], out.as_slice()].concat());
    let raw = fs::read(folder.join("theirs.raw")).unwrap();
    let frames = raw.chunks_exact(width as usize * height as usize * 3);
    frames.map(|frame| RgbImage::from_raw(width, height, frame.to_vec()).unwrap()).collect()
}

fn ours(folder: &Path, name: &str, facts: &Facts, at_ms: u64) -> RgbImage {
    let (path, into) = (folder.join(name), folder.join("ours.jpg"));
    frame_picture(&path, facts, at_ms, &into).unwrap_or_else(|error| panic!("{name} at {at_ms}: {error}"));
    image::open(into).unwrap().into_rgb8()
}

/// How far apart two pictures are, a mean over all of both, of 255.
fn apart(one: &RgbImage, other: &RgbImage) -> f64 {
    assert_eq!(one.dimensions(), other.dimensions());
    let sum: u64 = one.as_raw().iter().zip(other.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / one.as_raw().len() as f64
}

/// Each kind of film, what its colours are, and who draws it.
const MADE: &[(&str, &[&[&str]], &str, FilmDecoder)] = &[
    (
        "main.mp4",
        &[PICTURES, H264, &["-pix_fmt", "yuv420p", "-profile:v", "main"]],
        "bt601",
        FilmDecoder::Galley,
    ),
    (
        "high.mp4",
        &[PICTURES, H264, &["-pix_fmt", "yuv420p", "-preset", "slower"]],
        "bt601",
        FilmDecoder::Galley,
    ),
    (
        "baseline.mov",
        &[PICTURES, H264, &["-pix_fmt", "yuv420p", "-profile:v", "baseline"]],
        "bt601",
        FilmDecoder::Galley,
    ),
    (
        "slices.mp4",
        &[PICTURES, H264, &["-pix_fmt", "yuv420p", "-x264-params", "slices=4"]],
        "bt601",
        FilmDecoder::Galley,
    ),
    ("tv.mp4", &[LARGE, H264, &["-pix_fmt", "yuv420p"]], "bt709", FilmDecoder::Galley),
    ("full.mp4", &[PICTURES, H264, &["-pix_fmt", "yuvj420p"]], "bt601", FilmDecoder::Galley),
    (
        "tagged.mp4",
        &[
            PICTURES,
            H264,
            &[
                "-vf",
                "scale=out_color_matrix=bt709,format=yuv420p",
                "-colorspace",
                "bt709",
                "-color_trc",
                "bt709",
            ],
            &["-color_primaries", "bt709"],
        ],
        "bt709",
        FilmDecoder::Galley,
    ),
    (
        "fragments.mp4",
        &[PICTURES, H264, &["-pix_fmt", "yuv420p", "-movflags", "frag_keyframe+empty_moov"]],
        "bt601",
        FilmDecoder::Galley,
    ),
    ("hevc.mp4", &[PICTURES, HEVC, &["-pix_fmt", "yuv420p"]], "bt601", FilmDecoder::Galley),
    (
        "deep.mov",
        &[PICTURES, HEVC, &["-pix_fmt", "yuv420p10", "-tag:v", "hvc1"]],
        "bt601",
        FilmDecoder::Galley,
    ),
    // These Galley takes for its own and leaves to ffmpeg once it sees them.
    ("deep_h264.mp4", &[PICTURES, H264, &["-pix_fmt", "yuv420p10"]], "bt601", FilmDecoder::Galley),
    ("fine_h264.mp4", &[PICTURES, H264, &["-pix_fmt", "yuv444p"]], "bt601", FilmDecoder::Galley),
    ("mpeg4.mp4", &[PICTURES, &["-c:v", "mpeg4", "-q:v", "2"]], "bt601", FilmDecoder::Ffmpeg),
    ("prores.mov", &[PICTURES, &["-c:v", "prores_ks"]], "bt601", FilmDecoder::Ffmpeg),
    ("jpeg.avi", &[PICTURES, &["-c:v", "mjpeg", "-q:v", "2"]], "bt601", FilmDecoder::Ffmpeg),
    ("h264.mkv", &[PICTURES, H264, &["-pix_fmt", "yuv420p"]], "bt601", FilmDecoder::Ffmpeg),
    ("vp8.webm", &[PICTURES, &["-c:v", "libvpx", "-b:v", "4M"]], "bt601", FilmDecoder::Ffmpeg),
];

#[test]
fn frames_are_those_that_ffmpeg_draws() {
    let folder = tempdir().unwrap();
    for (name, arguments, matrix, decoder) in MADE {
        let facts = make(&folder, name, arguments);
        assert_eq!(film_decoder(&facts), *decoder, "{name}");
        let theirs = theirs(folder.path(), name, &facts, matrix);
        for (frame, at_ms) in [(0, 0), (1, 40), (12, 500), (24, 999)] {
            let ours = ours(folder.path(), name, &facts, at_ms);
            let apart = apart(&ours, &theirs[frame]);
            // A JPEG of this picture is some 2 away from it.
            assert!(apart < 4.0, "{name} at {at_ms}: {apart}");
        }
    }
}

#[test]
fn a_turned_film_is_drawn_upright_by_both() {
    let folder = tempdir().unwrap();
    make(&folder, "h264.mp4", &[PICTURES, H264, &["-pix_fmt", "yuv420p"]]);
    make(&folder, "mpeg4.mp4", &[PICTURES, &["-c:v", "mpeg4", "-q:v", "2"]]);
    for name in ["h264.mp4", "mpeg4.mp4"] {
        for quarters in 1..4 {
            turn(&folder.path().join(name), quarters);
            let facts = examine(&folder.path().join(name)).unwrap();
            let theirs = theirs(folder.path(), name, &facts, "bt601");
            let ours = ours(folder.path(), name, &facts, 0);
            assert_eq!(Some(ours.width()), facts.video().unwrap().width);
            let apart = apart(&ours, &theirs[0]);
            assert!(apart < 4.0, "{name} by {quarters}: {apart}");
        }
    }
}

#[test]
fn pixels_that_are_not_square_are_made_so() {
    let folder = tempdir().unwrap();
    let facts = make(&folder, "a.mp4", &[PICTURES, H264, &["-pix_fmt", "yuv420p", "-vf", "setsar=4/3"]]);
    assert_eq!(ours(folder.path(), "a.mp4", &facts, 0).dimensions(), (427, 180));
    let facts = make(&folder, "b.mp4", &[PICTURES, &["-c:v", "mpeg4", "-vf", "setsar=4/3"]]);
    assert_eq!(ours(folder.path(), "b.mp4", &facts, 0).dimensions(), (427, 180));
}

#[test]
fn a_moment_behind_the_end_shows_the_last_frame() {
    let folder = tempdir().unwrap();
    for (name, codec) in [("a.mp4", H264), ("b.mov", &["-c:v", "mpeg4", "-q:v", "2"])] {
        let facts = make(&folder, name, &[PICTURES, codec, &["-pix_fmt", "yuv420p"]]);
        let (last, behind) =
            (ours(folder.path(), name, &facts, 1960), ours(folder.path(), name, &facts, 9_000_000));
        assert!(apart(&last, &behind) < 0.5, "{name}");
    }
}

#[test]
fn a_poster_is_not_black_and_a_thumbnail_is_kept() {
    let folder = tempdir().unwrap();
    let fade = ["-vf", "fade=in:st=0.1:d=1.4,format=yuv420p"];
    for (name, codec) in [("a.mp4", H264), ("b.mov", &["-c:v", "mpeg4"])] {
        let facts = make(&folder, name, &[PICTURES, codec, &["-g", "5"], &fade]);
        let cache = folder.path().join("thumbnails");
        let thumbnailer = Thumbnailer::new(cache.clone(), 10_000_000);
        let path = folder.path().join(name);
        let poster = thumbnailer.thumbnail(&path, &facts, 96).unwrap();
        assert_eq!(poster.encoding, Encoding::Jpeg);
        let picture = image::load_from_memory(&poster.bytes).unwrap().into_rgb8();
        assert_eq!(picture.dimensions(), (96, 54));
        let mean = picture.as_raw().iter().map(|level| u64::from(*level)).sum::<u64>()
            / picture.as_raw().len() as u64;
        assert!(mean > 24, "{name}: {mean}");
        let kept = fs::read_dir(&cache).unwrap().count();
        assert_eq!(thumbnailer.thumbnail(&path, &facts, 96).unwrap(), poster);
        let frame = thumbnailer.frame(&path, &facts, 1900, 96).unwrap();
        assert_ne!(frame, poster);
        assert_eq!(thumbnailer.frame(&path, &facts, 1900, 96).unwrap(), frame);
        assert_eq!(fs::read_dir(&cache).unwrap().count(), kept + 1);
    }
}

#[test]
fn what_is_no_film_or_another_by_now_has_no_frames() {
    let folder = tempdir().unwrap();
    let facts = make(&folder, "a.mp4", &[PICTURES, H264]);
    let (path, into) = (folder.path().join("a.mp4"), folder.path().join("frame"));
    fs::copy(&path, folder.path().join("b.mp4")).unwrap();
    fs::rename(folder.path().join("b.mp4"), &path).unwrap();
    let changed = frame_picture(&path, &facts, 0, &into);
    assert!(matches!(changed, Err(FrameError::Undrawn(ThumbnailError::Changed))));
    make(&folder, "c.png", &[PICTURES, &["-frames:v", "1"]]);
    let picture = folder.path().join("c.png");
    let facts = examine(&picture).unwrap();
    assert!(matches!(
        frame_picture(&picture, &facts, 0, &into),
        Err(FrameError::Undrawn(ThumbnailError::NotDecoded { .. }))
    ));
    assert_eq!(film_decoder(&facts), FilmDecoder::Nobody);
    let sound = ["-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac"];
    let facts = make(&folder, "d.mp4", &[&sound]);
    let silent = frame_picture(&folder.path().join("d.mp4"), &facts, 0, &into);
    assert!(matches!(silent, Err(FrameError::Undrawn(ThumbnailError::NoPicture))), "{silent:?}");
    assert!(!into.exists());
}

#[test]
fn a_name_with_every_kind_of_sign_is_drawn_by_both() {
    let folder = tempdir().unwrap();
    for (made, codec) in [("a.mp4", H264), ("b.mp4", &["-c:v", "mpeg4", "-q:v", "2"])] {
        make(&folder, made, &[PICTURES, codec, &["-pix_fmt", "yuv420p"]]);
        let name = format!("-i %d 'x' \"y\" http:é {made}");
        fs::rename(folder.path().join(made), folder.path().join(&name)).unwrap();
        let facts = examine(&folder.path().join(&name)).unwrap();
        assert_eq!(ours(folder.path(), &name, &facts, 500).dimensions(), (320, 180));
    }
}
