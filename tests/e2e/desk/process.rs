//! Programs that end when the test ends, however it ends.

use super::{home::Home, wait};
use std::{
    fs::{self, File},
    io::Write,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

/// Two programs of one name print into two files.
static STARTED: AtomicU32 = AtomicU32::new(0);

/// The state of a socket that waits for connections, in `/proc/net/tcp`.
const LISTENS: &str = "0A";

/// A running program, killed when dropped. Should the tests themselves be killed, the kernel ends it.
pub struct Process {
    child: Child,
    printed: PathBuf,
}

impl Process {
    /// Starts it with nothing in its environment but what the command names. What it prints goes into files, so
    /// that it never waits for a reader.
    pub fn start(command: &mut Command, home: &Home) -> Self {
        let program = command.get_program().to_string_lossy().into_owned();
        let name = program.rsplit('/').next().unwrap_or(&program);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let file = |kind: &str| home.folder("log").join(format!("{number:03}-{name}.{kind}"));
        let created = |path| File::create(path).expect("the desk's folder can be written");

        let mut held = Command::new("setpriv");
        held.args(["--pdeathsig", "KILL", "--", &program]).args(command.get_args()).env_clear();
        held.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        held.stdin(Stdio::piped()).stdout(created(file("out"))).stderr(created(file("err")));
        let child = held.spawn().unwrap_or_else(|cause| panic!("{program} could not be started: {cause}"));
        Self { child, printed: file("out") }
    }

    /// The first line that it prints.
    pub fn first_line(&self) -> String {
        wait::until(&format!("the first line in {}", self.printed.display()), || {
            let printed = fs::read_to_string(&self.printed).ok()?;
            printed.split_once('\n').map(|(line, _)| line.trim().to_owned())
        })
    }

    /// Whether it has printed this as a line of its own.
    pub fn has_said(&self, line: &str) -> bool {
        fs::read_to_string(&self.printed).is_ok_and(|printed| printed.lines().any(|said| said == line))
    }

    /// Everything that it is ever told.
    pub fn tell(&mut self, words: &[u8]) {
        let mut input = self.child.stdin.take().expect("a program is told something once");
        input.write_all(words).expect("it listens");
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The port of this machine that it listens at, once it does (proc(5)).
    pub fn port(&self) -> Option<u16> {
        let own = |entry: fs::DirEntry| fs::read_link(entry.path()).ok()?.into_os_string().into_string().ok();
        let opened = fs::read_dir(format!("/proc/{}/fd", self.id())).ok()?;
        let opened: Vec<String> = opened.flatten().filter_map(own).collect();
        let sockets = fs::read_to_string(format!("/proc/{}/net/tcp", self.id())).ok()?;
        sockets.lines().find_map(|line| {
            let fields: Vec<_> = line.split_whitespace().collect();
            let [_, address, _, LISTENS, _, _, _, _, _, socket, ..] = *fields else { return None };
            let port =
                address.rsplit(':').next().filter(|_| opened.contains(&format!("socket:[{socket}]")))?;
            u16::from_str_radix(port, 16).ok()
        })
    }

    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|status| status.is_some())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The processes that this one started and that still run.
pub fn children(parent: u32) -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter(|id| parent_of(*id) == Some(parent)).collect()
}

/// Whether a process bears this name, of which the kernel keeps 15 bytes (proc(5)).
pub fn is_called(id: u32, name: &str) -> bool {
    let kept = name.get(..15).unwrap_or(name);
    fs::read_to_string(format!("/proc/{id}/comm")).is_ok_and(|found| found.trim_end() == kept)
}

/// Nothing for a process that is gone, or dead and not yet collected.
fn parent_of(id: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The program's name stands in brackets before these and may hold anything, brackets too.
    let mut fields = stat[stat.rfind(')')? + 1..].split_whitespace();
    let state = fields.next()?;
    fields.next()?.parse().ok().filter(|_| state != "Z")
}

/// Ends a process as a power cut would, and waits until it is gone. Returns whether it is.
pub fn kill(id: u32) -> bool {
    let _ = Command::new("kill").args(["-KILL", &id.to_string()]).stderr(Stdio::null()).status();
    wait::within(wait::DEADLINE, || (parent_of(id).is_none() && !has_threads(id)).then_some(())).is_some()
}

/// Whether more than a process's first thread is left: until they have ended too, its files stay open and locked.
fn has_threads(id: u32) -> bool {
    fs::read_dir(format!("/proc/{id}/task")).is_ok_and(|threads| threads.count() > 1)
}
