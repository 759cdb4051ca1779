//! Reads the headers of picture formats, one file per format, hopping from structure to structure.
//! It must not decode pixels, allocate by a length it read, or follow a structure without an end in sight.

pub(super) mod exif;
pub(super) mod gif;
pub(super) mod jpeg;
pub(super) mod png;

use std::io::{Read, Seek};

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
        _ => Ok(()),
    };
    if image.orientation.is_some_and(Orientation::swaps_axes) {
        std::mem::swap(&mut image.width, &mut image.height);
    }
    (image, read)
}
