//! Heads of odd pictures built byte by byte, and those that are made to mislead.

use super::{bmp, examined, facts, ico, svg};
use crate::media::{Coding, Color, Fault, Format, HeaderPart, Orientation};

fn sides(bytes: &[u8]) -> Option<(u32, u32)> {
    facts(bytes).image().and_then(|image| image.width.zip(image.height))
}

fn corrupt(part: HeaderPart) -> Vec<Fault> {
    vec![Fault::CorruptHeader { part }]
}

pub(super) fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&(content.len() as u32 + 8).to_be_bytes(), name.as_slice(), content].concat()
}

pub(super) fn versioned(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    boxed(name, &[&[0; 4], content].concat())
}

/// A still picture whose primary item is number 1 with these properties, in this order.
fn heic(properties: &[Vec<u8>], more: &[Vec<u8>]) -> Vec<u8> {
    let mut assigned = 1_u32.to_be_bytes().to_vec();
    assigned.extend([0, 1, properties.len() as u8]);
    assigned.extend(1..=properties.len() as u8);
    let about = [boxed(b"ipco", &properties.concat()), versioned(b"ipma", &assigned)].concat();
    let parts = [versioned(b"pitm", &[0, 1]), boxed(b"iprp", &about), more.concat()].concat();
    [boxed(b"ftyp", b"heic\0\0\0\0mif1heic"), versioned(b"meta", &parts)].concat()
}

fn size(width: u32, height: u32) -> Vec<u8> {
    versioned(b"ispe", &[width.to_be_bytes(), height.to_be_bytes()].concat())
}

#[test]
fn a_heic_is_as_large_as_it_is_shown_after_cropping_and_turning() {
    let turned = |properties: &[Vec<u8>]| {
        let facts = facts(&heic(properties, &[]));
        let image = facts.image().unwrap();
        (image.width.unwrap(), image.height.unwrap(), image.orientation.unwrap().get())
    };
    let crop: Vec<u8> = [30_u32, 1, 20, 1, 0, 1, 0, 1].map(u32::to_be_bytes).concat();
    assert_eq!(turned(&[size(40, 24)]), (40, 24, 1));
    assert_eq!(turned(&[size(40, 24), boxed(b"irot", &[1])]), (24, 40, 8));
    assert_eq!(turned(&[size(40, 24), boxed(b"irot", &[3])]), (24, 40, 6));
    assert_eq!(turned(&[size(40, 24), boxed(b"irot", &[2])]), (40, 24, 3));
    assert_eq!(turned(&[size(40, 24), boxed(b"imir", &[1])]), (40, 24, 2));
    assert_eq!(turned(&[size(40, 24), boxed(b"clap", &crop), boxed(b"irot", &[1])]), (20, 30, 8));
}

#[test]
fn a_grid_is_as_large_as_it_says_and_as_deep_as_its_tiles() {
    // Item 1 is put together from item 2, to which the third property belongs.
    let reference = boxed(b"dimg", &[0, 1, 0, 2, 0, 2, 0, 3]);
    let mut assigned = 2_u32.to_be_bytes().to_vec();
    assigned.extend([0, 1, 1, 1, 0, 2, 2, 2, 3]);
    let channels = versioned(b"pixi", &[3, 10, 10, 10]);
    let properties = [size(4032, 3024), size(512, 512), channels].concat();
    let about = [boxed(b"ipco", &properties), versioned(b"ipma", &assigned)].concat();
    let parts =
        [versioned(b"pitm", &[0, 1]), boxed(b"iprp", &about), versioned(b"iref", &reference)].concat();
    let bytes = [boxed(b"ftyp", b"heic\0\0\0\0mif1heic"), versioned(b"meta", &parts)].concat();
    let facts = facts(&bytes);
    let image = facts.image().unwrap();
    assert_eq!((image.width, image.height), (Some(4032), Some(3024)));
    assert_eq!((image.bit_depth, image.color, facts.faults), (Some(10), Some(Color::Rgb), vec![]));
}

