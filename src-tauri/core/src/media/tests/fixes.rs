//! Changed pictures keep what they promise, whatever they are made of.

use std::io::Cursor;

use ::image::{DynamicImage, GenericImageView};
use proptest::option;
use proptest::prelude::{
    Just, Strategy, TestCaseError, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};

use super::mangled::{SEEDS, mangled};
use super::{examined, exif, facts, jpeg, png, segment, with_segments};
use crate::media::fix::mend_opened;
use crate::media::{Bounds, Crop, Done, Format, MendError, Mended, Size, Target, Wish, can_mend};

const ROOMY: Bounds = Bounds { pixels: 36_152_320, bytes: 8 * 1024 * 1024, frames: 250 };

fn mended(bytes: &[u8], wish: &Wish, bounds: &Bounds) -> Result<(Mended, Vec<u8>), MendError> {
    let mut out = Vec::new();
    let mended = mend_opened(Cursor::new(bytes), &facts(bytes), wish, bounds, &mut out)?;
    Ok((mended, out))
}

fn wish() -> impl Strategy<Value = Wish> {
    let crop = (0..40_u32, 0..40_u32, 1..40_u32, 1..40_u32).prop_map(|(x, y, width, height)| Crop {
        x,
        y,
        width,
        height,
    });
    let format = prop_oneof![Just(None), Just(Some(Target::Jpeg)), Just(Some(Target::Png))];
    let to = (1..30_u32, 1..30_u32).prop_map(|(width, height)| Size { width, height });
    (option::of(crop), option::weighted(0.3, to), format, any::<[bool; 3]>()).prop_map(
        |(crop, to, format, [fit, keep_private, upright])| Wish {
            crop,
            upright,
            to,
            format,
            fit,
            keep_private,
        },
    )
}

fn decoded(bytes: &[u8]) -> DynamicImage {
    ::image::load_from_memory(bytes).unwrap()
}

proptest! {
    #[test]
    fn a_sound_picture_becomes_one_that_keeps_all_its_promises(
        seed in 0..SEEDS.len(), wish in wish(), pixels in 2..4000_u64, bytes in 1500..40_000_u64,
    ) {
        let original = &SEEDS[seed];
        let before = facts(original);
        let bounds = Bounds { pixels, bytes, frames: 250 };
        let (mended, out) = match mended(original, &wish, &bounds) {
            Ok(mended) => mended,
            Err(MendError::Damaged) => return Err(TestCaseError::fail("a sound picture is called damaged")),
            Err(_) => return Ok(()),
        };
        let (after, _) = examined(&out);
        let (was, is) = (before.image().unwrap(), after.image().unwrap());
        prop_assert_eq!(after.format, Some(mended.format));
        prop_assert_eq!(&after.faults, &[]);
        prop_assert_eq!((is.width, is.height), (Some(mended.size.width), Some(mended.size.height)));
        prop_assert_eq!(after.bytes, mended.bytes);
        prop_assert!(is.width <= was.width && is.height <= was.height);
        let cut = wish.crop.unwrap_or(Crop::whole(Size { width: was.width.unwrap(), height: was.height.unwrap() }));
        let cut = wish.to.map_or(cut, |to| cut.shaped(to));
        let cut = (cut.width, cut.height);
        if wish.fit {
            prop_assert!(is.pixels().unwrap() < pixels && after.bytes <= bytes);
        } else {
            prop_assert_eq!((mended.size.width, mended.size.height), wish.to.map_or(cut, |to| (to.width, to.height)));
        }
        if wish.upright {
            prop_assert!(is.orientation.is_none_or(|orientation| orientation.get() == 1));
        }
        let resized = mended.done.iter().any(|done| matches!(done, Done::Resized { .. }));
        prop_assert_eq!(resized, (mended.size.width, mended.size.height) != cut);
        if !wish.keep_private {
            prop_assert!(!is.gps && !is.exif_thumbnail);
        }
        // What was done is done: a second time there is nothing left.
        let to = wish.to.map(|_| mended.size);
        let again = mend_opened(Cursor::new(&out), &after, &Wish { crop: None, to, ..wish }, &bounds, &mut Vec::new());
        prop_assert_eq!(again.unwrap().done, []);
    }

    #[test]
    fn no_mangled_file_makes_changing_it_panic(bytes in mangled(), wish in wish()) {
        let _ = mended(&bytes, &wish, &Bounds { pixels: 900, bytes: 3000, frames: 250 });
    }
}

fn whole_picture() -> Wish {
    Wish { fit: true, ..Wish::default() }
}

