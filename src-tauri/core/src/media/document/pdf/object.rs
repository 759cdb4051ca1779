/// A PDF object as it is written (ISO 32000-2, 7.3); what a stream holds is not part of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Null,
    Boolean(bool),
    Integer(i64),
    Real(f64),
    Name(Vec<u8>),
    String(Vec<u8>),
    Array(Vec<Object>),
    Dictionary(Dictionary),
    /// Another object, by its number. Generations have been 0 since compressed objects came.
    Reference(u32),
}

impl Object {
    pub fn number(&self) -> Option<f64> {
        match self {
            // Exact up to 2^53, far beyond any measure of a page.
            Self::Integer(value) => Some(*value as f64),
            Self::Real(value) => Some(*value),
            _ => None,
        }
    }

    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(value) => Some(*value),
            _ => None,
        }
    }

    pub fn unsigned(&self) -> Option<u64> {
        self.integer().and_then(|value| u64::try_from(value).ok())
    }

    pub fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub fn string(&self) -> Option<&[u8]> {
        match self {
            Self::String(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub fn array(&self) -> Option<&[Object]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    pub fn dictionary(&self) -> Option<&Dictionary> {
        match self {
            Self::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }
}

/// Names and what stands under them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dictionary(pub Vec<(Vec<u8>, Object)>);

impl Dictionary {
    /// Of a name that stands there twice, the last one counts. A null is as good as nothing.
    pub fn get(&self, name: &[u8]) -> Option<&Object> {
        let found = self.0.iter().rev().find(|(key, _)| key == name);
        found.map(|(_, value)| value).filter(|value| **value != Object::Null)
    }

    pub fn is(&self, name: &[u8], value: &[u8]) -> bool {
        self.get(name).and_then(Object::name) == Some(value)
    }
}

/// An object with its number, and where what its stream holds begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Indirect {
    pub number: u32,
    pub generation: u16,
    pub object: Object,
    /// The parser counts from its first byte, the reader from where the file does.
    pub stream: Option<u64>,
}
