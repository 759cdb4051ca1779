use super::{examined, exif, facts, gif, jpeg, png, segment, with_segments};
use crate::media::{Coding, Color, Fault, HeaderPart, Orientation};

/// A JPEG header with this frame, then an empty scan and the end mark.
fn framed(marker: u8, precision: u8, (width, height): (u16, u16), components: u8) -> Vec<u8> {
    let mut frame = vec![precision];
    frame.extend(height.to_be_bytes());
    frame.extend(width.to_be_bytes());
    frame.push(components);
    (1..=components).for_each(|id| frame.extend([id, 0x11, 0]));
    let scan = segment(0xDA, &[1, 1, 0, 0, 63, 0]);
    [vec![0xFF, 0xD8], segment(marker, &frame), scan, vec![0, 0xFF, 0xD9]].concat()
}

#[test]
fn a_photograph_of_sixteen_megabytes_is_judged_by_its_ends() {
    let mut bytes = framed(0xC0, 8, (7728, 5152), 3);
    let end = bytes.len() - 2;
    bytes.splice(end..end, std::iter::repeat_n(0x55, 16_000_000));
    let (facts, read) = examined(&bytes);
    assert_eq!(
        (facts.image().unwrap().width, facts.image().unwrap().height, facts.faults),
        (Some(7728), Some(5152), vec![])
    );
    assert!(read < 8 * 1024, "{read}");
}

#[test]
fn long_metadata_is_hopped_over() {
    // Extended XMP with a depth map: 200 segments of 64 KB.
    let bytes = with_segments(&jpeg(), &vec![segment(0xE1, &[0x20; 65_533]); 200]);
    let (facts, read) = examined(&bytes);
    assert_eq!(facts.image().unwrap().width, Some(67));
    assert!(read < 256 * 1024, "{read}");
}

#[test]
fn headers_without_an_end_in_sight_are_given_up() {
    let bytes = with_segments(&jpeg(), &vec![segment(0xE1, b""); 1_000_000]);
    let (facts, read) = examined(&bytes);
    assert_eq!(facts.faults, [Fault::CorruptHeader { part: HeaderPart::Length }]);
    assert!(read <= super::HEADER_BUDGET);
}

#[test]
fn every_coding_process_is_told() {
    let table = [
        (0xC0, Coding::Baseline),
        (0xC1, Coding::Extended),
        (0xC2, Coding::Progressive),
        (0xC3, Coding::Lossless),
        (0xC5, Coding::Hierarchical),
        (0xF7, Coding::Lossless),
        (0xC9, Coding::Arithmetic),
        (0xCA, Coding::Arithmetic),
    ];
    for (marker, coding) in table {
        let facts = facts(&framed(marker, 12, (30, 20), 3));
        assert_eq!(
            (facts.image().unwrap().coding, facts.image().unwrap().bit_depth),
            (Some(coding), Some(12)),
            "{marker:x}"
        );
        assert_eq!(facts.image().unwrap().progressive, Some(coding == Coding::Progressive));
        assert_eq!(facts.faults, []);
    }
}

#[test]
fn four_components_are_inks_and_adobe_says_how_they_are_stored() {
    let inks = framed(0xC0, 8, (30, 20), 4);
    let adobe = |transform| segment(0xEE, &[b"Adobe\0d\0\0\0\0".as_slice(), &[transform]].concat());
    assert_eq!(facts(&inks).image().unwrap().color, Some(Color::Cmyk));
    assert_eq!(facts(&with_segments(&inks, &[adobe(0)])).image().unwrap().color, Some(Color::Cmyk));
    assert_eq!(facts(&with_segments(&inks, &[adobe(2)])).image().unwrap().color, Some(Color::Ycck));
    assert_eq!(facts(&framed(0xC0, 8, (30, 20), 2)).image().unwrap().color, None);
}