#[test]
fn boxes_that_mislead_are_corrupt_or_cut_short() {
    let head = boxed(b"ftyp", b"heic\0\0\0\0mif1heic");
    let with = |rest: &[u8]| facts(&[&head, rest].concat()).faults;
    assert_eq!(with(b""), [Fault::MissingImageData]);
    assert_eq!(with(b"\0\0\0\x07meta"), corrupt(HeaderPart::HeifBox));
    assert_eq!(with(b"\0\0\0\x01meta\0\0\0\0\0\0\0\x0F"), corrupt(HeaderPart::HeifBox));
    let at = head.len() as u64 + 16;
    assert_eq!(
        with(b"\0\0\0\x01meta\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
        [Fault::Truncated { at, expected: Some(0x7FFF_FFFF_FFFF_FFFF + head.len() as u64) }]
    );
    // A box that reaches to the end, and in it one that is longer than the box it is in.
    assert_eq!(
        with(b"\0\0\0\0meta\0\0\0\0\0\0\0\x40pitm"),
        [Fault::Truncated { at: at + 4, expected: Some(at - 4 + 0x40) }]
    );
    // Inside another box nothing reaches to the end.
    let mut endless = heic(&[size(40, 24)], &[]);
    assert_eq!(facts(&endless).faults, []);
    let inside = endless.windows(4).position(|four| four == b"iprp").unwrap();
    endless[inside - 4..inside].fill(0);
    assert_eq!(facts(&endless).faults, [Fault::MissingImageData]);
    assert_eq!(facts(&heic(&[size(0, 9)], &[])).faults, [Fault::MissingImageData]);
    assert_eq!(with(&boxed(b"free", b"").repeat(10_000)), corrupt(HeaderPart::HeifBox));
}

#[test]
fn a_million_properties_are_not_followed() {
    let mut assigned = u32::MAX.to_be_bytes().to_vec();
    assigned.extend([0, 1, 255].iter().chain(&[1; 255]).copied().collect::<Vec<u8>>().repeat(3000));
    let about = [boxed(b"ipco", &size(9, 9).repeat(3000)), versioned(b"ipma", &assigned)].concat();
    let parts = [versioned(b"pitm", &[0, 1]), boxed(b"iprp", &about)].concat();
    let bytes = [boxed(b"ftyp", b"heic\0\0\0\0mif1heic"), versioned(b"meta", &parts)].concat();
    let (facts, read) = examined(&bytes);
    assert!(facts.broken() || facts.image().unwrap().width == Some(9));
    assert!(read <= super::HEADER_BUDGET, "{read}");
}

pub(super) fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let padding = vec![0; content.len() % 2];
    [name.as_slice(), &(content.len() as u32).to_le_bytes(), content, &padding].concat()
}

pub(super) fn webp(chunks: &[Vec<u8>]) -> Vec<u8> {
    let body = [b"WEBP".as_slice(), &chunks.concat()].concat();
    [b"RIFF".as_slice(), &(body.len() as u32).to_le_bytes(), &body].concat()
}

pub(super) const EXTENDED: [u8; 10] = [0x12, 0, 0, 0, 0xFF, 0x3F, 0, 9, 0, 0];

#[test]
fn an_animated_webp_tells_its_frames_by_their_chunks() {
    let frames = |count| {
        webp(&[&[chunk(b"VP8X", &EXTENDED)], vec![chunk(b"ANMF", &[0; 20]); count].as_slice()].concat())
    };
    let three = facts(&frames(3));
    let image = three.image().unwrap();
    assert_eq!((image.width, image.height), (Some(16_384), Some(10)));
    assert_eq!((image.frames, image.animated, image.color), (Some(3), Some(true), Some(Color::Rgba)));
    assert_eq!(facts(&frames(0)).faults, [Fault::MissingImageData]);
    let (many, read) = examined(&frames(50_000));
    assert_eq!((many.image().unwrap().frames, many.image().unwrap().animated), (None, Some(true)));
    assert!(read < 512 * 1024, "{read}");
}

#[test]
fn webps_that_mislead_are_told() {
    let whole = webp(&[chunk(b"VP8 ", &[0x10, 0, 0, 0x9D, 0x01, 0x2A, 7, 0, 5, 0])]);
    assert_eq!((sides(&whole), facts(&whole).faults), (Some((7, 5)), vec![]));
    let part = HeaderPart::WebpChunk;
    assert_eq!(
        facts(&webp(&[chunk(b"VP8 ", &[0x11, 0, 0, 0x9D, 0x01, 0x2A, 7, 0, 5, 0])])).faults,
        corrupt(part)
    );
    assert_eq!(
        facts(&webp(&[chunk(b"VP8 ", &[0x10, 0, 0, 0x9D, 0x01, 0x2A, 0, 0, 5, 0])])).faults,
        corrupt(part)
    );
    assert_eq!(facts(&webp(&[chunk(b"VP8L", &[0x2E, 0, 0, 0, 0])])).faults, corrupt(part));
    assert_eq!(facts(&webp(&[chunk(b"ALPH", &[0; 9])])).faults, corrupt(part));
    let at = whole.len() as u64 - 3;
    assert_eq!(facts(&whole[..whole.len() - 3]).faults, [Fault::Truncated { at, expected: Some(at + 3) }]);
    assert_eq!(facts(&[whole, b"clip".to_vec()].concat()).faults, [Fault::TrailingBytes { bytes: 4 }]);
}

