//! A real gnome-keyring on a private bus. The environment belongs to a whole process, so the vault is asked from
//! processes of its own.

use std::{
    env,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use galley_core::{
    accounts::{KeyringVault, Token, Vault, VaultError},
    post::AccountId,
};
use tempfile::TempDir;

const SCRIPT: &str = "GALLEY_TEST_VAULT";
const ACCOUNT: &str = "GALLEY_TEST_ACCOUNT";
const TOKEN: &str = "AQXdSP_W41_UPs5ioT_t8HESyODB4FqbkJ8LrV";

/// A bus that starts nothing by itself: whether there is a keyring is up to the test.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir=FOLDER</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"#;

/// Does what its environment says, one word after the other, and tells how each went.
#[test]
#[ignore = "the process that the keyring tests start"]
fn asks_the_vault() {
    let Ok(script) = env::var(SCRIPT) else { return };
    let account: AccountId = env::var(ACCOUNT).unwrap().parse().unwrap();
    let vault = KeyringVault::of_this_desktop().patient_for(Duration::from_secs(20));
    for word in script.split(' ') {
        let answer = match word {
            "state" => vault.state(),
            "retry" => vault.retry(),
            "store" => vault.store(account, &Token::paste(TOKEN).unwrap()),
            "load" => vault.load(account).map(|token| assert_eq!(token.expose(), TOKEN)),
            "remove" => vault.remove(account),
            // Anything until the keyring that was just started answers.
            "await" => until(|| vault.retry()),
            // Tells the test to go on, and waits for it.
            "turn" => turn(),
            _ => panic!("{word}"),
        };
        let answer = match &answer {
            Ok(()) => "ok",
            Err(VaultError::Missing { .. }) => "missing",
            Err(VaultError::Locked { .. }) => "locked",
            Err(VaultError::Refused { .. }) => "refused",
            Err(VaultError::NotFound) => "nothing",
        };
        writeln!(std::io::stdout(), "\n> {word}={answer}").unwrap();
    }
}

#[test]
fn a_token_outlives_the_process_in_a_real_keyring() {
    let desktop = Desktop::new();
    let _keyring = desktop.start_keyring(true);
    assert_eq!(desktop.ask("await state load store load"), "await=ok state=ok load=nothing store=ok load=ok");
    assert_eq!(desktop.ask("load remove remove load"), "load=ok remove=ok remove=ok load=nothing");
}

#[test]
fn without_a_session_bus_the_keyring_is_missing() {
    let desktop = Desktop::new();
    let nowhere = format!("unix:path={}/nowhere", desktop.folder.path().display());
    let mut child = desktop.command("state store load retry");
    let child = child.env("DBUS_SESSION_BUS_ADDRESS", nowhere).spawn().unwrap();
    assert_eq!(answers(child), "state=missing store=missing load=missing retry=missing");
}

#[test]
fn a_keyring_started_later_is_found_by_trying_again() {
    let desktop = Desktop::new();
    let mut child = desktop.command("state turn await state store load").spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next = || lines.by_ref().map_while(Result::ok).find(|line| line.starts_with('>')).unwrap();
    assert_eq!(next(), "> state=missing");
    assert_eq!(next(), "> your turn");
    let _keyring = desktop.start_keyring(true);
    child.stdin.take().unwrap().write_all(b"\n").unwrap();
    assert_eq!([next(), next(), next(), next()], ["> turn=ok", "> await=ok", "> state=ok", "> store=ok"]);
    child.wait().unwrap();
}

#[test]
fn a_locked_keyring_says_so_and_gives_the_token_after_unlocking() {
    let desktop = Desktop::new();
    let keyring = desktop.start_keyring(true);
    assert_eq!(desktop.ask("await store"), "await=ok store=ok");
    drop(keyring);
    let keyring = desktop.start_keyring(false);
    assert_eq!(desktop.ask("await load state"), "await=locked load=locked state=locked");
    drop(keyring);
    let _keyring = desktop.start_keyring(true);
    assert_eq!(desktop.ask("await load"), "await=ok load=ok");
}

/// A bus and a home of its own for a keyring.
struct Desktop {
    folder: TempDir,
    _bus: Running,
    address: String,
    account: AccountId,
}

impl Desktop {
    fn new() -> Desktop {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("bus.conf");
        std::fs::write(&config, BUS.replace("FOLDER", folder.path().to_str().unwrap())).unwrap();
        let mut bus = Command::new("dbus-daemon")
            .arg(format!("--config-file={}", config.display()))
            .args(["--nofork", "--print-address"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("these tests need dbus-daemon and gnome-keyring-daemon");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Desktop { folder, _bus: Running(bus), address: address.trim().to_owned(), account: AccountId::new() }
    }

    /// Its password is “test”. An empty one would leave it without a login keyring.
    fn start_keyring(&self, unlocked: bool) -> Running {
        let mut command = Command::new("gnome-keyring-daemon");
        command.args(["--foreground", "--components=secrets"]);
        if unlocked {
            command.arg("--unlock");
        }
        let mut keyring = self
            .at_home(&mut command)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("these tests need gnome-keyring-daemon");
        keyring.stdin.take().unwrap().write_all(b"test").unwrap();
        Running(keyring)
    }

    fn ask(&self, script: &str) -> String {
        answers(self.command(script).spawn().unwrap())
    }

    fn command(&self, script: &str) -> Command {
        let mut command = Command::new(env::current_exe().unwrap());
        command
            .args(["accounts::keyring::asks_the_vault", "--exact", "--ignored", "--nocapture"])
            .env(SCRIPT, script)
            .env(ACCOUNT, self.account.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        self.at_home(&mut command);
        command
    }

    fn at_home<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let home: &Path = self.folder.path();
        command
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .env("XDG_DATA_HOME", home)
            .env("XDG_RUNTIME_DIR", home)
            .env("HOME", home)
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("GNOME_KEYRING_CONTROL")
    }
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn answers(child: Child) -> String {
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().filter_map(|line| line.strip_prefix("> ")).collect::<Vec<_>>().join(" ")
}

fn until(mut attempt: impl FnMut() -> Result<(), VaultError>) -> Result<(), VaultError> {
    let given_up = Instant::now() + Duration::from_secs(20);
    loop {
        match attempt() {
            Err(VaultError::Missing { .. }) if Instant::now() < given_up => {
                std::thread::sleep(Duration::from_millis(10));
            }
            answer => return answer,
        }
    }
}

fn turn() -> Result<(), VaultError> {
    let mut out = std::io::stdout();
    writeln!(out, "\n> your turn").unwrap();
    std::io::stdin().read_line(&mut String::new()).unwrap();
    Ok(())
}
