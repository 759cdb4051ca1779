//! Reads the headers of picture formats, one file per format, hopping from structure to structure.
//! It must not decode pixels, allocate by a length it read, or follow a structure without an end in sight.
//!
//! A change of what is read raises [`READERS`](super::READERS).

mod bmp;
pub(super) mod exif;
pub(super) mod gif;
pub(super) mod heif;
pub(super) mod ico;
mod ifd;
pub(super) mod jpeg;
mod jxl;
pub(super) mod png;
pub(super) mod psd;
mod svg;
mod tiff;
mod webp;
mod xmp;

use std::io::{Read, Seek};

pub(super) use xmp::names_place;

use super::examine::Found;
use super::source::{Source, Stop};
use super::{Format, ImageFacts, Orientation};

/// The figures of a picture, as far as they could be read, and how reading ended.
pub(super) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    found: &mut Found,
) -> (ImageFacts, Result<(), Stop>) {
    let mut image = ImageFacts::default();
    let read = match found.format {
        Some(Format::Jpeg) => jpeg::read(source, &mut image, found),
        Some(Format::Png) => png::read(source, &mut image, found),
        Some(Format::Gif) => gif::read(source, &mut image, found),
        Some(Format::Webp) => webp::read(source, &mut image, found),
        Some(Format::Heic | Format::Avif) => heif::read(source, &mut image, found),
        Some(Format::Jxl) => jxl::read(source, &mut image, found),
        Some(Format::Tiff) => tiff::read(source, &mut image, found),
        Some(Format::Bmp) => bmp::read(source, &mut image, found),
        Some(Format::Svg) => svg::read(source, &mut image, found),
        Some(Format::Ico) => ico::read(source, &mut image, found),
        Some(Format::Psd) => psd::read(source, &mut image, found),
        _ => Ok(()),
    };
    if image.orientation.is_some_and(Orientation::swaps_axes) {
        std::mem::swap(&mut image.width, &mut image.height);
    }
    (image, read)
}
