//! Grids of pictures as phones write them, put together from a tile that libheif made.

use std::io::Cursor;
use std::time::{Duration, Instant};

use ::image::{DynamicImage, GenericImageView};

use super::facts;
use super::kinds::{boxed, versioned};
use crate::media::image::heif::{Tile, coded};
use crate::media::source::Source;
use crate::media::thumbnail::decode_for_test;
use crate::media::{Format, ThumbnailError};

const OPAQUE: &[u8] = include_bytes!("../../../tests/fixtures/media/opaque.heic");

/// The parameters and the data of the only tile in a file, which is 64 × 64.
fn tile() -> (Vec<u8>, Vec<u8>) {
    let mut source = Source::new(Cursor::new(OPAQUE), OPAQUE.len() as u64, 1 << 20);
    let coded = coded(&mut source).unwrap().unwrap();
    let [Tile { width: 64, height: 64, config, data }] = &coded.tiles[..] else { panic!("{coded:?}") };
    let part = |place: &std::ops::Range<u64>| OPAQUE[place.start as usize..place.end as usize].to_vec();
    (part(config), part(&data[0]))
}

/// A grid of the same tile in so many columns and rows, shown in this size, with more properties of its own.
fn grid(columns: u8, rows: u8, size: (u16, u16), more: &[Vec<u8>]) -> Vec<u8> {
    let (config, data) = tile();
    grid_of((&config, &data), (columns, rows), size, more)
}

/// The same of a tile with these parameters and data.
fn grid_of(
    (config, data): (&[u8], &[u8]),
    (columns, rows): (u8, u8),
    size: (u16, u16),
    more: &[Vec<u8>],
) -> Vec<u8> {
    let count = u16::from(columns) * u16::from(rows);
    let layout =
        [[0, 0, rows - 1, columns - 1].as_slice(), &size.0.to_be_bytes(), &size.1.to_be_bytes()].concat();
    let side = |width: u16, height: u16| {
        versioned(b"ispe", &[0, 0, (width >> 8) as u8, width as u8, 0, 0, (height >> 8) as u8, height as u8])
    };
    let mut properties = vec![side(size.0, size.1), side(64, 64), boxed(b"hvcC", config)];
    properties.extend(more.iter().cloned());
    // Item 1 is the grid, those after it the tiles.
    let entry = |item: u16, kind: &[u8; 4]| {
        let content = [&item.to_be_bytes(), [0, 0].as_slice(), kind, &[0]].concat();
        boxed(b"infe", &[[2, 0, 0, 0].as_slice(), &content].concat())
    };
    let mut names = (count + 1).to_be_bytes().to_vec();
    names.extend(entry(1, b"grid"));
    (2..count + 2).for_each(|item| names.extend(entry(item, b"hvc1")));
    let mut assigned = u32::from(count + 1).to_be_bytes().to_vec();
    assigned.extend([0, 1, 1 + more.len() as u8, 1]);
    assigned.extend((4..).take(more.len()));
    (2..count + 2).for_each(|item| assigned.extend([&item.to_be_bytes(), [2, 2, 3].as_slice()].concat()));
    let mut parts = [1, count].map(u16::to_be_bytes).concat();
    (2..count + 2).for_each(|item| parts.extend(item.to_be_bytes()));
    let meta = |first: u32| {
        // The grid's layout lies among the boxes, the tiles behind them, each with a copy of its own.
        let mut places = vec![0x44, 0];
        places.extend((count + 1).to_be_bytes());
        places.extend(
            [[0, 1, 0, 1, 0, 0, 0, 1].as_slice(), &[0; 4], &(layout.len() as u32).to_be_bytes()].concat(),
        );
        for index in 0..count {
            let at = first + u32::from(index) * data.len() as u32;
            places.extend([&(index + 2).to_be_bytes(), [0, 0, 0, 0, 0, 1].as_slice()].concat());
            places.extend([at.to_be_bytes(), (data.len() as u32).to_be_bytes()].concat());
        }
        let content = [
            versioned(b"pitm", &[0, 1]),
            versioned(b"iinf", &names),
            boxed(b"iloc", &[[1, 0, 0, 0].as_slice(), &places].concat()),
            versioned(b"iref", &boxed(b"dimg", &parts)),
            boxed(b"iprp", &[boxed(b"ipco", &properties.concat()), versioned(b"ipma", &assigned)].concat()),
            boxed(b"idat", &layout),
        ];
        versioned(b"meta", &content.concat())
    };
    let head = boxed(b"ftyp", b"heic\0\0\0\0mif1heic");
    let first = head.len() + meta(0).len() + 8;
    [head, meta(first as u32), boxed(b"mdat", &data.repeat(count.into()))].concat()
}

fn drawn(bytes: &[u8]) -> Result<DynamicImage, ThumbnailError> {
    decode_for_test(Format::Heic, Cursor::new(bytes), 2048)
}

