//! The bodies of `POST /rest/videos?action=…` (LinkedIn videos API).

use super::Shape::{Anything, Count, Flag, List, Record, Text, Urn};
use super::{Field, image, optional, required};

pub(crate) const INITIALIZE_UPLOAD: &[Field] = &[required(
    "initializeUploadRequest",
    Record(&[
        required("owner", Urn(&["person", "organization"])),
        required("fileSizeBytes", Count),
        optional("uploadCaptions", Flag),
        optional("uploadThumbnail", Flag),
        optional("purpose", Text),
        optional("mediaLibraryMetadata", Record(image::LIBRARY)),
        // Since 202602.
        optional("templateName", Text),
        optional("linkbackContext", Anything),
    ]),
)];

pub(crate) const FINALIZE_UPLOAD: &[Field] = &[required(
    "finalizeUploadRequest",
    Record(&[
        required("video", Urn(&["video"])),
        required("uploadToken", Text),
        required("uploadedPartIds", List(&Text)),
    ]),
)];
