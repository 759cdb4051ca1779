//! The body of `POST /rest/images?action=initializeUpload` (LinkedIn images API).

use super::Shape::{Record, Text, Urn};
use super::{Field, optional, required};

pub(crate) const INITIALIZE_UPLOAD: &[Field] = &[required(
    "initializeUploadRequest",
    Record(&[
        required("owner", Urn(&["person", "organization"])),
        optional("mediaLibraryMetadata", Record(LIBRARY)),
    ]),
)];

/// Only for ads.
pub(super) const LIBRARY: &[Field] = &[
    required("associatedAccount", Urn(&["sponsoredAccount"])),
    optional("assetName", Text),
    optional("folder", Text),
];
