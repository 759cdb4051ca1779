use std::collections::HashMap;
use std::io::{self, Cursor, Read, Seek, Write};

use blake3::Hash;

use super::error::Halt;
use super::page::{Drawing, Number, Size};
use super::pdf::{Id, Pdf};
use super::{Binding, gif, jpeg, png};
use crate::media::examine::{HEADER_BUDGET, read_facts};
use crate::media::fix::mend_opened;
use crate::media::source::Source;
use crate::media::{Bounds, Facts, Format, Kind, Orientation, Wish};

/// Bytes of a colour profile; larger ones are left out. Those of presses have one or two million.
pub(super) const MOST_PROFILE: u64 = 8 * 1024 * 1024;

/// A PDF to which pictures are added, a page each.
pub(super) struct Book<W> {
    pub pdf: Pdf<W>,
    pub binding: Binding,
    pages: Vec<Id>,
    /// What every page names as its parent.
    tree: Id,
    first: Option<Size>,
    /// Every profile stands once, however many pictures have it.
    profiles: HashMap<Hash, Id>,
}

/// A picture that is in the file, with its sides as stored. None of them is 0.
pub(super) struct Placed {
    pub image: Id,
    pub size: (u32, u32),
}

/// What the samples of a pixel are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Samples {
    Gray,
    Rgb,
    Cmyk,
}

impl Samples {
    pub fn count(self) -> u8 {
        match self {
            Self::Gray => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
        }
    }

    pub fn device(self) -> &'static str {
        match self {
            Self::Gray => "/DeviceGray",
            Self::Rgb => "/DeviceRGB",
            Self::Cmyk => "/DeviceCMYK",
        }
    }

    /// As a profile spells it (ICC.1:2022, table 19).
    fn signature(self) -> &'static [u8; 4] {
        match self {
            Self::Gray => b"GRAY",
            Self::Rgb => b"RGB ",
            Self::Cmyk => b"CMYK",
        }
    }
}

impl<W: Write> Book<W> {
    pub fn new(out: W, binding: Binding) -> io::Result<Self> {
        let mut pdf = Pdf::new(out)?;
        let tree = pdf.id();
        Ok(Self { pdf, binding, pages: Vec::new(), tree, first: None, profiles: HashMap::new() })
    }

    /// The next page.
    pub fn add<R: Read + Seek>(&mut self, mut file: R, facts: &Facts) -> Result<(), Halt> {
        if facts.broken() {
            return Err(Halt::Damaged);
        }
        match facts.format {
            Some(Format::Jpeg | Format::Png | Format::Gif) => self.add_known(&mut file, facts),
            _ if facts.kind() == Kind::Image => {
                let (copy, facts) = converted(&mut file, facts, self.binding.keep_private)?;
                self.add_known(&mut Cursor::new(copy), &facts)
            }
            format => Err(Halt::NotBound(format)),
        }
    }

    fn add_known<R: Read + Seek>(&mut self, file: &mut R, facts: &Facts) -> Result<(), Halt> {
        let placed = match facts.format {
            Some(Format::Jpeg) => jpeg::place(self, file, facts)?,
            Some(Format::Png) => png::place(self, file)?,
            Some(Format::Gif) => gif::place(self, file)?,
            format => return Err(Halt::NotBound(format)),
        };
        let orientation = facts.image().and_then(|image| image.orientation).unwrap_or(Orientation::UPRIGHT);
        self.page(&placed, orientation).map_err(Halt::Write)
    }

    /// Ends the file.
    pub fn finish(mut self) -> io::Result<W> {
        let kids: String = self.pages.iter().map(|page| format!("{page} ")).collect();
        let count = self.pages.len();
        self.pdf.object(self.tree, format_args!("<< /Type /Pages /Kids [{kids}] /Count {count} >>"))?;
        let root = self.pdf.id();
        self.pdf.object(root, format_args!("<< /Type /Catalog /Pages {} >>", self.tree))?;
        self.pdf.finish(root)
    }

    /// The colour space of samples, by their profile if it is one for them.
    pub fn space(&mut self, samples: Samples, profile: Option<&[u8]>) -> Result<String, Halt> {
        let Some(profile) = profile.filter(|profile| describes(profile, samples)) else {
            return Ok(samples.device().to_owned());
        };
        let hash = blake3::hash(profile);
        let id = match self.profiles.get(&hash) {
            Some(id) => *id,
            None => {
                let id = self.pdf.id();
                let entries = format!("/N {} /Alternate {}", samples.count(), samples.device());
                self.pdf.stream(id, entries, |out| out.write_all(profile).map_err(Halt::Write))?;
                self.profiles.insert(hash, id);
                id
            }
        };
        Ok(format!("[/ICCBased {id}]"))
    }

    fn page(&mut self, placed: &Placed, orientation: Orientation) -> io::Result<()> {
        let (width, height) = placed.size;
        let picture = Size::of(if orientation.swaps_axes() { (height, width) } else { (width, height) });
        let first = *self.first.get_or_insert(picture);
        let page = self.binding.page.size(picture, first);
        let drawing = Drawing { page, picture, orientation }.to_string();
        let (content, id) = (self.pdf.id(), self.pdf.id());
        let length = drawing.len();
        self.pdf.object(content, format_args!("<< /Length {length} >>\nstream\n{drawing}\nendstream"))?;
        let (tree, image) = (self.tree, placed.image);
        let (width, height) = (Number(page.width), Number(page.height));
        self.pages.push(id);
        self.pdf.object(
            id,
            format_args!(
                "<< /Type /Page /Parent {tree} /MediaBox [0 0 {width} {height}] \
                 /Resources << /XObject << /P {image} >> >> /Contents {content} >>"
            ),
        )
    }
}

/// A copy of a picture in a format that can be bound, and its facts.
fn converted(
    file: &mut (impl Read + Seek),
    facts: &Facts,
    keep_private: bool,
) -> Result<(Vec<u8>, Facts), Halt> {
    const UNBOUNDED: Bounds = Bounds { pixels: u64::MAX, bytes: u64::MAX, frames: u32::MAX };
    let mut copy = Vec::new();
    let wish = Wish { keep_private, ..Wish::default() };
    mend_opened(file, facts, &wish, &UNBOUNDED, &mut copy).map_err(Halt::NotConverted)?;
    let mut source = Source::new(Cursor::new(&copy), copy.len() as u64, HEADER_BUDGET);
    let facts = read_facts(&mut source, facts.stamp.clone()).map_err(Halt::Read)?;
    Ok((copy, facts))
}

/// Whether this is a profile of a device or a colour space (ICC.1:2022, section 7.2) for such samples, in a version
/// that PDF knows.
fn describes(profile: &[u8], samples: Samples) -> bool {
    let class = profile.get(12..16).unwrap_or_default();
    profile.len() >= 128
        && profile.get(36..40) == Some(b"acsp")
        && profile.get(16..20) == Some(samples.signature())
        && [b"scnr", b"mntr", b"prtr", b"spac"].iter().any(|known| class == known.as_slice())
        && profile.get(8).is_some_and(|version| *version <= 4)
}