#[test]
fn fill_bytes_and_stray_bytes_between_segments_are_forgiven() {
    let whole = jpeg();
    // The first segment is 18 bytes long.
    let padded = [&whole[..20], b"stray", &[0xFF; 300], &whole[20..]].concat();
    assert_eq!(facts(&padded).image().unwrap().width, Some(67));
    assert_eq!(facts(&padded).faults, []);
}

#[test]
fn a_height_left_open_is_found_after_the_scan() {
    let mut bytes = framed(0xC0, 8, (30, 0), 1);
    assert_eq!(
        (facts(&bytes).image().unwrap().height, facts(&bytes).faults),
        (None, vec![Fault::ZeroDimensions])
    );
    let end = bytes.len() - 2;
    bytes.splice(end..end, segment(0xDC, &[0, 20]));
    assert_eq!((facts(&bytes).image().unwrap().height, facts(&bytes).faults), (Some(20), vec![]));
}

#[test]
fn broken_jpeg_headers_are_named() {
    let fault = |bytes: &[u8]| facts(bytes).faults;
    assert_eq!(fault(&[0xFF, 0xD8, 0xFF, 0xD9]), [Fault::MissingImageData]);
    assert_eq!(fault(&[0xFF, 0xD8, 0xFF]), [Fault::Truncated { at: 3, expected: Some(4) }]);
    let corrupt = |part| [Fault::CorruptHeader { part }];
    assert_eq!(fault(&[0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 0]), corrupt(HeaderPart::JpegSegment));
    assert_eq!(fault(&framed(0xC0, 8, (30, 20), 0)), corrupt(HeaderPart::JpegFrame));
    assert_eq!(fault(&framed(0xC0, 8, (0, 20), 3)), [Fault::ZeroDimensions]);
    let scan_without_frame =
        [vec![0xFF, 0xD8], segment(0xDA, &[1, 1, 0, 0, 63, 0]), vec![0xFF, 0xD9]].concat();
    assert_eq!(fault(&scan_without_frame), corrupt(HeaderPart::JpegFrame));
}

#[test]
fn exif_that_leads_nowhere_does_no_harm() {
    let with = |tiff: &[u8]| {
        facts(&with_segments(&jpeg(), &[segment(0xE1, &[b"Exif\0\0".as_slice(), tiff].concat())]))
    };
    let sound = with(&exif(6, &jpeg()));
    assert_eq!((sound.image().unwrap().width, sound.image().unwrap().height), (Some(43), Some(67)));
    assert!(sound.image().unwrap().exif_thumbnail && sound.faults.is_empty());
    // A directory that is its own successor, one outside the block, and one of 65,535 entries.
    for tiff in [
        b"II*\0\x08\0\0\0\0\0\x08\0\0\0".as_slice(),
        b"II*\0\xFF\xFF\xFF\x7F",
        b"II*\0\x08\0\0\0\xFF\xFF",
        b"XX*\0\x08\0\0\0",
        b"",
    ] {
        let facts = with(tiff);
        assert_eq!(
            (facts.image().unwrap().width, facts.image().unwrap().orientation),
            (Some(67), Some(Orientation::UPRIGHT))
        );
        assert!(!facts.broken(), "{:?}", facts.faults);
    }
    // An orientation that does not exist, and a thumbnail beyond the block's end.
    assert_eq!(with(&exif(9, &jpeg())).image().unwrap().orientation, Some(Orientation::UPRIGHT));
    let mut cut = exif(6, &jpeg());
    cut.truncate(200);
    assert_eq!(with(&cut).faults, [Fault::UnreadableMetadata]);
    assert!(!with(&cut).image().unwrap().exif_thumbnail);
    assert_eq!(with(&cut).image().unwrap().orientation.map(Orientation::get), Some(6));
}

pub(super) fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    // Only the header chunk's checksum is looked at.
    [&(content.len() as u32).to_be_bytes(), name.as_slice(), content, &[0; 4]].concat()
}

