//! A folder of its own for each test: Galley's library, and the files of a post.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output, Stdio},
    sync::LazyLock,
};

use serde_json::Value;
use tempfile::TempDir;

use super::sandbox::SandboxProcess;

pub struct Home {
    folder: TempDir,
}

/// What a finished `galley` left behind.
#[derive(Debug)]
pub struct Done {
    pub exit: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Home {
    pub fn new() -> Home {
        let home = Home { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(home.file("data")).unwrap();
        home
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.file(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.file(name)).unwrap()
    }

    /// A picture by ImageMagick; `arguments` come before the file's name, which says of which kind it is.
    pub fn picture(&self, name: &str, arguments: &[&str]) -> PathBuf {
        let path = self.file(name);
        let made = Command::new(*CONVERT).args(arguments).arg(&path).status().unwrap();
        assert!(made.success(), "{name} could not be made");
        path
    }

    /// `galley` in this folder, without a display.
    pub fn galley(&self, arguments: &[&str]) -> Command {
        let mut galley = Command::new(env!("CARGO_BIN_EXE_galley"));
        galley
            .args(arguments)
            .current_dir(self.folder.path())
            .env("GALLEY_DATA_DIR", self.file("data"))
            .env("GALLEY_CACHE_DIR", self.file("data"))
            .env_remove("GALLEY_TOKEN")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::null());
        galley
    }

    pub fn run(&self, arguments: &[&str]) -> Done {
        self.galley(arguments).output().unwrap().into()
    }

    /// `galley publish` of `post.galley.json` to a sandbox with the token labelled so.
    pub fn publishing(&self, to: &SandboxProcess, token: &str, arguments: &[&str]) -> Command {
        let mut galley = self.galley(&["publish", "post.galley.json", "--json", "--base-url", &to.base_url]);
        galley.args(arguments).env("GALLEY_TOKEN", to.token(token));
        galley
    }

    pub fn publish(&self, to: &SandboxProcess, token: &str, arguments: &[&str]) -> Done {
        self.publishing(to, token, arguments).output().unwrap().into()
    }

    pub fn post(&self, post: &Value) {
        self.write("post.galley.json", post.to_string());
    }
}

impl Done {
    /// All of stdout as one JSON value.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    #[track_caller]
    pub fn ended(self, exit: i32) -> Done {
        assert_eq!(self.exit, Some(exit), "{self:?}");
        self
    }
}

impl From<Output> for Done {
    fn from(output: Output) -> Done {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Done { exit: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// By what it answers: on some machines another program of that name comes first on the PATH.
pub static CONVERT: LazyLock<&str> = LazyLock::new(|| {
    let real = |program: &&str| {
        let answer = Command::new(program).arg("-version").output();
        answer.is_ok_and(|answer| String::from_utf8_lossy(&answer.stdout).contains("ImageMagick"))
    };
    let found = ["magick", "/usr/bin/convert", "convert"].into_iter().find(real);
    found.expect("ImageMagick is missing: `cargo xtask test` installs it")
});
