//! Runs named steps one after another, tells how each went, and sums up. It must not know what any step does.

use crate::cargo::shown;
use std::{
    process::{Command, ExitCode, Stdio},
    time::{Duration, Instant},
};

/// How a step went.
enum Outcome {
    Passed,
    /// Why, in words.
    Failed(String),
    /// Why, in words.
    Skipped(String),
}

struct Step {
    name: &'static str,
    outcome: Outcome,
    took: Duration,
}

/// The steps so far.
#[derive(Default)]
pub struct Steps {
    done: Vec<Step>,
}

impl Steps {
    /// Runs a program to its end. Nothing can be typed into it. Returns whether it succeeded.
    pub fn run(&mut self, name: &'static str, mut command: Command) -> bool {
        let line = shown(&command);
        println!("\n── {name}: {line}");
        let start = Instant::now();
        let outcome = match command.stdin(Stdio::null()).status() {
            Ok(status) if status.success() => Outcome::Passed,
            Ok(status) => Outcome::Failed(format!("`{line}` ended with {status}")),
            Err(cause) => Outcome::Failed(format!("`{line}` could not be started: {cause}")),
        };
        self.end(name, outcome, start.elapsed())
    }

    /// Counts something that this program does by itself. Returns whether it succeeded.
    pub fn count(&mut self, name: &'static str, work: impl FnOnce() -> Result<(), String>) -> bool {
        println!("\n── {name}");
        let start = Instant::now();
        let outcome = work().map_or_else(Outcome::Failed, |()| Outcome::Passed);
        self.end(name, outcome, start.elapsed())
    }

    /// Leaves a step out.
    pub fn skip(&mut self, name: &'static str, why: &str) {
        self.done.push(Step { name, outcome: Outcome::Skipped(why.to_owned()), took: Duration::ZERO });
    }

    /// Prints every step with its time, the failures once more, and the counts on a line of their own.
    pub fn sum_up(self) -> ExitCode {
        let whole: Duration = self.done.iter().map(|step| step.took).sum();
        println!("\n── summary, {}", seconds(whole));
        for step in &self.done {
            let (mark, note) = match &step.outcome {
                Outcome::Passed => ("passed ", ""),
                Outcome::Failed(why) => ("FAILED ", why.as_str()),
                Outcome::Skipped(why) => ("skipped", why.as_str()),
            };
            println!("{mark} {:>8}  {:<22} {note}", seconds(step.took), step.name);
        }
        println!("\n{}", self.counts());
        if self.number(|outcome| matches!(outcome, Outcome::Failed(_))) == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }

    fn end(&mut self, name: &'static str, outcome: Outcome, took: Duration) -> bool {
        let passed = matches!(outcome, Outcome::Passed);
        match &outcome {
            Outcome::Failed(why) => println!("── {name} FAILED after {}: {why}", seconds(took)),
            _ => println!("── {name} passed in {}", seconds(took)),
        }
        self.done.push(Step { name, outcome, took });
        passed
    }

    fn counts(&self) -> String {
        let passed = self.number(|outcome| matches!(outcome, Outcome::Passed));
        let failed = self.number(|outcome| matches!(outcome, Outcome::Failed(_)));
        match self.done.len() - passed - failed {
            0 => format!("{passed} passed, {failed} failed"),
            skipped => format!("{passed} passed, {failed} failed, {skipped} skipped"),
        }
    }

    fn number(&self, of: impl Fn(&Outcome) -> bool) -> usize {
        self.done.iter().filter(|step| of(&step.outcome)).count()
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::Steps;

    #[test]
    fn the_counts_name_what_was_left_out_only_when_something_was() {
        let mut steps = Steps::default();
        steps.count("good", || Ok(()));
        steps.count("bad", || Err("because".to_owned()));
        assert_eq!(steps.counts(), "1 passed, 1 failed");
        steps.skip("late", "no time");
        assert_eq!(steps.counts(), "1 passed, 1 failed, 1 skipped");
    }

    #[test]
    fn a_program_that_cannot_be_started_is_a_failure() {
        let mut steps = Steps::default();
        assert!(!steps.run("missing", std::process::Command::new("galley-no-such-program")));
        assert_eq!(steps.counts(), "0 passed, 1 failed");
    }
}
