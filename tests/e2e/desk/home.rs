//! The folders of a desk's owner.

use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    process,
    sync::atomic::{AtomicU32, Ordering},
};

/// A home of its own below the temporary folder, removed when dropped.
pub struct Home(PathBuf);

impl Home {
    pub fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let home = Self(env::temp_dir().join(format!("galley-desk-{}-{number}", process::id())));
        for folder in ["run", "data", "config", "cache", "state", "galley", "galley-cache", "files", "log"] {
            fs::create_dir_all(home.0.join(folder)).expect("the temporary folder can be written");
        }
        // The keyring and the bus refuse a runtime folder that others may enter.
        fs::set_permissions(home.0.join("run"), fs::Permissions::from_mode(0o700)).expect("it is ours");
        home
    }

    pub fn folder(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Everything that decides where a program keeps its things, and nothing of the machine's own.
    pub fn environment(&self) -> Vec<(String, String)> {
        let at = |name: &str| self.0.join(name).display().to_string();
        let path = env::var("PATH").unwrap_or_else(|_| "/usr/bin:/bin".to_owned());
        [
            ("PATH", path),
            ("LANG", "C.UTF-8".to_owned()),
            ("HOME", self.0.display().to_string()),
            ("XDG_RUNTIME_DIR", at("run")),
            ("XDG_DATA_HOME", at("data")),
            ("XDG_CONFIG_HOME", at("config")),
            ("XDG_CACHE_HOME", at("cache")),
            ("XDG_STATE_HOME", at("state")),
            ("GALLEY_DATA_DIR", at("galley")),
            ("GALLEY_CACHE_DIR", at("galley-cache")),
            ("GSETTINGS_BACKEND", "memory".to_owned()),
            ("GDK_BACKEND", "x11".to_owned()),
            // Mesa 22.3 draws on threads of its own, and asks what they still draw without waiting for them; now and
            // then a page died of that. With none, whoever asks has drawn.
            ("LP_NUM_THREADS", "0".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
