use std::collections::{HashMap, HashSet};
use std::io::{Read, Seek};
use std::rc::Rc;

use super::index::{Index, Opening};
use super::key::{Key, Lock, unlock};
use super::object::{Dictionary, Indirect, Object};
use super::packed::Packed;
use super::reader::Reader;
use super::section::Place;
use super::stream::{self, Owner};
use crate::media::source::Stop;

/// References to references; no writer makes one, and a circle has no end.
const MAX_HOPS: usize = 8;

/// A file whose objects can be had by number.
pub(super) struct File<'r, 'a, R> {
    reader: &'r mut Reader<'a, R>,
    index: Index,
    trailer: Dictionary,
    key: Option<Key>,
    /// Where objects are that were asked for, in one go or singly.
    places: HashMap<u32, Place>,
    /// Object streams already unpacked. All of them together are within the work that a file is worth.
    streams: HashMap<u32, Option<Rc<Packed>>>,
    /// The index told of an object where there is none.
    pub index_lies: bool,
}

/// What looking up an object counts as work, because it is remembered: all of them then take some 15 MB.
const LOOK_UP: u64 = 32;
/// Objects found in streams where no index tells of them.
const MAX_INSIDE: usize = 256 * 1024;

/// How a document is locked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Locked {
    pub encrypted: bool,
    /// `None` where the lock is not one of passwords.
    pub needs_password: Option<bool>,
}

impl<'r, 'a, R: Read + Seek> File<'r, 'a, R> {
    /// Gets the key along, where the password is empty.
    pub fn open(reader: &'r mut Reader<'a, R>, opening: Opening) -> Result<(Self, Locked), Stop> {
        let Opening { index, trailer } = opening;
        let mut file = Self {
            reader,
            index,
            trailer,
            key: None,
            places: HashMap::new(),
            streams: HashMap::new(),
            index_lies: false,
        };
        let encrypt = match file.trailer.get(b"Encrypt").cloned() {
            None => return Ok((file, Locked { encrypted: false, needs_password: Some(false) })),
            Some(encrypt) => file.resolve(encrypt)?,
        };
        let id = match file.trailer.get(b"ID").cloned() {
            Some(id) => file.resolve(id)?,
            None => Object::Null,
        };
        let id = id.array().and_then(|id| id.first()?.string()).unwrap_or_default();
        let lock = encrypt.dictionary().map_or(Lock::Unknown, |encrypt| unlock(encrypt, id));
        let needs_password = match lock {
            Lock::Open(key) => {
                file.key = Some(key);
                Some(false)
            }
            Lock::Password => Some(true),
            Lock::Unknown => None,
        };
        Ok((file, Locked { encrypted: true, needs_password }))
    }

    /// What stands under a name of the trailer.
    pub fn in_trailer(&mut self, name: &[u8]) -> Result<Object, Stop> {
        match self.trailer.get(name).cloned() {
            Some(object) => self.resolve(object),
            None => Ok(Object::Null),
        }
    }

    /// What stands under a name, if anything does, and not a reference to it.
    pub fn value(&mut self, dictionary: &Dictionary, name: &[u8]) -> Result<Option<Object>, Stop> {
        match dictionary.get(name) {
            None => Ok(None),
            Some(Object::Reference(number)) => {
                let value = self.resolve(Object::Reference(*number))?;
                Ok(Some(value).filter(|value| *value != Object::Null))
            }
            Some(value) => Ok(Some(value.clone())),
        }
    }

    pub fn resolve(&mut self, mut object: Object) -> Result<Object, Stop> {
        for _ in 0..MAX_HOPS {
            match object {
                Object::Reference(number) => object = self.object(number)?,
                other => return Ok(other),
            }
        }
        Ok(Object::Null)
    }

