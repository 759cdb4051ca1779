use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::words::{Answer, Request, write_length};
use crate::media::ContentId;

/// How long a page may take, with the start of its process. Pages that people make take milliseconds, maps of a
/// country's every street some seconds.
const PATIENCE: Duration = Duration::from_secs(20);
/// Documents kept open between two pages, each in memory by a process that leaves after a minute.
const MOST_OPEN: usize = 2;

/// Starts the program that draws pages, one process for each document, and talks to it.
///
/// Drawing cannot be interrupted, and a page of a kilobyte can ask for hours and for all of the memory. A process can
/// be stopped, and takes nobody along.
#[derive(Debug)]
pub struct PageDrawer {
    program: PathBuf,
    arguments: Vec<OsString>,
    patience: Duration,
    open: Mutex<Vec<Running>>,
}

/// A page: of a PDF over white, an SVG over nothing.
pub(in crate::media) struct Drawn {
    pub width: u32,
    pub height: u32,
    /// Pictures that an SVG names outside itself.
    pub left_out: u32,
    /// Red, green, blue and opacity of each pixel.
    pub pixels: Vec<u8>,
}

/// Why there is none.
#[derive(Debug)]
pub(in crate::media) enum DrawError {
    NotStarted(io::Error),
    NeedsPassword,
    Unreadable,
    NoSuchPage {
        pages: u32,
    },
    /// In seconds.
    TooSlow(u64),
    /// The process ended in the middle: it needed more memory than it may have, or failed at what the page holds.
    Died,
}

impl PageDrawer {
    /// With a program that does nothing but call [`draw_pages`](super::draw_pages) when it is given these arguments.
    pub fn new(program: PathBuf, arguments: Vec<OsString>) -> Self {
        Self { program, arguments, patience: PATIENCE, open: Mutex::default() }
    }

    /// The same with another patience than twenty seconds a page.
    #[must_use]
    pub fn patient_for(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Draws a page of the document in `file`, which holds `content`. Blocks until it is drawn or patience ends.
    pub(in crate::media) fn draw(
        &self,
        file: File,
        content: &ContentId,
        page: u32,
        edge: u32,
    ) -> Result<Drawn, DrawError> {
        let request = Request { page, edge };
        // One that drew before may have grown, or left meanwhile: its death says nothing of this page.
        let drawn = match self.take_open(content) {
            Some(running) => self.ask(running, request),
            None => Err(DrawError::Died),
        };
        match drawn {
            Err(DrawError::Died) => self.ask(self.start(file, content)?, request),
            drawn => drawn,
        }
    }

    fn ask(&self, mut running: Running, request: Request) -> Result<Drawn, DrawError> {
        let answer = running.ask(request, self.patience)?;
        let mut open = self.open();
        if open.len() >= MOST_OPEN {
            open.remove(0);
        }
        open.push(running);
        drop(open);
        match answer {
            Answer::Picture { width, height, left_out, pixels } => {
                Ok(Drawn { width, height, left_out, pixels })
            }
            Answer::NeedsPassword => Err(DrawError::NeedsPassword),
            Answer::Unreadable => Err(DrawError::Unreadable),
            Answer::NoSuchPage { pages } => Err(DrawError::NoSuchPage { pages }),
        }
    }

    fn take_open(&self, content: &ContentId) -> Option<Running> {
        let mut open = self.open();
        let at = open.iter().position(|running| running.content == *content)?;
        Some(open.remove(at))
    }

    fn start(&self, file: File, content: &ContentId) -> Result<Running, DrawError> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        without_window(&mut command);
        let mut process = Stopped(command.spawn().map_err(DrawError::NotStarted)?);
        let (Some(input), Some(output)) = (process.0.stdin.take(), process.0.stdout.take()) else {
            return Err(DrawError::Died);
        };
        // Threads of their own, because neither a pipe that nobody reads nor one that nobody writes can be given up.
        let (wishes, asked) = channel();
        let (said, answers) = channel();
        thread::spawn(move || feed(file, input, &asked));
        thread::spawn(move || hear(output, &said));
        Ok(Running { content: content.clone(), wishes, answers, _process: process })
    }

    // A list is whole at every moment, so a panic elsewhere does not spoil it.
    fn open(&self) -> MutexGuard<'_, Vec<Running>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A process with a document open.
#[derive(Debug)]
struct Running {
    content: ContentId,
    wishes: Sender<Request>,
    answers: Receiver<Answer>,
    _process: Stopped,
}

impl Running {
    fn ask(&mut self, request: Request, patience: Duration) -> Result<Answer, DrawError> {
        self.wishes.send(request).map_err(|_| DrawError::Died)?;
        self.answers.recv_timeout(patience).map_err(|error| match error {
            RecvTimeoutError::Timeout => DrawError::TooSlow(patience.as_secs()),
            RecvTimeoutError::Disconnected => DrawError::Died,
        })
    }
}

/// A process that does not outlive its owner.
#[derive(Debug)]
struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        // It may have ended by itself, which is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn feed(mut file: File, mut input: ChildStdin, wishes: &Receiver<Request>) -> io::Result<()> {
    file.seek(SeekFrom::Start(0))?;
    let length = file.metadata()?.len();
    write_length(&mut input, length)?;
    io::copy(&mut file.take(length), &mut input)?;
    for wish in wishes {
        wish.write(&mut input)?;
    }
    Ok(())
}

fn hear(mut output: ChildStdout, said: &Sender<Answer>) {
    while let Ok(answer) = Answer::read(&mut output) {
        if said.send(answer).is_err() {
            break;
        }
    }
}

#[cfg(windows)]
fn without_window(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    /// `CREATE_NO_WINDOW`: a console would flash up for a moment.
    const NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(NO_WINDOW);
}

#[cfg(not(windows))]
fn without_window(_: &mut Command) {}
