//! The library against sudden death: `kill -9` at any moment loses nothing that was acknowledged.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

use std::{
    env,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

use galley_core::{
    library::{Begun, Library, LibraryError, NewRun, RunId, Written},
    post::{AccountId, AttachmentKind, Commentary, Draft},
};
use jiff::Timestamp;

const FILE: &str = "GALLEY_TEST_LIBRARY";

/// How many saves to let pass before the end: the last lies behind the first automatic checkpoint of the WAL.
const ENDS: [u32; 4] = [1, 7, 60, 400];

/// Saves one draft over and over, and says so after each; ends only by being killed.
#[test]
#[ignore = "the process that the tests of sudden death start and kill"]
fn saves_until_killed() {
    let Some(path) = env::var_os(FILE) else { return };
    let library = Library::open(Path::new(&path)).unwrap();
    let mut draft = Draft::new(None, None);
    let Begun::New(run) = library.begin_run(&run_of(&draft), Timestamp::now()).unwrap() else { panic!() };
    let _held = library.hold(run).unwrap();
    let mut out = std::io::stdout();
    writeln!(out, "\nrun {run}").unwrap();
    for n in 1_u32.. {
        draft.commentary = Commentary::plain(&text(n));
        library.save(&draft, Timestamp::now()).unwrap();
        library.journal_append(run, &n, Timestamp::now()).unwrap();
        writeln!(out, "saved {n}").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn the_last_acknowledged_save_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    for end in ENDS {
        let path = folder.path().join(format!("{end}.db"));
        let (mut child, mut lines) = start(&path);
        let run: RunId = wait_for(&mut lines, "run ", |_| true).parse().unwrap();
        wait_for(&mut lines, "saved ", |n| n.parse::<u32>().unwrap() >= end);

        let library = Library::open(&path).unwrap();
        assert!(matches!(library.hold(run), Err(LibraryError::Held)), "the other process carries it out");
        child.kill().unwrap();
        child.wait().unwrap();
        let acknowledged =
            lines.filter_map(|line| line.ok()?.strip_prefix("saved ")?.parse().ok()).last().unwrap_or(end);

        let library = Library::open(&path).unwrap();
        let kept = library.latest_draft().unwrap().unwrap().commentary.visible();
        let n: u32 = kept.split(' ').next().unwrap().parse().unwrap();
        assert!(n >= acknowledged, "save {acknowledged} was acknowledged, {n} is there");
        assert_eq!(kept, text(n), "whole, not torn");
        let journal = library.journal::<u32>(run).unwrap();
        assert!(journal.len() as u32 >= acknowledged);
        assert!(journal.iter().enumerate().all(|(at, entry)| entry.entry == at as u32 + 1));
        assert_eq!(library.open_runs().unwrap().len(), 1);
        drop(library.hold(run).expect("a dead process holds nothing"));
    }
}

fn start(path: &Path) -> (Child, std::io::Lines<BufReader<ChildStdout>>) {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["library::saves_until_killed", "--exact", "--ignored", "--nocapture"])
        .env(FILE, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    (child, lines)
}

fn wait_for(
    lines: &mut std::io::Lines<BufReader<ChildStdout>>,
    prefix: &str,
    enough: impl Fn(&str) -> bool,
) -> String {
    lines
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix(prefix).filter(|rest| enough(rest)).map(str::to_owned))
        .expect("the child speaks until it is killed")
}

/// Long enough to fill several pages, and different all through.
fn text(n: u32) -> String {
    format!("{n} ").repeat(600)
}

pub fn run_of(draft: &Draft) -> NewRun {
    NewRun {
        draft: draft.id,
        fingerprint: "plan".to_owned(),
        written: Written::of(draft).unwrap(),
        said: draft.clone(),
        account: AccountId::new(),
        sandbox: true,
        author: "urn:li:person:AbC".parse().unwrap(),
        author_name: "Sandbox Member".to_owned(),
        text: String::new(),
        images: 0,
        attachment: AttachmentKind::None,
        picture: None,
        sponsored: false,
    }
}
