//! `cargo xtask dev`: the window shows what the dev server serves, and an edit in `ui/` shows at once.

use crate::{
    cargo::{cargo, root, shown},
    error::Error,
    machine::{self, packages},
    node, npm,
};
use std::{
    net::TcpStream,
    process::{Child, Command, ExitCode, Stdio, exit},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

/// Where `ui/vite.config.ts` lets the dev server listen.
const SERVER: &str = "127.0.0.1:1420";

/// How often the dev server and the two programs are looked at.
const GLANCE: Duration = Duration::from_millis(50);

pub fn run(arguments: &[String]) -> Result<ExitCode, Error> {
    machine::ensure(packages::BUILD)?;
    node::ensure()?;
    npm::install(&root().join("ui"))?;

    let children = Children::default();
    let at_a_signal = children.clone();
    ctrlc::set_handler(move || {
        at_a_signal.end();
        // What a shell reports for a program that Ctrl-C ended.
        exit(130);
    })?;

    let server = children.start(dev_server())?;
    while TcpStream::connect(SERVER).is_err() {
        if children.ended(server).is_some() {
            return Err(Error::DevServer(SERVER.to_owned()));
        }
        thread::sleep(GLANCE);
    }
    let galley = children.start(galley(arguments))?;
    loop {
        if let Some(code) = children.ended(galley) {
            children.end();
            return Ok(code);
        }
        thread::sleep(GLANCE);
    }
}

/// Started without npm, so that the process that is ended is the server and not a shell around it. Should this program
/// be killed, Vite ends by itself when its standard input does; it only sees that end when something reads the input.
fn dev_server() -> Command {
    let mut command = Command::new("node");
    command
        .args(["--import", "data:text/javascript,process.stdin.resume()", "node_modules/vite/bin/vite.js"])
        .current_dir(root().join("ui"))
        .stdin(Stdio::piped())
        .env_remove("CI");
    command
}

/// Without `custom-protocol` Tauri takes the page from `devUrl`. On Unix `cargo run` becomes the program it runs, so
/// its process is the window's.
fn galley(arguments: &[String]) -> Command {
    let mut command = cargo();
    command
        .args(["run", "--no-default-features", "--"])
        .args(arguments)
        .env("GALLEY_SKIP_UI", "1")
        .env("TAURI_CONFIG", format!(r#"{{"build":{{"devUrl":"http://{SERVER}"}}}}"#));
    command
}

/// The programs started here, each ended by its process id when this one ends.
#[derive(Clone, Default)]
struct Children(Arc<Mutex<Vec<Child>>>);

impl Children {
    /// Returns the number by which to ask for it.
    fn start(&self, mut command: Command) -> Result<usize, Error> {
        let child = command.spawn().map_err(|cause| Error::NotStarted { command: shown(&command), cause })?;
        let mut children = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        children.push(child);
        Ok(children.len() - 1)
    }

    fn ended(&self, number: usize) -> Option<ExitCode> {
        let mut children = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let status = children.get_mut(number)?.try_wait().ok()??;
        let code = status.code().and_then(|code| u8::try_from(code).ok());
        Some(code.map_or(ExitCode::FAILURE, ExitCode::from))
    }

    fn end(&self) {
        for child in &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            // Both fail only when the child has ended already.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Drop for Children {
    fn drop(&mut self) {
        self.end();
    }
}
