//! What is measured on: files made once by other programs, and kept in the build's own temporary folder.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Files of each kind that are examined together.
pub const MANY: usize = 200;
/// Pages of the long document, as many as LinkedIn takes.
pub const PAGES: usize = 300;

/// A hard photograph: 40 MP of plasma, 7728 × 5152.
pub fn photograph() -> PathBuf {
    made("plasma-7728x5152-q92.jpg", |into| {
        // Debian's ImageMagick 6 calls itself convert, 7 calls itself magick.
        let program =
            ["/usr/bin/magick", "/usr/bin/convert"].into_iter().find(|path| Path::new(path).exists());
        let mut convert =
            Command::new(program.expect("ImageMagick is needed; `cargo xtask bench` installs it"));
        convert.args(["-seed", "7", "-size", "7728x5152", "plasma:fractal", "-quality", "92"]);
        succeeds(convert.arg(into));
    })
}

/// Half an hour with sound, 500 MB, its index behind the frames, as cameras write it.
pub fn film() -> PathBuf {
    let clip = made("clip.mp4", |into| {
        let picture = "testsrc2=size=1280x720:rate=30:duration=20,noise=alls=30:allf=t";
        succeeds(
            ffmpeg()
                .args(["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", "sine=frequency=440:duration=20"])
                .args(["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "60"])
                .args(["-b:v", "2040k", "-maxrate", "2040k", "-bufsize", "2M", "-c:a", "aac", "-b:a", "128k"])
                .arg(into),
        );
    });
    made("film-30-minutes.mp4", |into| {
        succeeds(ffmpeg().args(["-stream_loop", "89", "-i"]).arg(&clip).args(["-c", "copy"]).arg(into));
    })
}

/// 300 pages, a picture each, its objects packed into streams.
pub fn book() -> PathBuf {
    let pages = leaves();
    let plain = made("plain-300.pdf", |into| succeeds(img2pdf().args(&pages).arg("-o").arg(into)));
    made("book-300.pdf", |into| {
        succeeds(Command::new("qpdf").arg("--object-streams=generate").arg(&plain).arg(into));
    })
}

/// The same with pictures of a quarter of the pixels: below the 100 MB that LinkedIn takes.
pub fn slim_book() -> PathBuf {
    let pages = drawn("slim leaves", "620x877");
    made("slim-300.pdf", |into| succeeds(img2pdf().args(&pages).arg("-o").arg(into)))
}

/// 300 different pictures, 1240 × 1754 each.
pub fn leaves() -> Vec<PathBuf> {
    drawn("leaves", "1240x1754")
}

fn drawn(name: &str, size: &str) -> Vec<PathBuf> {
    several(name, "jpg", |folder| {
        let picture = &format!("testsrc2=size={size}:rate=30,noise=alls=12:allf=t");
        let mut draw = ffmpeg();
        draw.args(["-f", "lavfi", "-i", picture, "-frames:v", &PAGES.to_string()]);
        succeeds(draw.args(["-q:v", "4"]).arg(folder.join("%03d.jpg")));
    })
}

/// As many pictures, films or documents as are examined together.
pub fn many(kind: &str) -> Vec<PathBuf> {
    let mut files = match kind {
        "jpg" => leaves(),
        "mp4" => several("films", "mp4", |folder| {
            let picture = format!("testsrc2=size=320x180:rate=25:duration={MANY}");
            let sound = format!("sine=frequency=440:duration={MANY}");
            let mut cut = ffmpeg();
            cut.args(["-f", "lavfi", "-i", &picture, "-f", "lavfi", "-i", &sound]);
            cut.args([
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-g",
                "25",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "aac",
            ]);
            succeeds(cut.args(["-f", "segment", "-segment_time", "1"]).arg(folder.join("%03d.mp4")));
        }),
        _ => several("papers", "pdf", |folder| {
            succeeds(Command::new("qpdf").arg("--split-pages=1").arg(book()).arg(folder.join("%d.pdf")));
        }),
    };
    files.truncate(MANY);
    assert_eq!(files.len(), MANY);
    files
}

/// `cargo xtask bench` says where it is; without it, whatever is on the PATH.
pub fn img2pdf() -> Command {
    let mut command = Command::new(env::var_os("IMG2PDF").unwrap_or_else(|| "img2pdf".into()));
    if let Some(modules) = env::var_os("IMG2PDF_MODULES") {
        command.env("PYTHONPATH", modules);
    }
    command
}

fn ffmpeg() -> Command {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-nostdin", "-y"]);
    command
}

fn succeeds(command: &mut Command) {
    let status = command.status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "{command:?} made nothing; `cargo xtask bench` installs it"
    );
}

/// The file of this name, made if it is not there yet. A making that was interrupted leaves no file of its name.
fn made(name: &str, make: impl FnOnce(&Path)) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(name);
    if !path.exists() {
        println!("  making {name}");
        let unfinished = folder.join(format!("unfinished-{name}"));
        make(&unfinished);
        fs::rename(unfinished, &path).unwrap();
    }
    path
}

/// The files of a folder of this name, made if it is not there yet, in the order of their names.
fn several(name: &str, extension: &str, make: impl FnOnce(&Path)) -> Vec<PathBuf> {
    let folder = made(name, |unfinished| {
        let _ = fs::remove_dir_all(unfinished);
        fs::create_dir(unfinished).unwrap();
        make(unfinished);
    });
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> = files.filter(|file| file.extension().is_some_and(|it| it == extension)).collect();
    files.sort();
    files
}