/// As phones write them.
fn photograph() -> Vec<u8> {
    let camera = segment(0xE1, &[b"Exif\0\0".as_slice(), &exif(6, &jpeg())].concat());
    let profile = segment(0xE2, b"ICC_PROFILE\0\x01\x01abcd");
    let more = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>");
    let index = segment(0xE2, b"MPF\0II*\0");
    let comment = segment(0xFE, b"by me");
    let mut bytes =
        with_segments(&jpeg(), &[camera, profile, more, index, segment(0xED, b"Photoshop 3.0\0"), comment]);
    bytes.extend(b"a clip");
    bytes
}

#[test]
fn a_photograph_that_is_only_stripped_keeps_its_scan_and_its_turn() {
    let (mended, out) = mended(&photograph(), &whole_picture(), &ROOMY).unwrap();
    assert_eq!(mended.done, [Done::Stripped { location: false }]);
    assert_eq!(mended.size, Size { width: 43, height: 67 });
    let scan = |bytes: &[u8]| bytes.windows(2).position(|two| two == [0xFF, 0xDA]).unwrap();
    let plain = jpeg();
    assert_eq!(out[scan(&out)..], plain[scan(&plain)..]);
    let after = facts(&out);
    assert_eq!((after.image().unwrap().orientation.unwrap().get(), after.image().unwrap().icc), (6, true));
    assert_eq!(out.len(), jpeg().len() + 36 + 22);
}