#[test]
fn tiles_are_put_where_they_belong_and_what_reaches_beyond_is_cut_off() {
    let alone = drawn(&grid(1, 1, (64, 64), &[])).unwrap();
    assert_eq!(alone.dimensions(), (64, 64));
    let bytes = grid(3, 2, (170, 100), &[]);
    let told = facts(&bytes);
    assert_eq!(
        (told.image().unwrap().width, told.image().unwrap().height, told.faults),
        (Some(170), Some(100), vec![])
    );
    let all = drawn(&bytes).unwrap();
    assert_eq!(all.dimensions(), (170, 100));
    for (left, top) in [(0, 0), (64, 0), (128, 0), (0, 64), (64, 64), (128, 64)] {
        // Where tiles meet, colours are those of both.
        let (width, height) = ((170 - left).min(64) - 2, (100 - top).min(64) - 2);
        let part = all.crop_imm(left + 1, top + 1, width - 1, height - 1).into_rgb8();
        assert_eq!(part, alone.crop_imm(1, 1, width - 1, height - 1).into_rgb8(), "{left} {top}");
    }
}

#[test]
fn pieces_without_a_single_byte_are_not_gone_through_one_by_one() {
    // Each place says that it has 65,535 pieces, and no field of a piece has any length.
    let entry = |item: u16| [item.to_be_bytes(), [0, 0], [0xFF, 0xFF]].concat();
    let places: Vec<u8> =
        [0, 0].into_iter().chain(60_000_u16.to_be_bytes()).chain((2..60_002).flat_map(entry)).collect();
    let name = |item: u16, kind: &[u8; 4]| {
        boxed(
            b"infe",
            &[[2, 0, 0, 0].as_slice(), &item.to_be_bytes(), [0, 0].as_slice(), kind, &[0]].concat(),
        )
    };
    let names = [vec![0, 2], name(1, b"hvc1"), name(u16::MAX, b"Exif")].concat();
    let meta =
        [versioned(b"pitm", &[0, 1]), versioned(b"iinf", &names), versioned(b"iloc", &places)].concat();
    let bytes = [boxed(b"ftyp", b"heic\0\0\0\0mif1heic"), versioned(b"meta", &meta)].concat();
    let start = Instant::now();
    assert_eq!(facts(&bytes).format, Some(Format::Heic));
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn a_grid_shows_what_its_crop_leaves() {
    let whole = drawn(&grid(2, 1, (128, 64), &[])).unwrap();
    // 100 × 40, its middle 4 to the right of and 2 above that of the whole: from 18 and 10.
    let crop: Vec<u8> = [100, 1, 40, 1, 4, 1, (-2_i32).cast_unsigned(), 1].map(u32::to_be_bytes).concat();
    let part = drawn(&grid(2, 1, (128, 64), &[boxed(b"clap", &crop)])).unwrap();
    assert_eq!(part.into_rgb8(), whole.crop_imm(18, 10, 100, 40).into_rgb8());
}

#[test]
fn grids_that_do_not_fit_their_tiles_are_not_decoded() {
    for (columns, rows, size) in [(1, 1, (65, 64)), (2, 1, (64, 64)), (2, 2, (129, 128)), (1, 2, (64, 64))] {
        let drawn = drawn(&grid(columns, rows, size, &[]));
        assert!(
            matches!(drawn, Err(ThumbnailError::NotDecoded { format: Some(Format::Heic) })),
            "{size:?}: {drawn:?}"
        );
    }
}

#[test]
fn opacity_and_other_codecs_are_refused_and_damage_is_told() {
    let seeds: [&[u8]; 2] = [
        include_bytes!("../../../tests/fixtures/media/still.heic"),
        include_bytes!("../../../tests/fixtures/media/still.avif"),
    ];
    for bytes in seeds {
        assert!(matches!(drawn(bytes), Err(ThumbnailError::NotDecoded { .. })));
    }
    let mut damaged = OPAQUE.to_vec();
    let at = damaged.len() - 860;
    damaged[at..at + 4].copy_from_slice(&[0; 4]);
    assert!(matches!(drawn(&damaged), Err(ThumbnailError::Damaged)));
}

#[test]
fn a_tile_is_one_picture_in_no_more_bytes_than_a_picture_takes() {
    let (config, data) = tile();
    let alone = |data: &[u8]| drawn(&grid_of((&config, data), (1, 1), (64, 64), &[]));
    assert!(alone(&data).is_ok());
    assert!(matches!(alone(&data.repeat(2)), Err(ThumbnailError::Damaged)), "two pictures");
    let remark =
        |length: u32| [&(length + 2).to_be_bytes(), &[39 << 1, 1][..], &vec![1; length as usize]].concat();
    assert!(alone(&[remark(60_000), data.clone()].concat()).is_ok());
    assert!(matches!(alone(&[remark(90_000), data.clone()].concat()), Err(ThumbnailError::Damaged)), "bytes");
    let remarks = [remark(0).repeat(3000), data].concat();
    assert!(matches!(alone(&remarks), Err(ThumbnailError::Damaged)), "units");
}
