//! Pictures of the window, for people to look at.

use super::window::Window;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where a picture of this name is kept; the folder is made when it is missing.
pub fn path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shots");
    let _ = fs::create_dir_all(&folder);
    folder.join(format!("{name}.png"))
}

impl Window<'_> {
    /// Saves what the window shows under `tests/shots`.
    pub fn shot(&self, name: &str) -> PathBuf {
        // Without two frames in between, the picture can show the page as it was before the last change.
        self.js_async(
            "await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))",
            &[],
        );
        let picture = self.driver.get("/screenshot").expect("a window can be pictured");
        let bytes = STANDARD.decode(picture.as_str().unwrap_or_default()).expect("a picture is Base64");
        let path = path(name);
        fs::write(&path, bytes).expect("tests/shots can be written");
        path
    }
}