    /// The object of this number; null where there is none.
    pub fn object(&mut self, number: u32) -> Result<Object, Stop> {
        match self.place(number)? {
            Place::Free => Ok(Object::Null),
            Place::At(at) => Ok(self.direct(number, at)?.map_or(Object::Null, |found| found.object)),
            Place::In { stream, index } => {
                let Some(packed) = self.packed(stream)? else { return Ok(self.lie()) };
                let Some((object, work)) = packed.object(number, index) else { return Ok(self.lie()) };
                self.reader.spend(1 + work)?;
                Ok(object)
            }
        }
    }

    /// Looks up where these objects are before they are asked for, in the order of the index, which is in few reads.
    pub fn foresee(&mut self, numbers: impl Iterator<Item = u32>) -> Result<(), Stop> {
        let mut wanted: Vec<u32> = numbers.filter(|number| !self.places.contains_key(number)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        for number in wanted {
            self.place(number)?;
        }
        Ok(())
    }

    /// Makes the objects known that are in object streams, where no index tells of them.
    pub fn look_inside_streams(&mut self) -> Result<(), Stop> {
        let Index::Searched(searched) = &self.index else { return Ok(()) };
        let (streams, mut done) = (searched.streams.clone(), HashSet::new());
        let mut inside = HashMap::new();
        for stream in streams.into_iter().filter(|stream| done.insert(*stream)) {
            let Some(packed) = self.packed(stream)? else { continue };
            let room = MAX_INSIDE.saturating_sub(inside.len());
            let numbered = (0..).zip(packed.objects.iter().take(room));
            inside.extend(numbered.map(|(index, (number, _))| (*number, (stream, index))));
        }
        if let Index::Searched(searched) = &mut self.index {
            searched.inside = inside;
        }
        self.places.clear();
        Ok(())
    }

    pub fn spend(&mut self, work: u64) -> Result<(), Stop> {
        self.reader.spend(work)
    }

    /// Allows so many more bytes to be read, and not more than the file has: sound files hold nothing twice.
    pub fn extend_budget(&mut self, bytes: u64) {
        self.reader.extend_budget(bytes.min(self.reader.len()));
    }

    fn place(&mut self, number: u32) -> Result<Place, Stop> {
        if let Some(place) = self.places.get(&number) {
            return Ok(*place);
        }
        self.reader.spend(LOOK_UP)?;
        let place = self.index.place(self.reader, number)?;
        self.places.insert(number, place);
        Ok(place)
    }

    fn direct(&mut self, number: u32, at: u64) -> Result<Option<Indirect>, Stop> {
        let found = self.reader.indirect(at)?.filter(|found| found.number == number);
        self.index_lies |= found.is_none();
        Ok(found)
    }

    fn lie(&mut self) -> Object {
        self.index_lies = true;
        Object::Null
    }

    fn packed(&mut self, stream: u32) -> Result<Option<Rc<Packed>>, Stop> {
        if let Some(packed) = self.streams.get(&stream) {
            return Ok(packed.clone());
        }
        // Noted first: a stream whose length is said to be inside it is asked for again on the way.
        self.streams.insert(stream, None);
        let packed = self.unpack(stream)?.map(Rc::new);
        self.streams.insert(stream, packed.clone());
        Ok(packed)
    }

    fn unpack(&mut self, stream: u32) -> Result<Option<Packed>, Stop> {
        // An object stream is never inside another.
        let Place::At(at) = self.place(stream)? else { return Ok(None) };
        let Some(found) = self.direct(stream, at)? else { return Ok(None) };
        let (Object::Dictionary(dictionary), Some(data)) = (found.object, found.stream) else {
            return Ok(None);
        };
        let length = self.value(&dictionary, b"Length")?.as_ref().and_then(Object::unsigned);
        let owner = Owner { number: stream, generation: found.generation };
        let key = self.key.as_ref().map(|key| (key, owner));
        let bytes = stream::read(self.reader, data, length, &dictionary, key)?;
        let packed = bytes.and_then(|bytes| Packed::new(bytes, &dictionary));
        self.reader.spend(packed.as_ref().map_or(0, |packed| packed.list as u64))?;
        Ok(packed)
    }
}
