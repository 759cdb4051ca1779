use super::object::{Dictionary, Object};
use super::parser::Parser;

/// An object stream, unpacked: objects one behind the other, and a list of where each begins
/// (ISO 32000-2, 7.5.7).
pub(super) struct Packed {
    bytes: Vec<u8>,
    /// Numbers, and where in the bytes.
    pub objects: Vec<(u32, u32)>,
    /// How long the list of them was.
    pub list: usize,
}

impl Packed {
    pub fn new(bytes: Vec<u8>, dictionary: &Dictionary) -> Option<Self> {
        let size = |name: &[u8]| {
            let value = dictionary.get(name).and_then(Object::unsigned)?;
            usize::try_from(value).ok()
        };
        let (count, first) = (size(b"N")?, size(b"First")?);
        let mut list = Parser::new(bytes.get(..first)?, true);
        let mut objects = Vec::new();
        // What the list really holds decides, not what is said of it.
        while objects.len() < count {
            let (Ok(number), Ok(offset)) = (list.unsigned(), list.unsigned()) else { break };
            let at = offset.checked_add(first as u64).and_then(|at| u32::try_from(at).ok());
            objects.extend(u32::try_from(number).ok().zip(at));
        }
        let list = list.at();
        Some(Self { bytes, objects, list })
    }

    /// The object of this number and how much was gone through for it; at `index`, or wherever it is.
    pub fn object(&self, number: u32, index: u32) -> Option<(Object, u64)> {
        let expected = usize::try_from(index).ok().and_then(|index| self.objects.get(index));
        let found = expected.filter(|(found, _)| *found == number);
        let looked = if found.is_some() { 1 } else { self.objects.len() };
        let (_, at) = found.or_else(|| self.objects.iter().find(|(found, _)| *found == number))?;
        let mut parser = Parser::new(self.bytes.get(*at as usize..)?, true);
        let object = parser.object().unwrap_or(Object::Null);
        Some((object, (parser.at() + looked) as u64))
    }
}
