use std::io;

use ::image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};

/// A picture, four bytes (RGBA) a pixel in rows from the top, as the bytes of a PNG.
///
/// # Errors
/// When the pixels are not `width × height × 4` bytes.
pub fn as_png((width, height): (u32, u32), rgba: &[u8]) -> io::Result<Vec<u8>> {
    let expected = u64::from(width) * u64::from(height) * 4;
    if rgba.len() as u64 != expected {
        return Err(io::Error::other(format!(
            "{width} × {height} pixels need {expected} bytes, not {}",
            rgba.len()
        )));
    }
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(rgba, width, height, ExtendedColorType::Rgba8)
        .map_err(io::Error::other)?;
    Ok(png)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::media::examine;

    #[test]
    fn a_picture_becomes_a_png_of_its_size() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pasted.png");
        fs::write(&path, as_png((3, 2), &[200; 3 * 2 * 4]).unwrap()).unwrap();
        let facts = examine(&path).unwrap();
        assert_eq!(
            (facts.image().unwrap().width, facts.image().unwrap().height, facts.faults),
            (Some(3), Some(2), vec![])
        );
        assert!(as_png((3, 2), &[200; 3]).is_err());
    }
}
