//! Reads the headers of picture formats, one file per format, hopping from structure to structure.
//! It must not decode pixels, allocate by a length it read, or follow a structure without an end in sight.

pub(super) mod exif;
pub(super) mod gif;
pub(super) mod jpeg;
pub(super) mod png;
