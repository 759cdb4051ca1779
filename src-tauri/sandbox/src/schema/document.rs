//! The body of `POST /rest/documents?action=initializeUpload` (LinkedIn documents API).

use super::Shape::{Record, Urn};
use super::{Field, required};

pub(crate) const INITIALIZE_UPLOAD: &[Field] =
    &[required("initializeUploadRequest", Record(&[required("owner", Urn(&["person", "organization"]))]))];