#[test]
fn a_turned_photograph_is_drawn_upright_if_that_is_wished_for() {
    let upright = Wish { upright: true, keep_private: true, ..Wish::default() };
    let (mended, out) = mended(&photograph(), &upright, &ROOMY).unwrap();
    assert_eq!(mended.done, [Done::Turned]);
    let after = facts(&out);
    let image = after.image().unwrap();
    assert_eq!((image.width, image.height, image.orientation.unwrap().get()), (Some(43), Some(67), 1));
    let expected = decoded(&jpeg()).rotate90();
    let made = decoded(&out);
    let off =
        made.as_bytes().iter().zip(expected.as_bytes()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum::<u64>();
    assert!(off < 6 * expected.as_bytes().len() as u64, "{off}");
    // An upright one is copied.
    let (plain, out) = self::mended(&jpeg(), &upright, &ROOMY).unwrap();
    assert_eq!((plain.done, out), (vec![], jpeg()));
}

#[test]
fn a_picture_is_cut_and_made_smaller_to_a_size_and_never_larger() {
    let size = |width, height| Size { width, height };
    let to = |to, crop| mended(&jpeg(), &Wish { to: Some(to), crop, ..Wish::default() }, &ROOMY);
    let (made, out) = to(size(32, 18), None).unwrap();
    assert_eq!((made.size, decoded(&out).dimensions()), (size(32, 18), (32, 18)));
    let done = [
        Done::Cropped { from: size(67, 43), to: size(67, 38) },
        Done::Resized { from: size(67, 38), to: size(32, 18) },
    ];
    assert_eq!(made.done, done);
    let (turned, _) =
        mended(&photograph(), &Wish { to: Some(size(18, 32)), ..Wish::default() }, &ROOMY).unwrap();
    assert_eq!(turned.size, size(18, 32));
    assert!(matches!(to(size(67, 43), None), Ok((made, _)) if made.done.is_empty()));
    for (wished, crop) in [
        (size(68, 18), None),
        (size(18, 44), None),
        (size(0, 18), None),
        (size(32, 18), Some(Crop { x: 0, y: 0, width: 31, height: 43 })),
    ] {
        let small = to(wished, crop).unwrap_err();
        assert!(
            matches!(small, MendError::TooSmall { .. }) && small.to_string().contains("too few"),
            "{small}"
        );
    }
    let tight = Bounds { pixels: 9000, bytes: 300, frames: 250 };
    let long = mended(&png(), &Wish { to: Some(size(60, 40)), ..whole_picture() }, &tight);
    assert!(matches!(long, Err(MendError::TooLongAtSize { limit: 300, .. })));
}

#[test]
fn private_words_stay_where_they_are_wished_for() {
    let wish = Wish { keep_private: true, ..Wish::default() };
    let (kept, out) = mended(&photograph(), &wish, &ROOMY).unwrap();
    assert_eq!((kept.done, out), (vec![], photograph()));
    let (drawn, out) = mended(&photograph(), &Wish { format: Some(Target::Png), ..wish }, &ROOMY).unwrap();
    assert_eq!(drawn.done, [Done::Converted { from: Format::Jpeg, to: Format::Png }, Done::Turned]);
    let after = facts(&out);
    let image = after.image().unwrap();
    assert_eq!((image.width, image.height, image.orientation.unwrap().get()), (Some(43), Some(67), 1));
    assert!(out.windows(4).any(|four| four == b"eXIf"));
}

#[test]
fn a_picture_that_is_moved_from_jpeg_to_png_loses_no_pixel() {
    let (_, out) = mended(&jpeg(), &Wish { format: Some(Target::Png), ..Wish::default() }, &ROOMY).unwrap();
    let (before, after) = (decoded(&jpeg()), decoded(&out));
    assert_eq!(before.dimensions(), after.dimensions());
    // Two decoders round differently.
    let off = before.as_bytes().iter().zip(after.as_bytes()).map(|(a, b)| a.abs_diff(*b)).max();
    assert!(off.unwrap() <= 3, "{off:?}");
}

#[test]
fn a_png_is_stored_with_as_few_bytes_as_its_colours_allow_and_unchanged() {
    let make = |picture: DynamicImage| {
        let mut bytes = Vec::new();
        picture.write_with_encoder(::image::codecs::png::PngEncoder::new(&mut bytes)).unwrap();
        bytes
    };
    let of = |pixel: fn(u32, u32) -> [u8; 4]| {
        DynamicImage::ImageRgba8(::image::RgbaImage::from_fn(64, 48, |x, y| ::image::Rgba(pixel(x, y))))
    };
    let pictures: [(DynamicImage, u8, u8); 6] = [
        // Bits per sample and PNG's own number of the colour type.
        (of(|x, _| if x < 9 { [255, 0, 0, 255] } else { [0, 0, 255, 255] }), 1, 3),
        (of(|x, y| [if x < 9 { 255 } else { 0 }, 0, 0, if y < 9 { 80 } else { 255 }]), 2, 3),
        (of(|x, _| [(x % 13) as u8, 9, 9, 255]), 4, 3),
        (of(|x, y| [x as u8, (y / 16) as u8, 9, 255]), 8, 3),
        (of(|x, y| [x as u8 * 3, y as u8 * 5, (x * y) as u8, 255]), 8, 2),
        (of(|x, y| [x as u8 * 3, y as u8 * 5, (x * y) as u8, x as u8]), 8, 6),
    ];
    for (picture, depth, kind) in pictures {
        let original = make(picture.clone());
        let crop = Crop { x: 1, y: 2, width: 61, height: 45 };
        let (_, out) = mended(&original, &Wish { crop: Some(crop), ..Wish::default() }, &ROOMY).unwrap();
        assert_eq!((out[24], out[25]), (depth, kind));
        assert_eq!(decoded(&out).into_rgba8(), picture.crop_imm(1, 2, 61, 45).into_rgba8());
    }
}

#[test]
fn what_cannot_be_done_is_refused_in_words() {
    let film = super::gif(3);
    let still = |wish: &Wish, bounds: &Bounds| mended(&film, wish, bounds).map(|(mended, _)| mended.done);
    assert!(matches!(still(&Wish::default(), &ROOMY), Ok(done) if done.is_empty()));
    let tight = Bounds { pixels: 900, bytes: 100_000, frames: 250 };
    assert!(matches!(still(&whole_picture(), &tight), Err(MendError::Moves)));
    assert!(matches!(
        still(&whole_picture(), &Bounds { pixels: 90_000, bytes: 10, frames: 250 }),
        Err(MendError::Moves)
    ));
    let first = still(&Wish { format: Some(Target::Png), ..Wish::default() }, &ROOMY).unwrap();
    assert!(first.contains(&Done::FirstOnly { of: Some(3) }));
    let crop = Some(Crop { x: 60, y: 0, width: 8, height: 8 });
    let outside = mended(&png(), &Wish { crop, ..Wish::default() }, &ROOMY);
    assert!(matches!(outside, Err(MendError::Outside { size: Size { width: 67, height: 43 } })));
    let tiny = mended(&png(), &whole_picture(), &Bounds { pixels: 9000, bytes: 20, frames: 250 });
    assert!(matches!(tiny, Err(MendError::StaysTooLong { limit: 20 })));
    for seed in SEEDS.iter() {
        let told = facts(seed);
        match mended(seed, &Wish { format: Some(Target::Png), ..whole_picture() }, &ROOMY) {
            Ok(_) => assert!(can_mend(&told), "{told:?}"),
            Err(MendError::NotDecoded { format }) => {
                assert_eq!(format, told.format);
                // Another process draws it first.
                assert!(!can_mend(&told) || format == Some(Format::Svg), "{told:?}");
            }
            Err(error) => panic!("{error:?}: {told:?}"),
        }
    }
    assert!(matches!(
        mended(b"words", &whole_picture(), &ROOMY),
        Err(MendError::NotDecoded { format: None })
    ));
    let cut = &jpeg()[..900];
    assert!(matches!(mended(cut, &whole_picture(), &ROOMY), Err(MendError::Damaged)));
}
