//! The post file, `*.galley.json`: a post as people and scripts write it down. docs/post.schema.json describes it.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, Visitor, value::MapAccessDeserializer},
};
use serde_json::{Map, Value};
use thiserror::Error;

use super::{Author, Commentary, Sponsored, Visibility};

mod attachment;
mod mentions;
mod sponsored;

pub use attachment::{FileAttachment, FileCaptions, FileDocument, FileImage, FileLink, FileVideo};
pub use mentions::MentionError;
pub use sponsored::{FileCard, FileCarousel};

/// The version of the format that this Galley reads.
const VERSION: u64 = 1;

/// A post as its file says it. Like a draft it may break every rule of a provider; unlike a draft it names its files
/// by their paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostFile {
    /// Who it speaks as; `None` leaves it to the account.
    pub author: Option<Author>,
    pub commentary: Commentary,
    pub visibility: Visibility,
    pub reshare_disabled: bool,
    pub comments_closed: bool,
    /// Plain text; empty for nothing.
    pub first_comment: String,
    pub attachment: FileAttachment,
    /// Of a carousel too, which says it itself.
    pub sponsored: Option<Sponsored>,
}

/// Why a text is no post file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PostFileError {
    #[error("this is not JSON: {0}")]
    NotJson(String),
    #[error("a post file is one JSON object")]
    NotAnObject,
    #[error(
        "this is no post file: the key `galley`, which says the version of the format, is missing; write \"galley\": 1"
    )]
    Unversioned,
    #[error(
        "this looks like an Ayrshare body, which this Galley does not read yet; write a post file with \"galley\": 1"
    )]
    Ayrshare,
    #[error("`galley` is {0}; this Galley reads post files of version {VERSION}")]
    OtherVersion(Value),
    /// `place` is a path of keys, `attachment.images[0].file`; empty for the whole file.
    #[error("{}{why}", if place.is_empty() { String::new() } else { format!("{place}: ") })]
    Invalid { place: String, why: String },
}

impl PostFile {
    /// Whether a text is meant as a post file, be it one that is refused.
    pub fn is_meant(text: &str) -> bool {
        matches!(version(without_mark(text)), Ok(()) | Err(PostFileError::OtherVersion(_)))
    }

    /// Reads a post file. What it does not know it refuses: a misspelt key would be a wish that nobody hears.
    pub fn parse(text: &str) -> Result<PostFile, PostFileError> {
        let text = without_mark(text);
        version(text)?;
        let mut json = serde_json::Deserializer::from_str(text);
        let Object::<PostKeys>(post) = serde_path_to_error::deserialize(&mut json).map_err(|error| {
            let place = error.path().to_string();
            let place = if place == "." { String::new() } else { place };
            let why = if place.is_empty() { json_flaw(error.inner()) } else { plain(error.inner()) };
            PostFileError::Invalid { place, why }
        })?;
        let attachment = post.attachment.unwrap_or_default();
        let sponsored = sponsored::of(post.sponsored, &attachment)?;
        Ok(PostFile {
            author: post.author,
            commentary: post.commentary.map(|Written(commentary)| commentary).unwrap_or_default(),
            visibility: post.visibility.unwrap_or_default(),
            reshare_disabled: post.reshare_disabled.unwrap_or_default(),
            comments_closed: post.comments_closed.unwrap_or_default(),
            first_comment: post.first_comment.unwrap_or_default(),
            attachment,
            sponsored,
        })
    }
}

/// Some editors put a byte order mark first.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

/// Looked at first, so that a file of a later version is told by its version and not by a key it has more.
fn version(text: &str) -> Result<(), PostFileError> {
    let keys = match serde_json::from_str(text) {
        Ok(Value::Object(keys)) => keys,
        Ok(_) => return Err(PostFileError::NotAnObject),
        Err(error) => return Err(PostFileError::NotJson(json_flaw(&error))),
    };
    let has = |key| Map::contains_key(&keys, key);
    match keys.get("galley") {
        Some(version) if version.as_u64() == Some(VERSION) => Ok(()),
        Some(version) => Err(PostFileError::OtherVersion(version.clone())),
        None if has("post") && has("platforms") => Err(PostFileError::Ayrshare),
        None => Err(PostFileError::Unversioned),
    }
}

/// Why and where a text is not the JSON it should be, for people: “line 1, column 2: a value is missing here”.
pub fn json_flaw(error: &serde_json::Error) -> String {
    let what = plain(error);
    let what = match what.as_str() {
        "expected value" | "expected ident" => {
            "this is no value. A text stands in \"double quotes\"; the others are numbers, true, false, null, [lists] \
             and {objects}"
        }
        what => what,
    };
    match error.line() {
        0 => what.to_owned(),
        line => format!("line {line}, column {}: {what}", error.column()),
    }
}

/// Without the place, which a path of keys says better.
fn plain(error: &serde_json::Error) -> String {
    let told = error.to_string();
    told.rsplit_once(" at line ").map_or(told.as_str(), |(what, _)| what).to_owned()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "some keys are read to be checked alone")]
struct PostKeys {
    galley: u64,
    author: Option<Author>,
    commentary: Option<Written>,
    visibility: Option<Visibility>,
    reshare_disabled: Option<bool>,
    comments_closed: Option<bool>,
    first_comment: Option<String>,
    attachment: Option<FileAttachment>,
    sponsored: Option<sponsored::FileSponsored>,
    #[serde(default)]
    audience: NotYet,
    #[serde(default)]
    schedule: NotYet,
}

/// Text with its mentions spelled out.
struct Written(Commentary);

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        mentions::read(&String::deserialize(json)?).map(Written).map_err(de::Error::custom)
    }
}

/// The value of a key that a later version will hear. Null and whatever is empty wish for nothing.
#[derive(Default)]
struct NotYet;

impl<'de> Deserialize<'de> for NotYet {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let empty = match Value::deserialize(json)? {
            Value::Null => true,
            Value::Array(items) => items.is_empty(),
            Value::Object(keys) => keys.is_empty(),
            Value::String(text) => text.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        };
        let why = "this is not supported yet; leave it out, or make the post on LinkedIn itself";
        if empty { Ok(NotYet) } else { Err(de::Error::custom(why)) }
    }
}

/// A `T` written as an object. A derived reader would take a list of its values as well.
struct Object<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_map(ObjectVisitor(PhantomData))
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, keys: A) -> Result<Object<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(keys)).map(Object)
    }
}

#[cfg(test)]
mod tests;
