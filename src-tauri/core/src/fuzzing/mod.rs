//! Readers of foreign bytes, each as one function of bytes that asserts what must hold whatever they are.
//! For `fuzz/`, and for the test that replays its corpus: no program that people run may name it.

mod post;

#[cfg(test)]
mod tests;

use crate::{
    checks::{LINKEDIN, Purpose, Taken, judge},
    links,
    media::{Facts, Format, fuzzing as media},
};

/// Whether bytes were for the reader at all. A fuzzer keeps those that were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Read,
    NotMine,
}

/// A reader under the name that its corpus has in `fuzz/corpus` and its program in `fuzz/fuzz_targets`.
pub struct Target {
    pub name: &'static str,
    read: Read,
}

enum Read {
    /// The figures of files that begin like one of these.
    Facts(&'static [Format]),
    /// Small pictures of such files.
    Thumbnail(&'static [Format]),
    /// What a reader asserts of itself; `None` of bytes that are not for it.
    Own(fn(&[u8]) -> Option<()>),
    /// Frames of such films, by the decoders inside Galley.
    Frame(&'static [Format]),
    Text(fn(&str)),
}

pub const TARGETS: &[Target] = &[
    facts("jpeg", &[Format::Jpeg]),
    facts("png", &[Format::Png]),
    facts("gif", &[Format::Gif]),
    facts("webp", &[Format::Webp]),
    facts("heif", &[Format::Heic, Format::Avif]),
    facts("tiff", &[Format::Tiff]),
    facts("pictures", &[Format::Jxl, Format::Bmp, Format::Svg, Format::Ico, Format::Psd]),
    facts("mp4", &[Format::Mp4, Format::Mov]),
    facts("matroska", &[Format::Webm, Format::Mkv]),
    facts("avi", &[Format::Avi, Format::Wmv, Format::Flv]),
    facts("pdf", &[Format::Pdf]),
    facts("ooxml", &[Format::Ooxml, Format::Docx, Format::Pptx, Format::Xlsx, Format::Zip]),
    facts("ole", &[Format::Ole, Format::Doc, Format::Ppt, Format::Xls]),
    facts("captions", &[Format::Srt, Format::Vtt]),
    Target { name: "captions_anew", read: Read::Own(media::captions_anew) },
    Target { name: "jpeg_thumbnail", read: Read::Thumbnail(&[Format::Jpeg]) },
    Target { name: "png_thumbnail", read: Read::Thumbnail(&[Format::Png]) },
    Target { name: "gif_thumbnail", read: Read::Thumbnail(&[Format::Gif]) },
    Target { name: "webp_thumbnail", read: Read::Thumbnail(&[Format::Webp]) },
    Target { name: "tiff_thumbnail", read: Read::Thumbnail(&[Format::Tiff]) },
    Target { name: "heic_thumbnail", read: Read::Thumbnail(&[Format::Heic]) },
    Target { name: "pictures_thumbnail", read: Read::Thumbnail(&[Format::Bmp, Format::Ico, Format::Psd]) },
    Target { name: "mended", read: Read::Own(media::mended) },
    Target { name: "bound", read: Read::Own(media::bound) },
    Target { name: "pdf_page", read: Read::Own(media::page) },
    Target { name: "film_frame", read: Read::Frame(&[Format::Mp4, Format::Mov]) },
    Target { name: "page", read: Read::Own(links::fuzzing::page) },
    Target { name: "post_file", read: Read::Text(post::file) },
    Target { name: "little_text", read: Read::Text(post::little_text) },
];

const fn facts(name: &'static str, family: &'static [Format]) -> Target {
    Target { name, read: Read::Facts(family) }
}

/// Has the target of this name read the bytes.
///
/// # Panics
/// When what it read cannot be right, or there is no such target.
pub fn run(name: &str, bytes: &[u8]) -> Verdict {
    let target = TARGETS.iter().find(|target| target.name == name);
    target.unwrap_or_else(|| panic!("there is no target {name}")).run(bytes)
}

impl Target {
    fn run(&self, bytes: &[u8]) -> Verdict {
        let read = match self.read {
            Read::Facts(family) => media::facts(bytes, family).map(|facts| judged(&facts)),
            Read::Thumbnail(family) => media::thumbnail(bytes, family),
            Read::Own(read) => read(bytes),
            Read::Frame(family) => media::frame(bytes, family),
            Read::Text(read) => str::from_utf8(bytes).ok().map(read),
        };
        if read.is_some() { Verdict::Read } else { Verdict::NotMine }
    }
}

/// The rules calculate with whatever figures a file claims, whatever it is to be in the post.
fn judged(facts: &Facts) {
    for purpose in PURPOSES {
        for finding in judge(facts, *purpose, &LINKEDIN.files) {
            assert!(!finding.message.is_empty(), "{finding:?}");
        }
    }
}

const PURPOSES: &[Purpose] = &[
    Purpose::Image,
    Purpose::CarouselCard,
    Purpose::Video,
    Purpose::Thumbnail { film: Some((1920, 1080)), taken: Taken::FromEarlier },
    Purpose::Thumbnail { film: None, taken: Taken::Elsewhere },
    Purpose::Captions,
    Purpose::Document,
];
