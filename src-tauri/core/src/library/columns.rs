//! How values become columns, and columns values again.

use std::{
    fmt::Display,
    path::{Path, PathBuf},
    str::FromStr,
};

use jiff::Timestamp;
use rusqlite::{
    Row,
    types::{FromSqlError, Type},
};

use crate::post::AttachmentKind;

/// A column holding the text form of an id, a URN…
pub(super) fn parsed<T>(row: &Row<'_>, column: &str) -> rusqlite::Result<T>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    let text: String = row.get(column)?;
    text.parse().map_err(|error| unreadable(row, column, error))
}

/// The same, where it may be missing.
pub(super) fn parsed_if_any<T>(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<T>>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    match row.get_ref(column)? {
        rusqlite::types::ValueRef::Null => Ok(None),
        _ => parsed(row, column).map(Some),
    }
}

pub(super) fn text(value: Option<impl Display>) -> Option<String> {
    value.map(|value| value.to_string())
}

/// What an attachment is called in a column.
const ATTACHMENTS: [(AttachmentKind, &str); 8] = [
    (AttachmentKind::None, "none"),
    (AttachmentKind::Images, "images"),
    (AttachmentKind::Video, "video"),
    (AttachmentKind::Document, "document"),
    (AttachmentKind::Link, "link"),
    (AttachmentKind::Poll, "poll"),
    (AttachmentKind::Reshare, "reshare"),
    (AttachmentKind::Carousel, "carousel"),
];

pub(super) fn attachment_word(kind: AttachmentKind) -> &'static str {
    ATTACHMENTS.iter().find(|(known, _)| *known == kind).map_or("none", |(_, word)| word)
}

/// A kind that only a newer Galley knows is shown as none: the row is listed all the same.
pub(super) fn attachment(row: &Row<'_>) -> rusqlite::Result<AttachmentKind> {
    let word: String = row.get("attachment")?;
    Ok(ATTACHMENTS.iter().find(|(_, known)| *known == word).map_or(AttachmentKind::None, |(kind, _)| *kind))
}

pub(super) fn moment(row: &Row<'_>, column: &str) -> rusqlite::Result<Timestamp> {
    let milliseconds: i64 = row.get(column)?;
    Timestamp::from_millisecond(milliseconds).map_err(|error| unreadable(row, column, error))
}

pub(super) fn moment_if_any(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Timestamp>> {
    match row.get::<_, Option<i64>>(column)? {
        None => Ok(None),
        Some(_) => moment(row, column).map(Some),
    }
}

pub(super) fn path_bytes(path: &Path) -> Vec<u8> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        path.as_os_str().as_bytes().to_vec()
    }
    #[cfg(windows)]
    {
        use std::os::windows::ffi::OsStrExt;
        path.as_os_str().encode_wide().flat_map(u16::to_le_bytes).collect()
    }
}

pub(super) fn path(bytes: Vec<u8>) -> PathBuf {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt;
        std::ffi::OsString::from_vec(bytes).into()
    }
    #[cfg(windows)]
    {
        use std::os::windows::ffi::OsStringExt;
        let wide: Vec<u16> =
            bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        std::ffi::OsString::from_wide(&wide).into()
    }
}

fn unreadable(
    row: &Row<'_>,
    column: &str,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    let index = row.as_ref().column_index(column).unwrap_or_default();
    rusqlite::Error::FromSqlConversionFailure(
        index,
        Type::Text,
        Box::new(FromSqlError::Other(Box::new(error))),
    )
}
