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

    /// A whole PDF of empty pages.
    pub fn paper(&self, name: &str, pages: usize) -> PathBuf {
        let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", page + 3)).collect();
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            format!("<< /Type /Pages /Kids [{}] /Count {pages} >>", kids.join(" ")),
        ];
        objects.resize(pages + 2, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".to_owned());
        let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), String::new());
        for (object, number) in objects.iter().zip(1..) {
            places += &format!("{:010} 00000 n \n", file.len());
            file += &format!("{number} 0 obj\n{object}\nendobj\n");
        }
        let (start, size) = (file.len(), objects.len() + 1);
        file += &format!("xref\n0 {size}\n0000000000 65535 f \n{places}");
        file += &format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        self.write(name, file)
    }

    /// Four seconds of a film by ffmpeg, with sound.
    pub fn film(&self, name: &str) -> PathBuf {
        let path = self.file(name);
        let source = |source| ["-f", "lavfi", "-i", source];
        let made = Command::new("ffmpeg")
            .args(["-v", "error", "-y"])
            .args(source("testsrc2=size=640x360:rate=25:duration=4"))
            .args(source("sine=frequency=440:duration=4"))
            .args(["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart"])
            .arg(&path)
            .stdin(Stdio::null())
            .status();
        assert!(made.expect("ffmpeg is missing: `cargo xtask test` installs it").success(), "{name}");
        path
    }

    /// The same with room at its end that no player reads, so that it has this length.
    pub fn film_of(&self, name: &str, bytes: usize) -> PathBuf {
        let path = self.film(name);
        let mut film = self.read(name);
        let room = u32::try_from(bytes - film.len()).unwrap();
        film.extend(room.to_be_bytes());
        film.extend(b"free");
        film.resize(bytes, 0);
        fs::write(&path, film).unwrap();
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
