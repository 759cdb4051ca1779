//! The decoder of everything else: `ffmpeg`, where the computer has it. It gets one file and nothing of the network,
//! writes one picture of a known size, and is ended when it takes long.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use ::image::RgbImage;

use super::film::Film;
use super::{Moment, PATIENCE, Size, Undrawn};
use crate::media::thumbnail::fit;
use crate::media::{Facts, Format, Kind};

/// As large as the largest that is sold, 8K; `ffmpeg` decodes in memory of its own.
const MAX_PIXELS: u64 = 8192 * 4608;
/// The most memory it may take at a time.
const MAX_TAKEN: u64 = 1024 * 1024 * 1024;
/// Frames a second where a film does not say, and at least: a slower one shows a frame too early.
const SLOWEST: f64 = 10.0;

#[cfg(windows)]
const NAME: &str = "ffmpeg.exe";
#[cfg(not(windows))]
const NAME: &str = "ffmpeg";

/// Where Homebrew puts programs. What is started from the Finder has not got these in its `PATH`.
#[cfg(target_os = "macos")]
const USUAL: &[&str] = &["/opt/homebrew/bin", "/usr/local/bin"];
#[cfg(not(target_os = "macos"))]
const USUAL: &[&str] = &[];

/// The container by the name that `ffmpeg` has for it. It is not left to guess: some of what it would guess, such as a
/// list to play, makes it open other files.
fn container(format: Format) -> Option<&'static str> {
    match format {
        Format::Mp4 | Format::Mov => Some("mov"),
        Format::Webm | Format::Mkv => Some("matroska"),
        Format::Avi => Some("avi"),
        Format::Wmv => Some("asf"),
        Format::Flv => Some("flv"),
        _ => None,
    }
}

pub(super) fn takes(facts: &Facts) -> bool {
    facts.kind() == Kind::Video && facts.format.and_then(container).is_some()
}

pub(super) fn find() -> Option<PathBuf> {
    find_in(&env::var_os("PATH").unwrap_or_default())
}

/// Only whole paths count: a relative one would mean another program in another folder.
fn find_in(paths: &OsStr) -> Option<PathBuf> {
    let folders = env::split_paths(paths).chain(USUAL.iter().map(PathBuf::from));
    folders
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(NAME))
        .find(|path| is_program(path))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

pub(super) fn draw(film: &Film<'_>, moment: Moment, size: Size) -> Result<RgbImage, Undrawn> {
    draw_with(&find().ok_or(Undrawn::NotMine)?, film, moment, size, PATIENCE)
}

pub(super) fn draw_with(
    program: &Path,
    film: &Film<'_>,
    moment: Moment,
    size: Size,
    patience: Duration,
) -> Result<RgbImage, Undrawn> {
    let container = film.facts.format.and_then(container).ok_or(Undrawn::NotMine)?;
    let (width, height) = film.displayed().map_err(Undrawn::Failed)?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS {
        return Err(Undrawn::TooLarge { pixels });
    }
    let to = match size {
        Size::Full => (width, height),
        Size::Within(edge) => fit(width, height, edge),
    };
    let key = matches!(moment, Moment::Key(_));
    let at = if key { Duration::from_millis(moment.ms()) } else { begin_of_frame(film, moment.ms()) };
    match run(program, &arguments(container, film.path, (at, key), to), to, patience) {
        // Nothing begins in the last moments of some films.
        Err(Undrawn::Damaged) if !key => {
            run(program, &arguments(container, film.path, (at, true), to), to, patience)
        }
        other => other,
    }
}

/// When to look for the frame that is on the screen at a moment: a little before it begins. `ffmpeg` draws the first
/// that begins then or later, in some containers the nearest, and nothing behind the last.
fn begin_of_frame(film: &Film<'_>, ms: u64) -> Duration {
    let video = film.video();
    let rate = video.and_then(|video| video.frame_rate).unwrap_or(SLOWEST).max(SLOWEST);
    let length = video.and_then(|video| video.duration_ms).unwrap_or(u64::MAX);
    let moment = Duration::from_millis(ms.min(length.saturating_sub(1)));
    let frame = (moment.as_secs_f64() * rate + 1e-6).floor();
    Duration::try_from_secs_f64((frame - 0.3) / rate).unwrap_or_default()
}

