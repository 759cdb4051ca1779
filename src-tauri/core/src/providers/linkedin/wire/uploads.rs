//! What announces a file and completes it, and the addresses that come back.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::post::Urn;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InitializeUpload<T> {
    pub initialize_upload_request: T,
}

/// An image or a document.
#[derive(Serialize)]
pub struct Owner {
    pub owner: Urn,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VideoUpload {
    pub owner: Urn,
    pub file_size_bytes: u64,
    pub upload_captions: bool,
    pub upload_thumbnail: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FinalizeUpload {
    pub finalize_upload_request: UploadedParts,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UploadedParts {
    pub video: Value,
    pub upload_token: Value,
    pub uploaded_part_ids: Value,
}

/// What stands before the captions of a video. LinkedIn names a format and a locale; the whole is as three public
/// clients send it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CaptionsMetadata {
    pub format: &'static str,
    pub formatted_for_easy_reader: bool,
    pub large_text: bool,
    pub source: &'static str,
    pub locale: CaptionsLocale,
    pub transcript_type: &'static str,
}

#[derive(Serialize)]
pub struct CaptionsLocale {
    pub country: String,
    pub language: String,
}

#[derive(Deserialize)]
pub struct InitializedUpload {
    pub value: UploadTicket,
}

/// An image and a document have one address, a video an instruction for each part.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UploadTicket {
    #[serde(alias = "image", alias = "document", alias = "video")]
    pub urn: Urn,
    pub upload_url: Option<String>,
    pub upload_instructions: Option<Vec<UploadInstruction>>,
    pub upload_token: Option<String>,
    #[serde(rename = "captionsUploadUrl")]
    pub captions: Option<String>,
    #[serde(rename = "thumbnailUploadUrl")]
    pub thumbnail: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UploadInstruction {
    pub upload_url: String,
    pub first_byte: u64,
    pub last_byte: u64,
}
