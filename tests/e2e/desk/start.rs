//! Setting a desk up and clearing it away.

use super::{
    failure,
    hands::Clipboard,
    home::Home,
    keyring::{self, Keyring},
    process::{self, Process},
    screen,
    seat::Seat,
    shot, wait,
    window::{self, Window},
};
use std::{
    cell::RefCell,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::Command,
    thread,
};

/// What a desk is to be like.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// The state of its keyring.
    pub keyring: Keyring,
    /// Whether its owner likes programs dark.
    pub dark: bool,
    /// More of the environment, over what a desk sets by itself.
    pub environment: Vec<(String, String)>,
}

/// A desk. Everything at it ends when it is dropped, also when the test has failed; then it leaves a picture of the
/// screen in `tests/shots` and prints what the programs had to say.
///
/// The order of the fields is the order in which it is cleared away.
pub struct Desk {
    pub(super) clipboard: RefCell<Option<Clipboard>>,
    driver: Process,
    _keyring: Option<Process>,
    _window_manager: Process,
    _bus: Process,
    _screen: Process,
    environment: Vec<(String, String)>,
    address: SocketAddr,
    home: Home,
    _seat: Seat,
}

impl Desk {
    /// A desk as most people have it.
    pub fn new() -> Self {
        Self::with(Setting::default())
    }

    /// Waits for a free seat, starts everything, and returns when all of it can be used.
    pub fn with(setting: Setting) -> Self {
        let seat = Seat::take();
        shot::begin();
        let home = Home::new();
        let (screen, display) = screen::xvfb(&home);
        let (bus, bus_address) = screen::bus(&home);
        let mut environment = home.environment();
        environment.push(("DISPLAY".to_owned(), display));
        environment.push(("DBUS_SESSION_BUS_ADDRESS".to_owned(), bus_address));
        let window_manager = screen::window_manager(&home, &environment);
        let keyring = keyring::start(setting.keyring, &home, &environment);

        if setting.dark {
            environment.push(("GTK_THEME".to_owned(), "Adwaita:dark".to_owned()));
        }
        environment.extend(setting.environment);
        let (driver, address) = start_driver(&home, &environment);
        Self {
            clipboard: RefCell::default(),
            driver,
            _keyring: keyring,
            _window_manager: window_manager,
            _bus: bus,
            _screen: screen,
            environment,
            address,
            home,
            _seat: seat,
        }
    }

    /// Opens Galley, and returns when its page has loaded. After a window was closed or killed, another opens on the
    /// same data.
    pub fn open(&self) -> Window<'_> {
        Window::open(self, self.address, self.driver.id())
    }

    /// An empty folder for a test's own files, removed with the desk.
    pub fn files(&self) -> PathBuf {
        self.home.folder("files")
    }

    /// Where Galley keeps its data.
    pub fn data(&self) -> PathBuf {
        self.home.folder("galley")
    }

    /// Galley once more, not started yet; nobody drives it.
    pub fn galley(&self) -> Command {
        self.command(window::galley())
    }

    /// A program in this desk's environment, not started yet.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.env_clear().envs(self.environment.iter().cloned());
        command
    }

    /// Starts a program at this desk.
    pub(super) fn start(&self, command: &mut Command) -> Process {
        Process::start(command, &self.home)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if thread::panicking() {
            failure::tell(self, &self.home.folder("log"));
        }
        // A window that a failed test left open would go on writing into the home that is removed next.
        for program in process::children(self.driver.id()) {
            process::kill(program);
        }
    }
}

fn start_driver(home: &Home, environment: &[(String, String)]) -> (Process, SocketAddr) {
    let mut command = Command::new("WebKitWebDriver");
    // The kernel chooses a free one; of two programs that look for one themselves, the second may find it taken.
    command.arg("--port=0").envs(environment.iter().cloned());
    // Tauri lets itself be driven only when told so.
    command.envs([("TAURI_AUTOMATION", "true"), ("TAURI_WEBVIEW_AUTOMATION", "true")]);
    let mut driver = Process::start(&mut command, home);
    let port = wait::until("the WebDriver", || {
        assert!(!driver.has_ended(), "WebKitWebDriver ended at once");
        driver.port()
    });
    (driver, SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
}