#[test]
fn an_animated_png_tells_its_frames() {
    let still = png();
    let animated = |frames: u32| {
        let control = chunk(b"acTL", &[frames.to_be_bytes(), [0; 4]].concat());
        facts(&[&still[..33], &control, &still[33..]].concat())
    };
    assert_eq!(
        (animated(12).image().unwrap().frames, animated(12).image().unwrap().animated),
        (Some(12), Some(true))
    );
    assert_eq!(
        (animated(1).image().unwrap().frames, animated(1).image().unwrap().animated),
        (Some(1), Some(false))
    );
}

#[test]
fn an_orientation_behind_the_pixels_of_a_png_counts() {
    let mut bytes = png();
    let end = bytes.len() - 12;
    bytes.splice(end..end, chunk(b"eXIf", &exif(8, &[])));
    let facts = facts(&bytes);
    assert_eq!((facts.image().unwrap().width, facts.image().unwrap().height), (Some(43), Some(67)));
}

#[test]
fn what_an_editor_left_behind_the_end_of_a_png_is_told_though_it_ends_like_one() {
    let (small, large) = (png(), png());
    let left = [&small, &large[40..]].concat();
    let behind = (large.len() - 40) as u64;
    assert_eq!(facts(&left).faults, [Fault::TrailingBytes { bytes: behind }]);
    assert_eq!(facts(&small).faults, []);
}

#[test]
fn what_describes_a_picture_behind_the_end_of_a_png_is_not_about_the_png() {
    let (whole, mut other) = (png(), [vec![0x55; 70_000], png()].concat());
    let end = other.len() - 12;
    other.splice(end..end, chunk(b"eXIf", &exif(8, &[])));
    let (facts, read) = examined(&[whole, other.clone()].concat());
    assert_eq!(facts.image().unwrap().orientation, Some(Orientation::UPRIGHT));
    assert_eq!(facts.faults, [Fault::TrailingBytes { bytes: other.len() as u64 }]);
    assert!(read < 8 * 1024, "{read}");
}

#[test]
fn of_a_png_in_thousands_of_pieces_no_more_is_said_than_was_hopped_over() {
    let whole = png();
    let with = |pieces: usize| {
        let pieces = chunk(b"IDAT", &[0; 40]).repeat(pieces);
        facts(&[&whole[..33], &pieces, &whole[whole.len() - 12..], &whole].concat()).faults
    };
    let trailing = [Fault::TrailingBytes { bytes: whole.len() as u64 }];
    assert_eq!((with(2048), with(2049)), (trailing.to_vec(), vec![]));
    let described = chunk(b"eXIf", &exif(8, &[]));
    let pieces = chunk(b"IDAT", &[0; 40]).repeat(5000);
    let facts = facts(&[&whole[..33], &pieces, &described, &whole[whole.len() - 12..]].concat());
    assert_eq!((facts.image().unwrap().orientation.map(Orientation::get), facts.faults), (Some(8), vec![]));
}

#[test]
fn of_many_metadata_chunks_in_a_png_the_first_is_read() {
    let still = png();
    let with = |chunks: Vec<u8>| facts(&[&still[..33], &chunks, &still[33..still.len() - 5]].concat());
    assert_eq!(
        with([chunk(b"eXIf", &exif(8, &[])), chunk(b"eXIf", &exif(1, &[]))].concat()).image().unwrap().width,
        Some(43)
    );
    let faults = with(chunk(b"eXIf", b"").repeat(1000)).faults;
    assert_eq!(faults.iter().filter(|fault| **fault == Fault::UnreadableMetadata).count(), 1);
}

#[test]
fn broken_png_headers_are_named() {
    let changed = |at: usize, byte: u8| {
        let mut bytes = png();
        bytes[at] = byte;
        facts(&bytes).faults
    };
    let corrupt = |part| [Fault::CorruptHeader { part }];
    assert_eq!(changed(4, b'\n'), corrupt(HeaderPart::PngSignature));
    assert_eq!(changed(18, 9), corrupt(HeaderPart::PngHeader));
    assert_eq!(changed(37, 0), corrupt(HeaderPart::PngChunk));
    let without_pixels = [&png()[..33], b"\0\0\0\0IEND\xAE\x42\x60\x82".as_slice()].concat();
    assert_eq!(facts(&without_pixels).faults, [Fault::MissingImageData]);
}

