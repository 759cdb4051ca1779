use std::io::Cursor;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample;

use super::book::Book;
use super::error::Halt;
use super::{Binding, PageRule};
use crate::media::examine::{HEADER_BUDGET, read_facts};
use crate::media::source::Source;
use crate::media::{Facts, Stamp};

fn facts(bytes: &[u8]) -> Facts {
    let stamp: Stamp = serde_json::from_str("\"now\"").unwrap();
    let mut source = Source::new(Cursor::new(bytes), bytes.len() as u64, HEADER_BUDGET);
    read_facts(&mut source, stamp).unwrap()
}

fn bound(bytes: &[u8], flatten: bool) -> Result<Vec<u8>, Halt> {
    let mut book =
        Book::new(Vec::new(), Binding { page: PageRule::Own, flatten, keep_private: flatten }).unwrap();
    book.add(Cursor::new(bytes), &facts(bytes))?;
    Ok(book.finish().unwrap())
}

/// A picture of one colour, of which the checksums are right.
fn png(
    width: u32,
    height: u32,
    color: png::ColorType,
    palette: Option<&[u8]>,
    clear: Option<&[u8]>,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(color);
    if let Some(palette) = palette {
        encoder.set_palette(palette.to_vec());
    }
    if let Some(clear) = clear {
        encoder.set_trns(clear.to_vec());
    }
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![0; width as usize * height as usize * color.samples()]).unwrap();
    drop(writer);
    bytes
}

#[test]
fn white_is_mixed_into_a_palette_and_the_pixels_stay_packed() {
    let picture = png(2, 1, png::ColorType::Indexed, Some(&[0, 0, 0, 10, 20, 30]), Some(&[0]));
    let flat = bound(&picture, true).unwrap();
    let text = String::from_utf8_lossy(&flat);
    assert!(
        text.contains("/ColorSpace [/Indexed /DeviceRGB 1 <ffffff0a141e>] /BitsPerComponent 8"),
        "{text}"
    );
    assert!(!text.contains("/SMask"));
    let clear = bound(&picture, false).unwrap();
    assert!(String::from_utf8_lossy(&clear).contains("/ColorSpace /DeviceRGB /BitsPerComponent 8"));
    assert!(String::from_utf8_lossy(&clear).contains("/SMask"));
}

#[test]
fn more_pixels_than_are_decoded_are_refused_before_they_are() {
    // A header that promises much and holds nothing; of 8 bits with opacity, so that it is not copied.
    let mut picture = png(1, 1, png::ColorType::Rgba, None, None);
    picture[16..24].copy_from_slice(&[0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50]);
    let checksum = crc32fast::hash(&picture[12..29]).to_be_bytes();
    picture[29..33].copy_from_slice(&checksum);
    assert!(matches!(bound(&picture, true), Err(Halt::TooManyPixels { pixels: 2_500_000_000, .. })));
    picture[16..24].copy_from_slice(&[0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1]);
    let checksum = crc32fast::hash(&picture[12..29]).to_be_bytes();
    picture[29..33].copy_from_slice(&checksum);
    assert!(matches!(bound(&picture, true), Err(Halt::TooManyPixels { .. })));
}

#[test]
fn inks_are_turned_round_only_if_adobe_stored_them() {
    let ycck = include_bytes!("../../../tests/fixtures/media/ycck.jpg");
    let text = |bytes: &[u8]| String::from_utf8_lossy(&bound(bytes, true).unwrap()).into_owned();
    assert!(
        text(ycck).contains("/DeviceCMYK /BitsPerComponent 8 /Filter /DCTDecode /Decode [1 0 1 0 1 0 1 0]")
    );
    let adobe = ycck.windows(5).position(|window| window == b"Adobe").unwrap();
    let mut other = ycck.to_vec();
    other[adobe] = b'a';
    assert!(!text(&other).contains("/Decode"));
}

static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    vec![
        include_bytes!("../../../tests/fixtures/media/progressive.jpg").to_vec(),
        include_bytes!("../../../tests/fixtures/media/ycck.jpg").to_vec(),
        include_bytes!("../../../tests/fixtures/media/interlaced.png").to_vec(),
        include_bytes!("../../../tests/fixtures/media/interlaced.gif").to_vec(),
        png(9, 7, png::ColorType::Rgb, None, None),
        png(9, 7, png::ColorType::GrayscaleAlpha, None, None),
        png(9, 7, png::ColorType::Indexed, Some(&[0; 12]), Some(&[9, 9])),
    ]
});

#[test]
fn the_seeds_are_sound() {
    for seed in SEEDS.iter() {
        assert!(bound(seed, true).is_ok() && bound(seed, false).is_ok());
    }
}

proptest! {
    #[test]
    fn no_mangled_picture_makes_binding_panic_or_grow(
        seed in 0..SEEDS.len(),
        harms in vec((any::<sample::Index>(), any::<u8>()), 1..10),
        cut in proptest::option::weighted(0.2, any::<sample::Index>()),
        whole in any::<bool>(),
        flatten in any::<bool>(),
    ) {
        let mut bytes = SEEDS[seed].clone();
        for (at, byte) in harms {
            // Half of them only in the header, where the structure is.
            let range = if whole { bytes.len() } else { bytes.len().min(120) };
            bytes[at.index(range)] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(pdf) = bound(&bytes, flatten) {
            let pixels = facts(&bytes).image().and_then(|image| image.pixels()).unwrap_or(0);
            prop_assert!(pdf.len() as u64 <= bytes.len() as u64 + 4 * pixels + 10_000);
        }
    }
}