fn arguments(
    container: &str,
    path: &Path,
    (at, key): (Duration, bool),
    (width, height): (u32, u32),
) -> Vec<OsString> {
    let mut file = OsString::from("file:");
    file.push(path);
    let seconds = format!("{:.6}", at.as_secs_f64());
    let scale = format!("scale={width}:{height}:flags=area,setsar=1");
    let taken = MAX_TAKEN.to_string();
    let before = ["-hide_banner", "-nostdin", "-loglevel", "error", "-max_alloc", &taken];
    let source = ["-protocol_whitelist", "file", "-f", container, "-threads", "2", "-ss", &seconds];
    let whole = if key { "-noaccurate_seek" } else { "-accurate_seek" };
    let after = ["-map", "0:v:0", "-frames:v", "1", "-an", "-sn", "-dn", "-vf", &scale];
    let out = ["-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1"];
    let words = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
    [words(&before), words(&source), words(&[whole, "-i"]), vec![file], words(&after), words(&out)].concat()
}

fn run(
    program: &Path,
    arguments: &[OsString],
    (width, height): (u32, u32),
    patience: Duration,
) -> Result<RgbImage, Undrawn> {
    let mut child = Ended(start(program, arguments).map_err(|_| Undrawn::NotMine)?);
    let Some(out) = child.0.stdout.take() else { return Err(Undrawn::NotMine) };
    let expected = u64::from(width) * u64::from(height) * 3;
    let (done, arrives) = mpsc::channel();
    let reading = thread::Builder::new().name("frame".to_owned()).spawn(move || {
        let mut bytes = Vec::new();
        let read = out.take(expected + 1).read_to_end(&mut bytes);
        // Nobody listens any more when it took too long.
        let _ = done.send(read.map(|_| bytes));
    });
    reading.map_err(|error| Undrawn::Failed(crate::media::thumbnail::unreadable(error)))?;
    let bytes = match arrives.recv_timeout(patience) {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => return Err(Undrawn::Damaged),
        Err(_) => return Err(Undrawn::TooSlow),
    };
    if bytes.len() as u64 != expected {
        return Err(Undrawn::Damaged);
    }
    RgbImage::from_raw(width, height, bytes).ok_or(Undrawn::Damaged)
}

fn start(program: &Path, arguments: &[OsString]) -> io::Result<Child> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    // Would make it write a report wherever it stands.
    command.env_remove("FFREPORT");
    hide(&mut command);
    command.spawn()
}

/// Without a console window of its own.
#[cfg(windows)]
fn hide(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn hide(_: &mut Command) {}

/// A program that is ended with this, whatever it is doing.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It may have ended by itself, which is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn the_program_is_looked_for_in_whole_paths_only() {
        use std::fs;
        use std::os::unix::fs::PermissionsExt;
        let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let program = second.path().join(NAME);
        fs::write(&program, "").unwrap();
        let paths = env::join_paths([first.path(), Path::new("."), second.path()]).unwrap();
        assert_eq!(find_in(&paths), None, "not to be run");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(find_in(&paths), Some(program));
        fs::create_dir(first.path().join(NAME)).unwrap();
        assert!(find_in(&paths).is_some_and(|found| found.starts_with(second.path())));
        assert_eq!(find_in(OsStr::new("")), None);
    }

    #[test]
    fn a_path_is_one_argument_behind_the_name_of_its_protocol() {
        let made = arguments(
            "mov",
            Path::new("-i http:evil; rm .mp4"),
            (Duration::from_millis(1500), false),
            (320, 180),
        );
        let place = made.iter().position(|argument| argument == "-i").unwrap();
        assert_eq!(made[place + 1], "file:-i http:evil; rm .mp4");
        assert!(made.windows(2).any(|two| two[0] == "-ss" && two[1] == "1.500000"));
        assert!(made.windows(2).any(|two| two[0] == "-protocol_whitelist" && two[1] == "file"));
    }
}
