//! What is said of a kind of file, by the names of the command line's contract. A figure that cannot be had is null.

use std::fmt;

use galley_core::{
    checks::{bytes, duration, format_name, thousands},
    media::{self, Color, Facts, Format, ImageFacts, Orientation, PageSizes, TextEncoding},
};
use serde::Serialize;

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Figures {
    Image {
        format: Option<Format>,
        bytes: u64,
        width: Option<u32>,
        height: Option<u32>,
        orientation: Option<Orientation>,
        frames: Option<u32>,
        animated: Option<bool>,
        color: Option<Color>,
        bit_depth: Option<u8>,
        progressive: Option<bool>,
        icc: Option<bool>,
    },
    Video {
        format: Option<Format>,
        bytes: u64,
        width: Option<u32>,
        height: Option<u32>,
        rotation: Option<u16>,
        duration_ms: Option<u64>,
        video_codec: Option<String>,
        audio_codec: Option<String>,
        fragmented: Option<bool>,
        moov_first: Option<bool>,
        frame_rate: Option<f64>,
        video_tracks: Option<u32>,
        audio_tracks: Option<u32>,
        edited: Option<bool>,
    },
    Document {
        format: Option<Format>,
        bytes: u64,
        pages: Option<u32>,
        encrypted: Option<bool>,
        page_sizes: Option<PageSizes>,
    },
    Captions {
        format: Option<Format>,
        bytes: u64,
        encoding: Option<TextEncoding>,
        cues: Option<u32>,
        end_ms: Option<u64>,
    },
    /// Galley's own, of a post.
    PostFile {
        bytes: u64,
    },
    /// Has no bytes of its own: null.
    Folder {
        bytes: (),
    },
    Unknown {
        bytes: Option<u64>,
    },
}

impl Figures {
    pub fn of(facts: &Facts) -> Figures {
        // Which of the Office formats it is may not be told by the file.
        let format = facts.format.filter(|format| !matches!(format, Format::Ooxml | Format::Ole));
        let bytes = facts.bytes;
        match &facts.figures {
            media::Figures::Image(image) => Figures::Image {
                format,
                bytes,
                width: image.width,
                height: image.height,
                orientation: image.orientation,
                frames: image.frames,
                animated: image.animated,
                color: image.color,
                bit_depth: image.bit_depth,
                progressive: image.progressive,
                icc: profile(facts, image),
            },
            media::Figures::Video(video) => Figures::Video {
                format,
                bytes,
                width: video.width,
                height: video.height,
                rotation: video.rotation,
                duration_ms: video.duration_ms,
                video_codec: video.video_codec.clone(),
                audio_codec: video.audio_codec.clone(),
                fragmented: video.fragmented,
                moov_first: video.moov_first,
                frame_rate: video.frame_rate,
                video_tracks: video.video_tracks,
                audio_tracks: video.audio_tracks,
                edited: video.edited,
            },
            media::Figures::Document(document) => Figures::Document {
                format,
                bytes,
                pages: document.pages,
                encrypted: document.encrypted,
                page_sizes: document.page_sizes,
            },
            media::Figures::Captions(captions) => Figures::Captions {
                format,
                bytes,
                encoding: captions.encoding,
                cues: captions.cues,
                end_ms: captions.end_ms,
            },
            media::Figures::Unknown => Figures::Unknown { bytes: Some(bytes) },
        }
    }
}

/// Whether a colour profile is in the file; nobody looked for one where its format has none of its own, and in a broken
/// file one may have been missed.
fn profile(facts: &Facts, image: &ImageFacts) -> Option<bool> {
    let looked =
        !matches!(facts.format, None | Some(Format::Gif | Format::Ico | Format::Svg)) && !facts.broken();
    (image.icc || looked).then_some(image.icc)
}

