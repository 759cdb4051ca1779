//! A `galley publish` that is followed while it runs.

use std::{
    io::{BufRead, BufReader},
    process::{Child, ChildStderr, Stdio},
};

use super::{
    home::{Done, Home},
    sandbox::SandboxProcess,
};

/// `galley publish` running.
pub struct Running {
    pub process: Child,
    words: BufReader<ChildStderr>,
}

impl Running {
    /// At the moment its progress says so.
    pub fn until(home: &Home, sandbox: &SandboxProcess, says: &str) -> Running {
        let mut command = home.publishing(sandbox, "full", &["--progress"]);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let words = BufReader::new(process.stderr.take().unwrap());
        let mut running = Running { process, words };
        running.hear(says);
        running
    }

    /// Goes on to the moment its words contain this.
    pub fn hear(&mut self, says: &str) {
        let mut line = String::new();
        while !line.contains(says) {
            line.clear();
            assert!(self.words.read_line(&mut line).unwrap() > 0, "it ended without saying “{says}”");
        }
    }

    #[cfg(unix)]
    pub fn interrupt(&self) {
        super::sandbox::interrupt(&self.process);
    }

    /// What it left behind but for the words, which are read to their end.
    pub fn done(mut self) -> Done {
        std::io::copy(&mut self.words, &mut std::io::sink()).unwrap();
        self.process.wait_with_output().unwrap().into()
    }
}
