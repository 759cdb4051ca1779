use std::fmt;
use std::io::{self, Read};

use serde::{Deserialize, Serialize};
use specta::Type;

/// The identity of a file's content, whatever its name: the BLAKE3 hash of all its bytes, in hex.
///
/// Hashing streams the whole file in bounded memory (about 10 ms for a 16 MB photograph), so it is
/// done for thumbnails and before publishing, and never for facts, which stay header-only.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct ContentId(String);

impl ContentId {
    /// Reads `reader` to its end.
    pub fn of(reader: impl Read) -> io::Result<Self> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(reader)?;
        Ok(Self(hasher.finalize().to_hex().to_string()))
    }

    /// 64 lower-case hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ContentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