/// On one line, for people: “JPEG, 1,200 × 627, 480 KB”.
impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, details, size) = match self {
            Figures::Image { format, bytes, width, height, frames, .. } => {
                let moving = frames.filter(|frames| *frames > 1).map(|frames| counted(frames, "frame"));
                (named(*format, "image"), vec![edges(*width, *height), moving], Some(*bytes))
            }
            Figures::Video { format, bytes, width, height, duration_ms, .. } => {
                let long = duration_ms.map(duration);
                (named(*format, "video"), vec![edges(*width, *height), long], Some(*bytes))
            }
            Figures::Document { format, bytes, pages, .. } => {
                let pages = pages.map(|pages| counted(pages, "page"));
                (named(*format, "document"), vec![pages], Some(*bytes))
            }
            Figures::Captions { format, bytes, cues, end_ms, .. } => {
                let cues = cues.map(|cues| counted(cues, "caption"));
                let end = end_ms.map(|end| format!("up to {}", duration(end)));
                (named(*format, "captions"), vec![cues, end], Some(*bytes))
            }
            Figures::PostFile { bytes } => ("post file", Vec::new(), Some(*bytes)),
            Figures::Folder { bytes: () } => ("folder", Vec::new(), None),
            Figures::Unknown { bytes: Some(bytes) } => ("not known", Vec::new(), Some(*bytes)),
            Figures::Unknown { bytes: None } => ("not read", Vec::new(), None),
        };
        f.write_str(what)?;
        for detail in details.into_iter().flatten().chain(size.map(bytes)) {
            write!(f, ", {detail}")?;
        }
        Ok(())
    }
}

fn named(format: Option<Format>, kind: &'static str) -> &'static str {
    format.map_or(kind, format_name)
}

fn edges(width: Option<u32>, height: Option<u32>) -> Option<String> {
    let (width, height) = width.zip(height)?;
    Some(format!("{} × {}", thousands(width.into()), thousands(height.into())))
}

fn counted(number: u32, of: &str) -> String {
    format!("{} {of}{}", thousands(number.into()), if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn video() -> Figures {
        Figures::Video {
            format: Some(Format::Mp4),
            bytes: 12_345_678,
            width: Some(1_920),
            height: Some(1_080),
            rotation: Some(0),
            duration_ms: Some(31_000),
            video_codec: Some("h264".into()),
            audio_codec: None,
            fragmented: Some(false),
            moov_first: None,
            frame_rate: Some(25.0),
            video_tracks: Some(1),
            audio_tracks: None,
            edited: Some(false),
        }
    }

    #[test]
    fn figures_go_by_the_names_of_the_contract_in_its_order() {
        assert_eq!(
            serde_json::to_string(&video()).unwrap(),
            r#"{"format":"mp4","bytes":12345678,"width":1920,"height":1080,"rotation":0,"duration_ms":31000,"video_codec":"h264","audio_codec":null,"fragmented":false,"moov_first":null,"frame_rate":25.0,"video_tracks":1,"audio_tracks":null,"edited":false}"#
        );
        let document = Figures::Document {
            format: Some(Format::Pdf),
            bytes: 1,
            pages: Some(12),
            encrypted: Some(false),
            page_sizes: Some(PageSizes::Uniform),
        };
        let expected =
            json!({"format": "pdf", "bytes": 1, "pages": 12, "encrypted": false, "page_sizes": "uniform"});
        assert_eq!(serde_json::to_value(document).unwrap(), expected);
        assert_eq!(
            serde_json::to_value(Figures::Unknown { bytes: None }).unwrap(),
            json!({"bytes": Value::Null})
        );
    }

    #[test]
    fn people_read_what_is_known_on_one_line() {
        assert_eq!(video().to_string(), "MP4 video, 1,920 × 1,080, 31 seconds, 12.3 MB");
        let office =
            Figures::Document { format: None, bytes: 9, pages: None, encrypted: None, page_sizes: None };
        assert_eq!(office.to_string(), "document, 9 bytes");
        let captions = Figures::Captions {
            format: Some(Format::Srt),
            bytes: 900,
            encoding: Some(TextEncoding::Utf8),
            cues: Some(1),
            end_ms: Some(2_500),
        };
        assert_eq!(captions.to_string(), "SubRip captions, 1 caption, up to 2.5 seconds, 900 bytes");
        assert_eq!(Figures::Unknown { bytes: None }.to_string(), "not read");
    }
}
