//! Times and memory, and how they are told.

use std::{
    fs,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Runs of each contender, taken in turn so that a machine that slows down slows both.
pub const RUNS: usize = 5;

pub fn median<T: Ord + Copy>(values: &[T]) -> T {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted[sorted.len() / 2]
}

/// A process from start to end.
#[derive(Debug, Clone, Copy)]
pub struct Ran {
    pub wall: Duration,
    /// Most memory it ever held, in bytes.
    pub peak: u64,
}

/// Runs a command to its end. Its peak memory is asked for every millisecond; the kernel keeps the mark itself, so
/// only what a process adds in its last millisecond can be missed.
pub fn run(command: &mut Command) -> Ran {
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut peak = 0;
    let status = loop {
        peak = peak.max(peak_of(&child));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    assert!(status.success(), "{command:?} failed");
    Ran { wall: begun.elapsed(), peak }
}

/// Runs a command to its end, and takes nothing but the time.
pub fn timed(command: &mut Command) -> Duration {
    let begun = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(status.success(), "{command:?} failed");
    begun.elapsed()
}

fn peak_of(child: &Child) -> u64 {
    status_line(&format!("/proc/{}/status", child.id()), "VmHWM:").unwrap_or(0)
}

/// This process's memory now and its peak, in bytes.
pub fn memory() -> (u64, u64) {
    let line = |name| status_line("/proc/self/status", name).unwrap_or(0);
    (line("VmRSS:"), line("VmHWM:"))
}

/// Bytes this process has read so far, from files or elsewhere.
pub fn bytes_read() -> u64 {
    let io = fs::read_to_string("/proc/self/io").unwrap();
    io.lines().find_map(|line| line.strip_prefix("rchar: ")).unwrap().parse().unwrap()
}

fn status_line(path: &str, name: &str) -> Option<u64> {
    let status = fs::read_to_string(path).ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()?;
    Some(kilobytes.parse::<u64>().ok()? * 1024)
}

pub fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

pub fn milliseconds(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1e3)
}

/// Prints a row of what was measured.
pub fn row(who: &str, what: &str) {
    println!("  {who:<44} {what}");
}

/// Prints a budget and whether it was kept.
pub fn budget(what: &str, kept: bool) -> bool {
    println!("  {} {what}", if kept { "kept:  " } else { "BROKEN:" });
    kept
}