/// A little-endian TIFF: entries of tag and value, all short numbers.
fn tiff(entries: &[(u16, u16)], next: u32) -> Vec<u8> {
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    bytes.extend((entries.len() as u16).to_le_bytes());
    for (tag, value) in entries {
        bytes.extend([tag.to_le_bytes(), 3_u16.to_le_bytes()].concat());
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend([value.to_le_bytes(), [0; 2]].concat());
    }
    bytes.extend(next.to_le_bytes());
    bytes
}

#[test]
fn a_tiff_shows_its_first_page_that_is_no_smaller_version() {
    let first = tiff(&[(254, 1), (256, 16), (257, 12)], 50);
    assert_eq!(first.len(), 50);
    let second = tiff(&[(256, 40), (257, 30), (258, 8), (262, 2), (274, 6)], 0);
    let facts = facts(&[&first, &second[8..]].concat());
    let image = facts.image().unwrap();
    assert_eq!((image.width, image.height, image.frames), (Some(30), Some(40), Some(1)));
    assert_eq!((image.bit_depth, image.color, facts.faults), (Some(8), Some(Color::Rgb), vec![]));
}

#[test]
fn a_tiff_with_samples_that_are_decoded_wrong_or_not_at_all_is_rare() {
    let coding = |more: &[(u16, u16)]| {
        let entries = [&[(256, 40), (257, 30), (258, 8), (259, 1)], more].concat();
        facts(&tiff(&entries, 0)).image().unwrap().coding
    };
    let rare = Some(Coding::Rare);
    let inks = |planes| coding(&[(262, 5), (277, 4), (284, planes)]);
    assert_eq!((inks(1), inks(2)), (None, rare));
    assert_eq!(coding(&[(262, 2), (277, 3)]), None);
    let fourth = |kind| coding(&[(262, 2), (277, 4), (338, kind)]);
    assert_eq!((fourth(0), fourth(1), fourth(2)), (rare, None, None), "a spare channel, and opacity");
    assert_eq!((coding(&[(262, 2)]), coding(&[(262, 2), (277, 5), (338, 1)])), (rare, rare));
}

#[test]
fn a_tiff_that_runs_in_circles_is_left() {
    let (facts, read) = examined(&tiff(&[(256, 40), (257, 30)], 8));
    assert_eq!((facts.image().unwrap().width, facts.image().unwrap().frames), (Some(40), None));
    assert!(read < 4096, "{read}");
}

#[test]
fn broken_tiffs_are_named() {
    let part = HeaderPart::TiffDirectory;
    let fault = |bytes: &[u8]| facts(bytes).faults;
    assert_eq!(fault(b"II*\0\0\0\0\0"), [Fault::MissingImageData]);
    assert_eq!(fault(b"II*\0\xFF\xFF\xFF\x7F"), [Fault::Truncated { at: 8, expected: None }]);
    assert_eq!(fault(b"II*\0\x08\0\0\0\xFF\xFF"), corrupt(part));
    assert_eq!(fault(b"II+\0\x04\0\0\0\x08\0\0\0\0\0\0\0"), corrupt(part));
    assert_eq!(
        fault(b"II+\0\x08\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
        [Fault::Truncated { at: 16, expected: None }]
    );
    assert_eq!(fault(&tiff(&[(256, 0), (257, 30)], 0)), [Fault::ZeroDimensions]);
    // Its only strip is said to be 50 bytes long, far behind the end.
    let strip = tiff(&[(256, 40), (257, 30), (273, 60_000), (279, 50)], 0);
    assert_eq!(fault(&strip), [Fault::Truncated { at: strip.len() as u64, expected: Some(60_050) }]);
}

#[test]
fn a_bitmap_of_any_age_is_told() {
    let mut upside_down = bmp();
    upside_down[22..26].copy_from_slice(&(-43_i32).to_le_bytes());
    assert_eq!(sides(&upside_down), Some((67, 43)));
    let mut empty = bmp();
    empty[18..22].copy_from_slice(&[0; 4]);
    assert_eq!(facts(&empty).faults, [Fault::ZeroDimensions]);
    let mut odd = bmp();
    odd[28] = 7;
    assert_eq!(facts(&odd).faults, corrupt(HeaderPart::BmpHeader));
    let mut huge = bmp();
    huge[18..26].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F]);
    assert!(matches!(facts(&huge).faults[..], [Fault::Truncated { expected: Some(_), .. }]));
    assert_eq!(sides(b"BM\0\0\0\0\0\0\0\0\x1A\0\0\0\x0C\0\0\0\x05\0\x03\0\x01\0\x18\0"), Some((5, 3)));
}

