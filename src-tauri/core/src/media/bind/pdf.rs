use std::fmt::{self, Display};
use std::io::{self, Read, Write};

use super::error::Halt;

/// Bytes copied at once.
const PIECE: usize = 64 * 1024;
/// Places of ten digits are all that a table of objects holds (ISO 32000-1, 7.5.4).
const END: u64 = 10_000_000_000;

/// A PDF on its way into a file: objects go out as they come, and only where each began is kept.
///
/// Our own, because every writer at hand (pdf-writer 0.15, lopdf 0.47, printpdf 0.12, krilla 0.8) builds the whole file
/// in memory, and of the last two one decodes a PNG and the other a JPEG too before it takes them.
pub(super) struct Pdf<W> {
    out: Counted<W>,
    /// Where each object begins; 0 for one that is yet to come.
    places: Vec<u64>,
}

/// The number of an object. Shown as a reference to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Id(usize);

impl Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} 0 R", self.0)
    }
}

impl<W: Write> Pdf<W> {
    /// Of version 1.7, the first to know every colour profile of version 4.
    pub fn new(out: W) -> io::Result<Self> {
        let mut out = Counted { inner: out, at: 0 };
        // Bytes beyond ASCII tell programs that move files not to change line ends (7.5.2).
        out.write_all(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
        Ok(Self { out, places: Vec::new() })
    }

    /// A number for an object that others may name before it is there.
    pub fn id(&mut self) -> Id {
        self.places.push(0);
        Id(self.places.len())
    }

    pub fn object(&mut self, id: Id, content: impl Display) -> io::Result<()> {
        self.begin(id)?;
        write!(self.out, "{content}\nendobj\n")
    }

    /// An object with data, of which the length need not be known before.
    pub fn stream(
        &mut self,
        id: Id,
        entries: impl Display,
        fill: impl FnOnce(&mut Counted<W>) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let length = self.id();
        self.begin(id).map_err(Halt::Write)?;
        write!(self.out, "<< {entries} /Length {length} >>\nstream\n").map_err(Halt::Write)?;
        let start = self.out.at;
        fill(&mut self.out)?;
        let bytes = self.out.at - start;
        self.out.write_all(b"\nendstream\nendobj\n").map_err(Halt::Write)?;
        self.object(length, bytes).map_err(Halt::Write)
    }

    /// Writes where everything is, and that reading begins at `root`.
    pub fn finish(mut self, root: Id) -> io::Result<W> {
        let start = self.out.at;
        let size = self.places.len() + 1;
        write!(self.out, "xref\n0 {size}\n0000000000 65535 f \n")?;
        for place in &self.places {
            writeln!(self.out, "{place:010} 00000 n ")?;
        }
        write!(self.out, "trailer\n<< /Size {size} /Root {root} >>\nstartxref\n{start}\n%%EOF\n")?;
        self.out.flush()?;
        Ok(self.out.inner)
    }

    fn begin(&mut self, id: Id) -> io::Result<()> {
        if self.out.at >= END {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "a PDF has at most 10 GB"));
        }
        if let Some(place) = self.places.get_mut(id.0 - 1) {
            *place = self.out.at;
        }
        writeln!(self.out, "{} 0 obj", id.0)
    }
}

/// Counts what is written.
pub(super) struct Counted<W> {
    inner: W,
    at: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.at += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Copies the next `bytes` of a picture and shows each piece to `see`.
pub(super) fn copy(
    mut from: impl Read,
    out: &mut impl Write,
    bytes: u64,
    mut see: impl FnMut(&[u8]),
) -> Result<(), Halt> {
    let mut piece = vec![0; PIECE];
    let mut left = bytes;
    while left > 0 {
        let wanted = usize::try_from(left).map_or(PIECE, |left| left.min(PIECE));
        let piece = &mut piece[..wanted];
        from.read_exact(piece).map_err(Halt::reading)?;
        see(piece);
        out.write_all(piece).map_err(Halt::Write)?;
        left -= wanted as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_object_is_where_the_table_says() {
        let mut pdf = Pdf::new(Vec::new()).unwrap();
        let (root, pages, data) = (pdf.id(), pdf.id(), pdf.id());
        pdf.stream(data, "/Kind /Test", |out| copy(&b"abcdef"[..], out, 5, |_| {})).unwrap();
        pdf.object(pages, "<< /Type /Pages /Kids [] /Count 0 >>").unwrap();
        pdf.object(root, format_args!("<< /Type /Catalog /Pages {pages} >>")).unwrap();
        let bytes = pdf.finish(root).unwrap();
        let text = String::from_utf8_lossy(&bytes).replace('\u{FFFD}', "?");
        assert!(
            text.contains("3 0 obj\n<< /Kind /Test /Length 4 0 R >>\nstream\nabcde\nendstream\n"),
            "{text}"
        );
        assert!(text.contains("4 0 obj\n5\nendobj"), "{text}");
        let table = text.split("xref\n").nth(1).unwrap();
        let places = table.lines().skip(2).take(4).map(|line| line[..10].parse::<usize>().unwrap());
        for (number, place) in (1..).zip(places) {
            assert!(text[place..].starts_with(&format!("{number} 0 obj")), "{number} at {place}");
        }
    }

    #[test]
    fn a_picture_that_ends_early_is_damaged() {
        let copied = copy(&b"abc"[..], &mut Vec::new(), 5, |_| {});
        assert!(matches!(copied, Err(Halt::Damaged)));
    }
}
