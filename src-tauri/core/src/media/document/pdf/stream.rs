use std::io::{Read, Seek};

use super::key::Key;
use super::object::{Dictionary, Object};
use super::predictor;
use super::reader::Reader;
use crate::media::document::inflate::{Wrapping, inflate_bytes};
use crate::media::source::Stop;

/// The longest unpacked stream made of decrypted bytes.
const MAX_DECRYPTED: usize = 4 * 1024 * 1024;

/// Which object a stream belongs to, for decrypting it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Owner {
    pub number: u32,
    pub generation: u16,
}

/// What the stream at `at` holds, as far as it can be unpacked. `length` is the one its dictionary gives, resolved.
///
/// Only structure is read, which writers leave bare or deflate: of a stream in any other coding there is nothing.
pub(super) fn read<R: Read + Seek>(
    reader: &mut Reader<R>,
    at: u64,
    length: Option<u64>,
    dictionary: &Dictionary,
    key: Option<(&Key, Owner)>,
) -> Result<Option<Vec<u8>>, Stop> {
    let Some(coding) = Coding::of(dictionary) else { return Ok(None) };
    // Deflated bytes know their own end; without a length they are followed until then.
    let end = length.map_or(reader.len(), |length| at.saturating_add(length).min(reader.len()));
    let unpacked = match (key, coding) {
        (Some((key, owner)), coding) => {
            let Some(plain) = key.decrypt(reader.copy(at..end)?, owner) else { return Ok(None) };
            match coding {
                Coding::Bare => plain,
                Coding::Deflated => {
                    let inflated = inflate_bytes(&plain, Wrapping::Zlib, MAX_DECRYPTED).bytes;
                    reader.spend(inflated.len() as u64)?;
                    inflated
                }
            }
        }
        (None, Coding::Deflated) => reader.inflate(at..end)?.bytes,
        (None, Coding::Bare) if length.is_some() => reader.copy(at..end)?,
        (None, Coding::Bare) => return Ok(None),
    };
    Ok(predictor::undo(unpacked, first(dictionary, b"DecodeParms").and_then(Object::dictionary)))
}

#[derive(Clone, Copy)]
enum Coding {
    Bare,
    Deflated,
}

impl Coding {
    fn of(dictionary: &Dictionary) -> Option<Self> {
        match dictionary.get(b"Filter") {
            None => Some(Self::Bare),
            Some(Object::Array(filters)) if filters.is_empty() => Some(Self::Bare),
            Some(Object::Array(filters)) if filters.len() > 1 => None,
            Some(_) => match first(dictionary, b"Filter").and_then(Object::name) {
                Some(b"FlateDecode" | b"Fl") => Some(Self::Deflated),
                _ => None,
            },
        }
    }
}

/// A value that may stand alone or in an array of one.
fn first<'a>(dictionary: &'a Dictionary, name: &[u8]) -> Option<&'a Object> {
    match dictionary.get(name)? {
        Object::Array(items) => items.first(),
        single => Some(single),
    }
}