#[test]
fn an_icon_follows_its_pictures_own_headers() {
    let whole = facts(&ico());
    let image = whole.image().unwrap();
    assert_eq!((image.width, image.height, image.frames), (Some(67), Some(43), Some(2)));
    assert_eq!(facts(b"\0\0\x01\0\0\0aaaa").format, None, "a list of none");
    let cut = &ico()[..60];
    assert!(matches!(facts(cut).faults[..], [Fault::Truncated { at: 60, .. }]));
    let (facts, read) = examined(&[b"\0\0\x01\0\xFF\xFF".as_slice(), &[9; 2_000_000]].concat());
    assert!(facts.broken() && read < 600 * 1024, "{read}");
}

fn psd(blocks: &[u8]) -> Vec<u8> {
    let mut bytes = b"8BPS\0\x01\0\0\0\0\0\0\0\x03\0\0\0\x10\0\0\0\x20\0\x08\0\x03".to_vec();
    bytes.extend([0; 4]);
    bytes.extend((blocks.len() as u32).to_be_bytes());
    bytes.extend(blocks);
    bytes.extend([0; 4 + 2 + 9]);
    bytes
}

#[test]
fn blocks_of_a_photoshop_file_are_hopped_through() {
    assert_eq!((sides(&psd(b"")), facts(&psd(b"")).faults), (Some((32, 16)), vec![]));
    let profile = b"8BIM\x04\x0F\x05named\0\0\0\x03abc\0".as_slice();
    assert!(facts(&psd(&[b"8BIM\x03\xED\0\0\0\0\0\x02xy", profile].concat())).image().unwrap().icc);
    let (facts, read) = examined(&psd(&b"8BIM\x03\xED\0\0\0\0\0\0".repeat(100_000)));
    assert_eq!(facts.faults, []);
    assert!(read < 64 * 1024, "{read}");
    let mut odd = psd(b"");
    odd[5] = 3;
    assert_eq!(super::facts(&odd).faults, corrupt(HeaderPart::PsdHeader));
    let cut = &psd(b"")[..40];
    assert_eq!(super::facts(cut).faults, [Fault::Truncated { at: 40, expected: Some(41) }]);
}

#[test]
fn the_head_of_a_jpeg_xl_is_read_bit_by_bit() {
    // Small: height 5 × 8, width 3 to 2; then all as usual. From the lowest bit on: 1 00100 001 1.
    let small = facts(&[0xFF, 0x0A, 0b0000_1001, 0b11, 0]);
    let image = small.image().unwrap();
    assert_eq!((small.format, image.width, image.height), (Some(Format::Jxl), Some(60), Some(40)));
    assert_eq!((image.orientation, image.bit_depth), (Some(Orientation::UPRIGHT), Some(8)));
    assert_eq!(facts(&[0xFF, 0x0A, 0]).faults.len(), 1);
    assert_eq!(facts(b"\0\0\0\x0CJXL \r\n\x87\n").faults, [Fault::MissingImageData]);
    assert_eq!(facts(b"\0\0\0\x0CJXL \r\n\x87\n\0\0\0\x0Ajxlcab").faults, corrupt(HeaderPart::JxlHeader));
}

#[test]
fn a_jpeg_xl_in_a_container_is_turned_as_its_head_says() {
    let boxed = facts(include_bytes!("../../../tests/fixtures/media/boxed.jxl"));
    let image = boxed.image().unwrap();
    // EXIF data in the container says 6, and does not count.
    assert_eq!((image.width, image.height, boxed.faults), (Some(24), Some(16), vec![]));
}

#[test]
fn a_drawing_is_read_to_the_end_of_its_first_tag() {
    assert_eq!((sides(&svg()), facts(&svg()).faults), (Some((45, 31)), vec![]));
    let (many, read) =
        examined(&[b"<svg ".as_slice(), &b"a='b' ".repeat(1_000_000), b"width='5' height='5'/>"].concat());
    assert_eq!(many.image().unwrap().width, None);
    assert!(read < 128 * 1024, "{read}");
    for text in [
        "<svg",
        "<svg width",
        "<svg width=",
        "<svg width='",
        "<svg <!",
        "<!-- <svg",
        "<?xml <svg",
        "<!DOCTYPE svg [<svg",
    ] {
        assert_eq!(sides(text.as_bytes()), None, "{text}");
    }
}
