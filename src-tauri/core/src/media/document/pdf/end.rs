use std::io::{Read, Seek};

use memchr::memmem;

use super::parser::{Parser, is_blank};
use super::reader::Reader;
use crate::media::source::Stop;

/// Where the dictionary of a linearised file has to stand whole (ISO 32000-1, annex F.3.1).
const HEAD: usize = 1024;
/// Objects are looked for so far before the end.
const TAIL: usize = 64 * 1024;
const END: &[u8] = b"endobj";
/// What stands behind the last object.
const BEHIND: [&[u8]; 4] = [b"xref", b"trailer", b"startxref", b"%"];

/// Where a file that has no sound index is cut off.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cut {
    /// How long the file says that it is, where that is longer.
    pub meant: Option<u64>,
    /// It ends in the middle of an object.
    pub inside: bool,
}

pub(super) fn cut<R: Read + Seek>(reader: &mut Reader<R>) -> Result<Cut, Stop> {
    let len = reader.len();
    let meant = said_length(reader.bytes(0, HEAD)?).filter(|meant| *meant > len);
    let tail = reader.bytes(len.saturating_sub(TAIL as u64), TAIL)?;
    Ok(Cut { meant, inside: ends_inside(tail) })
}

/// Of a linearised file: `<</Linearized 1/L 54321…>>`.
fn said_length(head: &[u8]) -> Option<u64> {
    let word = memmem::find(head, b"/Linearized")?;
    let end = memmem::find(head.get(word..)?, b">>").map_or(head.len(), |end| word + end);
    let start = memmem::rfind(head.get(..word)?, b"<<")?;
    let dictionary = head.get(start..end)?;
    let values = memmem::find_iter(dictionary, b"/L").filter_map(|at| dictionary.get(at + 2..));
    values
        .filter(|value| value.first().is_some_and(|byte| is_blank(*byte)))
        .find_map(|value| Parser::new(value, true).unsigned().ok())
}

fn ends_inside(tail: &[u8]) -> bool {
    let behind = memmem::rfind(tail, END).and_then(|at| tail.get(at + END.len()..));
    let Some(behind) = behind else { return memmem::find(tail, b"trailer").is_none() };
    let behind = behind.get(behind.iter().take_while(|byte| is_blank(**byte)).count()..).unwrap_or_default();
    let begun = |word: &&[u8]| behind.starts_with(word) || word.starts_with(behind);
    !behind.is_empty() && !BEHIND.iter().any(begun) && memmem::find(behind, b"%%EOF").is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linearised_file_says_how_long_it_is() {
        assert_eq!(said_length(b"%PDF-1.7\n1 0 obj <</Linearized 1 /L 1522 /H [ 5 9 ]>>"), Some(1522));
        assert_eq!(said_length(b"1 0 obj <</L 7/Linearized 1>>"), Some(7));
        for other in [b"1 0 obj <</Linearized 1/Length 7>>".as_slice(), b"<</L 7>>", b"/Linearized /L 7", b""]
        {
            assert_eq!(said_length(other), None, "{}", other.escape_ascii());
        }
    }

    #[test]
    fn a_file_ends_inside_an_object_or_behind_the_last() {
        for inside in ["endobj\n7 0 obj <</Len", "endobj 7", "stream\nxyz"] {
            assert!(ends_inside(inside.as_bytes()), "{inside}");
        }
        for behind in [
            "endobj",
            "endobj\r\n\0 ",
            "endobj\nxref\n0 3\n00000",
            "endobj\nstartx",
            "endobj\n%%EO",
            "n\ntrailer <<",
        ] {
            assert!(!ends_inside(behind.as_bytes()), "{behind}");
        }
    }
}
