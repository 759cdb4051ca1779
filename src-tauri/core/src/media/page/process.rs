use std::io::{self, Read};
use std::process::{self, ExitCode};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use super::drawing::Document;
use super::words::{Answer, MAX_DOCUMENT, Request, read_length};

/// How long the process stays when nothing more is asked for.
const PATIENCE: Duration = Duration::from_secs(60);
/// Documents put one thing into another; what draws them follows that on the stack.
pub(super) const STACK: usize = 128 * 1024 * 1024;
/// Memory for drawing, beside what the process begins with.
#[cfg(target_os = "linux")]
const MEMORY: u64 = 1024 * 1024 * 1024;

/// The whole life of a process that draws pages, started by a [`PageDrawer`](super::PageDrawer): the document and the
/// wishes come in by standard input, pictures go out by standard output. It opens no file but the system's fonts, for
/// an SVG with words, and ends with its input.
///
/// On Linux its memory is limited; elsewhere only the patience of the one who waits limits what a page may ask for.
pub fn draw_pages() -> ExitCode {
    #[cfg(target_os = "linux")]
    limit_memory();
    let (document, requests) = match listen() {
        Ok(heard) => heard,
        Err(_) => return ExitCode::FAILURE,
    };
    let drawing = thread::Builder::new().stack_size(STACK).spawn(move || answer(document, &requests));
    let drawn = drawing.map(thread::JoinHandle::join);
    if matches!(drawn, Ok(Ok(Ok(())))) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn answer(document: Vec<u8>, requests: &Receiver<Request>) -> io::Result<()> {
    let document = Document::open(document);
    while let Ok(request) = requests.recv_timeout(PATIENCE) {
        let answer: Answer = document.draw(request);
        answer.write(io::stdout().lock())?;
    }
    Ok(())
}

/// The document, and wishes as they come. When there will be no more, nobody waits for what is being drawn.
fn listen() -> io::Result<(Vec<u8>, Receiver<Request>)> {
    let mut input = io::stdin();
    let length = read_length(&mut input)?.min(MAX_DOCUMENT);
    let mut document = Vec::new();
    (&mut input).take(length).read_to_end(&mut document)?;
    let (heard, requests) = channel();
    thread::spawn(move || {
        while let Ok(request) = Request::read(&mut input) {
            if heard.send(request).is_err() {
                break;
            }
        }
        process::exit(0);
    });
    Ok((document, requests))
}

/// Asking for more ends the process. So does a failure to set this: whoever waits gets an error then.
#[cfg(target_os = "linux")]
fn limit_memory() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let held = status.lines().find_map(|line| line.strip_prefix("VmSize:")?.trim().strip_suffix("kB"));
    let kilobytes: u64 = held.and_then(|held| held.trim().parse().ok()).unwrap_or(0);
    let held = kilobytes.saturating_mul(1024);
    let room = |bytes| Rlimit { current: Some(bytes), maximum: Some(bytes) };
    let limited = setrlimit(Resource::As, room(held.saturating_add(MEMORY)));
    // What remained of a document would else be written to the disk.
    let quiet = setrlimit(Resource::Core, room(0));
    if limited.is_err() || quiet.is_err() {
        process::exit(1);
    }
}
