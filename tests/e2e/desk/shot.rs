//! Pictures of the window, for people to look at.

use super::window::Window;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Once,
};

/// A window that was just resized is drawn bit by bit; so it is pictured until two pictures are the same. So often at
/// most: a caret blinks, and a figure counts.
const MOST: usize = 6;

/// Where a picture of this name is kept; the folder is made when it is missing.
pub fn path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shots");
    let _ = fs::create_dir_all(&folder);
    folder.join(format!("{name}.png"))
}

/// Clears the pictures of earlier runs away; the first desk of a run does.
pub fn begin() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        for picture in path("any").with_file_name("").read_dir().into_iter().flatten().flatten() {
            let _ = fs::remove_file(picture.path());
        }
    });
}

impl Window<'_> {
    /// Saves what the window shows under `tests/shots`.
    pub fn shot(&self, name: &str) -> PathBuf {
        // Without two frames in between, the picture can show the page as it was before the last change.
        self.js_async(
            "await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))",
            &[],
        );
        let mut picture = self.picture();
        for _ in 1..MOST {
            let before = std::mem::replace(&mut picture, self.picture());
            if picture == before {
                break;
            }
        }
        let bytes = STANDARD.decode(picture.as_str().unwrap_or_default()).expect("a picture is Base64");
        let path = path(name);
        fs::write(&path, bytes).expect("tests/shots can be written");
        path
    }

    fn picture(&self) -> Value {
        self.driver.get("/screenshot").expect("a window can be pictured")
    }
}
