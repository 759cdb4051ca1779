//! Every way the API says no, with LinkedIn's status, code and words.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use thiserror::Error;

use super::{Operation, Version};
use crate::urn::Urn;

#[derive(Debug, Error)]
pub(crate) enum Refusal {
    #[error("Empty oauth2_access_token")]
    EmptyToken,
    #[error("Invalid access token")]
    InvalidToken,
    #[error("The token used in the request has expired")]
    ExpiredToken,
    #[error("The token used in the request has been revoked by the user")]
    RevokedToken,
    #[error("A version must be present. Please specify a version by adding the LinkedIn-Version header.")]
    VersionMissing,
    #[error("LinkedIn-Version {0:?} is not of the form YYYYMM")]
    VersionMalformed(String),
    #[error("Requested version {0} is not active")]
    VersionInactive(Version),
    #[error("Request body could not be converted to data map")]
    NotAnObject,
    #[error("{0}")]
    Malformed(&'static str),
    #[error("{}", lines(.0))]
    Schema(Vec<SchemaFlaw>),
    #[error("{0}")]
    Value(ValueFlaw),
    #[error("Not enough permissions to access: {}.{}{}", operation.resource, operation.method, suffix(.version.as_ref()))]
    AccessDenied { operation: &'static Operation, version: Option<Version> },
    #[error("Could not find entity")]
    NotFound,
    #[error("No virtual resource found")]
    NoResource,
    #[error("The method is not supported by this resource")]
    MethodNotAllowed,
    #[error("A Content-Length header is required")]
    LengthRequired,
    #[error("The request body is larger than {0} bytes")]
    TooLarge(usize),
    #[error("The content type must be {0}")]
    UnsupportedMediaType(&'static str),
    #[error(
        "com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate of {0}"
    )]
    Duplicate(Urn),
    #[error("Resource level throttle MEMBER DAY limit for calls to this resource is reached.")]
    MemberDayLimit,
    #[error("Media asset {0} has not been uploaded yet")]
    MediaWaitingUpload(Urn),
    #[error("Media asset {0} could not be processed")]
    MediaProcessingFailed(Urn),
    #[error("The upload URL has expired")]
    ExpiredUploadUrl,
    #[error("The signature of the upload URL is not valid any more")]
    ExpiredSignature,
}

/// One `ERROR :: /path :: reason` line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("ERROR :: {path} :: {reason}")]
pub(crate) struct SchemaFlaw {
    /// The place, as `/distribution/feedDistribution`.
    pub(crate) path: String,
    pub(crate) reason: String,
}

/// A field of the right shape whose value LinkedIn does not take.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{path} :: {message}")]
pub(crate) struct ValueFlaw {
    pub(crate) code: ValueCode,
    pub(crate) path: String,
    pub(crate) message: String,
}

/// The 400 codes of the Posts API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ValueCode {
    InvalidUrnType,
    InvalidUrnId,
    FieldLengthTooLong,
    InvalidValueForField,
    InvalidValueBlankField,
    MissingField,
    InvalidVideoId,
}

impl ValueFlaw {
    pub(crate) fn new(code: ValueCode, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code, path: path.into(), message: message.into() }
    }

    pub(crate) fn invalid(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(ValueCode::InvalidValueForField, path, message)
    }
}

impl From<ValueFlaw> for Refusal {
    fn from(flaw: ValueFlaw) -> Self {
        Self::Value(flaw)
    }
}

impl ValueCode {
    fn word(self) -> &'static str {
        match self {
            Self::InvalidUrnType => "INVALID_URN_TYPE",
            Self::InvalidUrnId => "INVALID_URN_ID",
            Self::FieldLengthTooLong => "FIELD_LENGTH_TOO_LONG",
            Self::InvalidValueForField => "INVALID_VALUE_FOR_FIELD",
            Self::InvalidValueBlankField => "INVALID_VALUE_BLANK_FIELD",
            Self::MissingField => "MISSING_FIELD",
            Self::InvalidVideoId => "INVALID_VIDEO_ID",
        }
    }
}

