mod crafted;
mod large;
mod mangled;
mod refused;
mod stretches;

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use crate::media::examine::{HEADER_BUDGET, read_facts};
use crate::media::source::Source;
use crate::media::{Facts, VideoFacts};

/// The facts of a film, and how many of its bytes were read.
fn examined_from(film: impl Read + Seek, len: u64) -> (Facts, u64) {
    let mut source = Source::new(film, len, HEADER_BUDGET);
    let facts = read_facts(&mut source, serde_json::from_str("\"now\"").unwrap()).unwrap();
    (facts, source.bytes_read())
}

fn examined(bytes: &[u8]) -> (Facts, u64) {
    examined_from(Cursor::new(bytes), bytes.len() as u64)
}

fn facts(bytes: &[u8]) -> Facts {
    examined(bytes).0
}

fn video(facts: &Facts) -> &VideoFacts {
    facts.video().unwrap()
}

fn atom(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(content.len() + 8).unwrap();
    [&size.to_be_bytes(), kind.as_slice(), content].concat()
}

fn atom_64(kind: &[u8; 4], size: u64, content: &[u8]) -> Vec<u8> {
    [&1_u32.to_be_bytes(), kind.as_slice(), &size.to_be_bytes(), content].concat()
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

fn ftyp() -> Vec<u8> {
    atom(b"ftyp", b"isom\0\0\x02\0isomiso2avc1mp41")
}

/// A film of one track, to be changed before its bytes are made.
#[derive(Clone)]
struct Made {
    codec: [u8; 4],
    size: (u16, u16),
    /// Ticks of a thousandth of a second.
    movie_duration: u32,
    /// The same of the media, whose clock ticks as fast.
    duration: u32,
    matrix: [i32; 4],
    frames: u32,
    each: u32,
    /// Behind the description of the pictures.
    entry: Vec<u8>,
    /// More tables.
    tables: Vec<u8>,
    edits: Vec<u8>,
    extends: Vec<u8>,
}

impl Default for Made {
    fn default() -> Self {
        Self {
            codec: *b"avc1",
            size: (320, 180),
            movie_duration: 4000,
            duration: 4000,
            matrix: [1 << 16, 0, 0, 1 << 16],
            frames: 100,
            each: 40,
            entry: Vec::new(),
            tables: Vec::new(),
            edits: Vec::new(),
            extends: Vec::new(),
        }
    }
}

impl Made {
    fn matrix(&self) -> Vec<u8> {
        let [a, b, c, d] = self.matrix.map(i32::cast_unsigned);
        numbers(&[a, b, 0, c, d, 0, 0, 0, 1 << 30])
    }

    fn moov(&self) -> Vec<u8> {
        let upright = Self { matrix: Self::default().matrix, ..self.clone() }.matrix();
        let mvhd = [numbers(&[0, 0, 0, 1000, self.movie_duration, 1 << 16, 0, 0, 0]), upright, vec![0; 28]];
        let shown = [u32::from(self.size.0) << 16, u32::from(self.size.1) << 16];
        let tkhd =
            [numbers(&[1, 0, 0, 1, 0, self.movie_duration, 0, 0, 0, 0]), self.matrix(), numbers(&shown)]
                .concat();
        let mdhd = numbers(&[0, 0, 0, 1000, self.duration, 0]);
        let hdlr = [numbers(&[0, 0]), b"vide".to_vec(), vec![0; 13]].concat();
        let mut entry = vec![0; 78];
        entry[24..26].copy_from_slice(&self.size.0.to_be_bytes());
        entry[26..28].copy_from_slice(&self.size.1.to_be_bytes());
        entry.extend(&self.entry);
        let stsd = [numbers(&[0, 1]), atom(&self.codec, &entry)].concat();
        let runs = if self.frames > 0 { vec![0, 1, self.frames, self.each] } else { vec![0, 0] };
        let tables = [
            atom(b"stsd", &stsd),
            atom(b"stts", &numbers(&runs)),
            atom(b"stsz", &numbers(&[0, 1, self.frames])),
            self.tables.clone(),
        ];
        let minf = atom(b"minf", &atom(b"stbl", &tables.concat()));
        let mdia = [atom(b"mdhd", &mdhd), atom(b"hdlr", &hdlr), minf].concat();
        let trak = [atom(b"tkhd", &tkhd), self.edits.clone(), atom(b"mdia", &mdia)].concat();
        let moov = [atom(b"mvhd", &mvhd.concat()), atom(b"trak", &trak), self.extends.clone()].concat();
        atom(b"moov", &moov)
    }

    /// The index in front of some data.
    fn film(&self) -> Vec<u8> {
        [ftyp(), self.moov(), atom(b"mdat", &[7; 100])].concat()
    }
}

/// A long file of which only some parts hold anything.
struct Sparse {
    len: u64,
    at: u64,
    parts: Vec<(u64, Vec<u8>)>,
}

impl Read for Sparse {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.len.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let length = out.len().min(left);
        out[..length].fill(0);
        for (start, part) in &self.parts {
            let (from, to) =
                ((*start).max(self.at), (start + part.len() as u64).min(self.at + length as u64));
            if from < to {
                let (from_here, to_here) = ((from - self.at) as usize, (to - self.at) as usize);
                out[from_here..to_here]
                    .copy_from_slice(&part[(from - start) as usize..(to - start) as usize]);
            }
        }
        self.at += length as u64;
        Ok(length)
    }
}

impl Seek for Sparse {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        if let SeekFrom::Start(at) = to {
            self.at = at;
        }
        Ok(self.at)
    }
}
