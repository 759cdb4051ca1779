//! A hard photograph: 40 MP of plasma, 7728 × 5152, made once by ImageMagick.

use std::{path::PathBuf, process::Command};

pub fn forty_megapixels() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join("plasma-7728x5152-q92.jpg");
    if !path.exists() {
        let unfinished = folder.join("unfinished.jpg");
        // Debian's ImageMagick 6 calls itself convert, 7 calls itself magick.
        let program =
            ["/usr/bin/magick", "/usr/bin/convert"].into_iter().find(|path| PathBuf::from(path).exists());
        let status = Command::new(program.expect("ImageMagick is needed; `cargo xtask bench` installs it"))
            .args(["-seed", "7", "-size", "7728x5152", "plasma:fractal", "-quality", "92"])
            .arg(&unfinished)
            .status()
            .unwrap();
        assert!(status.success(), "ImageMagick made no photograph");
        std::fs::rename(unfinished, &path).unwrap();
    }
    path
}