#[test]
fn the_name_of_a_chunk_among_the_pixels_is_not_one() {
    let mut bytes = png();
    let end = bytes.len() - 12;
    bytes.splice(end..end, chunk(b"IDAT", &chunk(b"eXIf", &exif(8, &[]))));
    assert_eq!(facts(&bytes).image().unwrap().orientation, Some(Orientation::UPRIGHT));
}

#[test]
fn a_png_in_many_small_pieces_is_judged_by_its_ends_or_hopped_through() {
    let whole = png();
    let pieces = chunk(b"IDAT", &[0; 8192]).repeat(4000);
    let bytes = [&whole[..33], &pieces, &whole[whole.len() - 12..]].concat();
    let (facts, read) = examined(&bytes);
    assert_eq!(facts.faults, []);
    assert!(read < 110 * 1024, "{read} of {}", bytes.len());
    let cut = &bytes[..bytes.len() - 5000];
    let (facts, read) = examined(cut);
    let at = cut.len() as u64;
    assert_eq!(facts.faults, [Fault::Truncated { at, expected: Some(at + 5000 - 12) }]);
    assert!(read < 80 * 1024, "{read} of {at}");
}

#[test]
fn a_gif_without_its_trailer_or_frames_is_broken() {
    let whole = gif(3);
    assert_eq!(facts(&whole).image().unwrap().frames, Some(3));
    let cut = facts(&whole[..whole.len() - 1]);
    let at = whole.len() as u64 - 1;
    assert_eq!(cut.faults, [Fault::Truncated { at, expected: Some(at + 1) }]);
    assert_eq!((cut.image().unwrap().frames, cut.image().unwrap().animated), (None, Some(true)));
    assert_eq!(facts(b"GIF89a\x05\0\x05\0\0\0\0;").faults, [Fault::MissingImageData]);
    assert_eq!(facts(b"GIF89a\0\0\x05\0\0\0\0;").faults[0], Fault::ZeroDimensions);
    assert_eq!(
        facts(b"GIF88a\x05\0\x05\0\0\0\0;").faults,
        [Fault::CorruptHeader { part: HeaderPart::GifVersion }]
    );
    let mut screenless = gif(2);
    screenless[6..10].fill(0);
    let shown = facts(&screenless);
    assert_eq!((shown.image().unwrap().width, shown.image().unwrap().height), (Some(67), Some(43)));
    assert_eq!(shown.faults, []);
    let frame = screenless.windows(5).position(|five| five == b"\x2C\0\0\0\0").unwrap();
    screenless[frame + 5..frame + 9].fill(0);
    assert_eq!(facts(&screenless).faults, [Fault::ZeroDimensions]);
    let junk = facts(b"GIF89a\x05\0\x05\0\0\0\0junk");
    assert_eq!(
        (junk.image().unwrap().frames, junk.faults),
        (None, vec![Fault::CorruptHeader { part: HeaderPart::GifBlock }])
    );
}

#[test]
fn facts_survive_json_and_orientations_outside_the_eight_do_not() {
    let facts =
        facts(&with_segments(&jpeg(), &[segment(0xE1, &[b"Exif\0\0".as_slice(), &exif(6, &[])].concat())]));
    let json = serde_json::to_value(&facts).unwrap();
    assert_eq!(
        (&json["kind"], &json["format"], &json["orientation"]),
        (&"image".into(), &"jpeg".into(), &6.into())
    );
    assert_eq!(serde_json::from_value::<crate::media::Facts>(json).unwrap(), facts);
    assert!(serde_json::from_str::<Orientation>("0").is_err());
    assert!(serde_json::from_str::<Orientation>("9").is_err());
}
