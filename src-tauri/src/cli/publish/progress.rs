//! How the uploads go, on stderr.

use std::{
    collections::HashMap,
    sync::mpsc::{self, Receiver, Sender},
    thread::{self, JoinHandle},
};

use galley_core::{
    checks::bytes,
    post::MediaId,
    providers::FollowUp,
    publish::{FileProgress, FileState, Progress},
};

use super::{Output, one_line};

/// Tells the events of a run on a thread of its own, so that a slow terminal does not slow the uploads.
pub(super) struct Printer {
    events: Option<Sender<Progress>>,
    thread: Option<JoinHandle<()>>,
}

/// Where events are put in; it may be silent.
pub(super) struct Events(Option<Sender<Progress>>);

impl Events {
    pub fn send(&self, event: Progress) {
        if let Some(events) = &self.0 {
            // The thread ends only after the last sender.
            let _ = events.send(event);
        }
    }
}

impl Printer {
    pub fn start(wanted: bool, output: Output) -> Printer {
        if !wanted {
            return Printer { events: None, thread: None };
        }
        let (events, heard) = mpsc::channel();
        Printer { events: Some(events), thread: Some(thread::spawn(move || tell(&heard, output))) }
    }

    pub fn sender(&self) -> Events {
        Events(self.events.clone())
    }

    /// Waits until everything is printed. The run and its senders must be gone.
    pub fn finish(mut self) {
        self.events = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A file whose upload is told in tenths.
struct File {
    name: String,
    bytes: u64,
    told: Option<(FileState, u64)>,
}

fn tell(events: &Receiver<Progress>, output: Output) {
    let mut files: HashMap<MediaId, File> = HashMap::new();
    for event in events {
        match event {
            Progress::Started { files: all, .. } => {
                let file = |FileProgress { media, name, bytes }| (media, File { name, bytes, told: None });
                files = all.into_iter().map(file).collect();
            }
            Progress::File { media, state, sent } => {
                if let Some(line) = files.get_mut(&media).and_then(|file| file.line(state, sent)) {
                    output.aside(line);
                }
            }
            Progress::Creating => output.aside("Creating the post"),
            Progress::FollowingUp { what } => output.aside(below(what)),
            Progress::Waiting { why, .. } => output.aside(why),
        }
    }
}

fn below(what: FollowUp) -> &'static str {
    match what {
        FollowUp::FirstComment => "The post is there; writing its first comment",
        FollowUp::CommentsClosed => "The post is there; closing its comments",
    }
}

impl File {
    /// Something to say, once per state and tenth.
    fn line(&mut self, state: FileState, sent: u64) -> Option<String> {
        let tenth = (sent * 10).checked_div(self.bytes).unwrap_or(10);
        let now = (state, if state == FileState::Uploading { tenth } else { 0 });
        if self.told.replace(now) == Some(now) {
            return None;
        }
        let name = one_line(&self.name);
        Some(match state {
            FileState::Waiting => format!("{name}: waiting"),
            FileState::Uploading => {
                format!("{name}: {} of {} sent, {} %", bytes(sent), bytes(self.bytes), tenth * 10)
            }
            FileState::Processing => format!("{name}: sent; LinkedIn is looking at it"),
            FileState::Ready => format!("{name}: ready"),
            FileState::Failed => format!("{name}: failed"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_once_per_tenth_and_state() {
        let mut file = File { name: "a.jpg".into(), bytes: 1_000, told: None };
        let mut said = |state, sent| file.line(state, sent).is_some();
        let uploading = [0, 50, 99, 100, 950, 1_000].map(|sent| said(FileState::Uploading, sent));
        assert_eq!(uploading, [true, false, false, true, true, true]);
        assert!(said(FileState::Processing, 1_000));
        assert!(!said(FileState::Processing, 1_000));
    }
}