impl Refusal {
    /// Status, `code` and `serviceErrorCode`. The numbers 65600 to 65602 are the ones often quoted.
    fn marks(&self) -> (StatusCode, Option<&'static str>, Option<u32>) {
        use StatusCode as Status;
        match self {
            Self::EmptyToken => (Status::UNAUTHORIZED, Some("EMPTY_ACCESS_TOKEN"), Some(401)),
            Self::InvalidToken => (Status::UNAUTHORIZED, Some("INVALID_ACCESS_TOKEN"), Some(65600)),
            Self::RevokedToken => (Status::UNAUTHORIZED, Some("REVOKED_ACCESS_TOKEN"), Some(65601)),
            Self::ExpiredToken => (Status::UNAUTHORIZED, Some("EXPIRED_ACCESS_TOKEN"), Some(65602)),
            Self::VersionMissing => (Status::BAD_REQUEST, Some("VERSION_MISSING"), None),
            Self::VersionMalformed(_) => (Status::BAD_REQUEST, Some("INVALID_VERSION"), None),
            Self::VersionInactive(_) => (Status::UPGRADE_REQUIRED, Some("NONEXISTENT_VERSION"), None),
            Self::NotAnObject | Self::Malformed(_) => (Status::BAD_REQUEST, Some("ILLEGAL_ARGUMENT"), None),
            Self::Schema(_) | Self::Duplicate(_) => (Status::UNPROCESSABLE_ENTITY, None, None),
            Self::Value(flaw) => (Status::BAD_REQUEST, Some(flaw.code.word()), None),
            Self::AccessDenied { .. } => (Status::FORBIDDEN, Some("ACCESS_DENIED"), Some(100)),
            Self::NotFound => (Status::NOT_FOUND, Some("NOT_FOUND"), None),
            Self::NoResource => (Status::NOT_FOUND, Some("RESOURCE_NOT_FOUND"), Some(0)),
            Self::MethodNotAllowed => (Status::METHOD_NOT_ALLOWED, Some("METHOD_NOT_ALLOWED"), None),
            Self::LengthRequired => (Status::LENGTH_REQUIRED, None, None),
            Self::TooLarge(_) => (Status::PAYLOAD_TOO_LARGE, None, None),
            Self::UnsupportedMediaType(_) => (Status::UNSUPPORTED_MEDIA_TYPE, None, None),
            Self::MemberDayLimit => (Status::TOO_MANY_REQUESTS, Some("TOO_MANY_REQUESTS"), Some(101)),
            Self::MediaWaitingUpload(_) => (Status::BAD_REQUEST, Some("MEDIA_ASSET_WAITING_UPLOAD"), None),
            Self::MediaProcessingFailed(_) => {
                (Status::BAD_REQUEST, Some("MEDIA_ASSET_PROCESSING_FAILED"), None)
            }
            Self::ExpiredSignature => (Status::UNAUTHORIZED, None, None),
            Self::ExpiredUploadUrl => (Status::BAD_REQUEST, Some("EXPIRED_UPLOAD_URL"), None),
        }
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.marks().0
    }

    /// The JSON body, as it also stands in the `errors` map of a batch answer.
    pub(crate) fn body(&self) -> Value {
        let (status, code, service_code) = self.marks();
        let mut body = Map::new();
        if matches!(self, Self::Duplicate(_)) {
            body.insert("errorDetailType".into(), json!("com.linkedin.common.error.BadRequest"));
            body.insert(
                "errorDetails".into(),
                json!({"inputErrors": [
                    {"description": "Duplicate post is detected", "input": {}, "code": "DUPLICATE_POST"}
                ]}),
            );
        }
        body.insert("message".into(), json!(self.to_string()));
        if let Some(number) = service_code {
            body.insert("serviceErrorCode".into(), json!(number));
        }
        if let Some(code) = code {
            body.insert("code".into(), json!(code));
        }
        body.insert("status".into(), json!(status.as_u16()));
        Value::Object(body)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status(), Json(self.body())).into_response()
    }
}

/// All lines, the second and later ones with a space before them, as LinkedIn writes them.
fn lines(flaws: &[SchemaFlaw]) -> String {
    flaws.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n ")
}

fn suffix(version: Option<&Version>) -> String {
    version.map(|version| format!(".{version}")).unwrap_or_default()
}
