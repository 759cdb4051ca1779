mod strings;

use super::object::{Dictionary, Indirect, Object};

/// Arrays and dictionaries in one another; real ones stay below ten.
const MAX_DEPTH: usize = 64;

/// Why nothing could be parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// The bytes at hand end too early; with more of them it may go on.
    Cut,
    Nonsense,
}

/// Reads objects from bytes at hand. Every step goes forward, and what is built takes no more room than a fixed
/// multiple of the bytes it was built from.
pub(super) struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Nothing follows these bytes, so that a number or a name may end with them.
    whole: bool,
}

impl<'a> Parser<'a> {
    pub fn new(bytes: &'a [u8], whole: bool) -> Self {
        Self { bytes, at: 0, whole }
    }

    /// Bytes gone past.
    pub fn at(&self) -> usize {
        self.at
    }

    /// `12 0 obj` and what follows it.
    pub fn indirect(&mut self) -> Result<Indirect, Flaw> {
        let number = self.unsigned()?.try_into().map_err(|_| Flaw::Nonsense)?;
        let generation = self.unsigned()?.try_into().map_err(|_| Flaw::Nonsense)?;
        if !self.keyword(b"obj")? {
            return Err(Flaw::Nonsense);
        }
        let object = self.object()?;
        let mut stream = None;
        if matches!(object, Object::Dictionary(_)) && self.keyword(b"stream")? {
            // One end of line, which is never a lone carriage return, but for writers that write one.
            if self.peek() == Some(b'\r') {
                self.at += 1;
            }
            if self.peek() == Some(b'\n') {
                self.at += 1;
            }
            stream = Some(self.at as u64);
        }
        Ok(Indirect { number, generation, object, stream })
    }

    /// A whole number without a sign.
    pub fn unsigned(&mut self) -> Result<u64, Flaw> {
        self.skip_blank();
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.ended()?;
        let digits = self.bytes.get(start..self.at).unwrap_or_default();
        std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()).ok_or(Flaw::Nonsense)
    }

    /// Goes past this word if it stands here.
    pub fn keyword(&mut self, word: &[u8]) -> Result<bool, Flaw> {
        self.skip_blank();
        let rest = self.rest();
        if rest.len() < word.len() && !self.whole && word.starts_with(rest) {
            return Err(Flaw::Cut);
        }
        let here = rest.starts_with(word);
        self.at += if here { word.len() } else { 0 };
        Ok(here)
    }

    pub fn object(&mut self) -> Result<Object, Flaw> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Result<Object, Flaw> {
        if depth > MAX_DEPTH {
            return Err(Flaw::Nonsense);
        }
        self.skip_blank();
        match self.peek() {
            None => Err(self.no_more()),
            Some(b'/') => self.name().map(Object::Name),
            Some(b'(') => self.literal().map(Object::String),
            Some(b'[') => self.array(depth),
            Some(b'<') => match self.bytes.get(self.at + 1) {
                None => Err(self.no_more()),
                Some(b'<') => self.dictionary(depth),
                Some(_) => self.hexadecimal().map(Object::String),
            },
            Some(b'0'..=b'9' | b'+' | b'-' | b'.') => self.number_or_reference(),
            Some(_) => self.word(),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Object, Flaw> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_blank();
            match self.peek() {
                None => return Err(self.no_more()),
                Some(b']') => {
                    self.at += 1;
                    return Ok(Object::Array(items));
                }
                Some(_) => items.push(self.nested(depth + 1)?),
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Result<Object, Flaw> {
        self.at += 2;
        let mut entries = Vec::new();
        loop {
            self.skip_blank();
            match self.peek() {
                None => return Err(self.no_more()),
                Some(b'>') => {
                    self.at += if self.rest().starts_with(b">>") { 2 } else { 1 };
                    return Ok(Object::Dictionary(Dictionary(entries)));
                }
                Some(b'/') => {
                    let name = self.name()?;
                    self.skip_blank();
                    let value = match self.peek() {
                        Some(b'>') if self.rest().starts_with(b">>") => Object::Null,
                        _ => self.nested(depth + 1)?,
                    };
                    entries.push((name, value));
                }
                // Readers go past what is no name.
                Some(_) => drop(self.nested(depth + 1)?),
            }
        }
    }

    fn name(&mut self) -> Result<Vec<u8>, Flaw> {
        self.at += 1;
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        self.ended()?;
        let written = self.bytes.get(start..self.at).unwrap_or_default();
        let mut name = Vec::with_capacity(written.len());
        let mut rest = written;
        while let [first, after @ ..] = rest {
            let escaped = match rest {
                [b'#', high, low, ..] => hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low),
                _ => None,
            };
            name.push(escaped.unwrap_or(*first));
            rest = if escaped.is_some() { rest.get(3..).unwrap_or_default() } else { after };
        }
        Ok(name)
    }

    fn number_or_reference(&mut self) -> Result<Object, Flaw> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.')) {
            self.at += 1;
        }
        self.ended()?;
        let written = std::str::from_utf8(self.bytes.get(start..self.at).unwrap_or_default());
        let written = written.map_err(|_| Flaw::Nonsense)?;
        let Ok(integer) = written.parse::<i64>() else {
            // What makes no number, like `1.2.3`, is a value nobody has.
            return Ok(written.parse().map_or(Object::Null, Object::Real));
        };
        let after = self.at;
        if let Ok(number) = u32::try_from(integer) {
            match self.reference() {
                Ok(true) => return Ok(Object::Reference(number)),
                Ok(false) => {}
                Err(flaw) => return Err(flaw),
            }
            self.at = after;
        }
        Ok(Object::Integer(integer))
    }

    /// Whether a generation and an `R` follow.
    fn reference(&mut self) -> Result<bool, Flaw> {
        self.skip_blank();
        match self.peek() {
            Some(byte) if byte.is_ascii_digit() => {}
            None if !self.whole => return Err(Flaw::Cut),
            _ => return Ok(false),
        }
        match self.unsigned() {
            Ok(_) => {}
            Err(Flaw::Cut) => return Err(Flaw::Cut),
            Err(Flaw::Nonsense) => return Ok(false),
        }
        let apart = self.at;
        Ok(self.keyword(b"R")? && self.at > apart + 1 && !self.peek().is_some_and(is_regular))
    }

    fn word(&mut self) -> Result<Object, Flaw> {
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        self.ended()?;
        match self.bytes.get(start..self.at).unwrap_or_default() {
            b"true" => Ok(Object::Boolean(true)),
            b"false" => Ok(Object::Boolean(false)),
            b"null" => Ok(Object::Null),
            _ => Err(Flaw::Nonsense),
        }
    }

    /// Goes past white space and comments.
    pub fn skip_blank(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| !matches!(byte, b'\r' | b'\n')) {
                    self.at += 1;
                }
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// A word of the file that reaches to the end of these bytes may go on behind them.
    fn ended(&self) -> Result<(), Flaw> {
        if self.at < self.bytes.len() || self.whole { Ok(()) } else { Err(Flaw::Cut) }
    }

    fn no_more(&self) -> Flaw {
        if self.whole { Flaw::Nonsense } else { Flaw::Cut }
    }

    fn next(&mut self) -> Result<u8, Flaw> {
        let byte = self.peek().ok_or(self.no_more())?;
        self.at += 1;
        Ok(byte)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex(byte: u8) -> Option<u8> {
    // Below 16.
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}
