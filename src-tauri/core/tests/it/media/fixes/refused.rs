use std::fs;
use std::path::Path;

use galley_core::media::{Facts, Format, MendError, mend};
use tempfile::tempdir;

use super::{LINKEDIN, facts, fit, mended, photograph};
use crate::media::programs::{cwebp, ffmpeg};

#[test]
fn what_is_not_changed_is_refused_and_leaves_nothing_behind() {
    let folder = tempdir().unwrap();
    photograph(&folder, "source.png", "64x48");
    ffmpeg(folder.path(), &["-i", "source.png", "-c:v", "libjxl", "a.jxl"]);
    cwebp(folder.path(), &["source.png", "-o", "a.webp"]);
    fs::create_dir(folder.path().join("new")).unwrap();
    let into = folder.path().join("new/out");
    let refused = |name: &str, facts: &Facts, into: &Path| {
        mend(&folder.path().join(name), facts, &fit(), &LINKEDIN, into).unwrap_err()
    };
    assert!(matches!(
        refused("a.jxl", &facts(&folder, "a.jxl"), &into),
        MendError::NotDecoded { format: Some(Format::Jxl) }
    ));
    let webp = facts(&folder, "a.webp");
    assert!(matches!(refused("a.webp", &webp, &folder.path().join("a.webp")), MendError::Original));
    assert!(matches!(refused("a.webp", &webp, &folder.path().join("missing/out")), MendError::NotWritten(_)));
    let mut bytes = fs::read(folder.path().join("a.webp")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    bytes.truncate(middle + 1);
    let length = (bytes.len() as u32 - 8).to_le_bytes();
    bytes[4..8].copy_from_slice(&length);
    let chunk = (bytes.len() as u32 - 20).to_le_bytes();
    bytes[16..20].copy_from_slice(&chunk);
    fs::write(folder.path().join("a.webp"), &bytes).unwrap();
    assert!(matches!(refused("a.webp", &webp, &into), MendError::Changed));
    assert!(matches!(refused("a.webp", &facts(&folder, "a.webp"), &into), MendError::Damaged));
    fs::remove_file(folder.path().join("a.webp")).unwrap();
    assert!(matches!(refused("a.webp", &webp, &into), MendError::File(_)));
    assert_eq!(fs::read_dir(folder.path().join("new")).unwrap().count(), 0);
}

#[test]
fn a_finished_picture_replaces_an_earlier_one() {
    let folder = tempdir().unwrap();
    photograph(&folder, "a.jpg", "64x48");
    fs::write(folder.path().join("out"), "earlier").unwrap();
    assert_eq!(mended(&folder, "a.jpg", &fit(), &LINKEDIN).done, []);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}
