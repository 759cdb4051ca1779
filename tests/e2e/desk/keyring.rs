//! The desk's real keyring.

use super::{home::Home, process::Process, wait};
use std::process::Command;

/// In which state a test finds the keyring.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Keyring {
    /// There is one, and it is open, as after a person has signed in.
    #[default]
    Unlocked,
    /// There is one, and nobody is there to type its password.
    Locked,
    /// This machine has none.
    Missing,
}

/// Not empty: with an empty password gnome-keyring makes no keyring at all.
const PASSWORD: &[u8] = b"desk";

/// Starts the keyring and waits until it can be asked.
pub fn start(state: Keyring, home: &Home, environment: &[(String, String)]) -> Option<Process> {
    let daemon = |unlocked: bool| {
        let mut command = Command::new("gnome-keyring-daemon");
        command.args(["--foreground", "--components=secrets"]).envs(environment.iter().cloned());
        if unlocked {
            command.arg("--unlock");
        }
        let mut daemon = Process::start(&mut command, home);
        daemon.tell(if unlocked { PASSWORD } else { b"" });
        wait::until("the keyring", || has_default(environment).then_some(()));
        daemon
    };
    match state {
        Keyring::Unlocked => Some(daemon(true)),
        Keyring::Locked => {
            drop(daemon(true));
            wait::until("the first keyring to be gone", || (!is_there(environment)).then_some(()));
            let locked = home.folder("data").join("keyrings/login.keyring");
            assert!(locked.exists(), "the keyring left no {}", locked.display());
            Some(daemon(false))
        }
        Keyring::Missing => None,
    }
}

fn is_there(environment: &[(String, String)]) -> bool {
    let asked = ["/", "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"];
    call("org.freedesktop.DBus", &asked, environment).contains("boolean true")
}

fn has_default(environment: &[(String, String)]) -> bool {
    let asked = ["/org/freedesktop/secrets", "org.freedesktop.Secret.Service.ReadAlias", "string:default"];
    is_there(environment)
        && call("org.freedesktop.secrets", &asked, environment).contains("secrets/collection/")
}

fn call(destination: &str, asked: &[&str], environment: &[(String, String)]) -> String {
    let mut command = Command::new("dbus-send");
    command.args(["--session", "--print-reply"]).arg(format!("--dest={destination}")).args(asked);
    let output = command.envs(environment.iter().cloned()).output().expect("dbus-send is there");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
