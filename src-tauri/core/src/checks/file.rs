//! Rules of a single image file, whatever post it is in.

use super::{
    Judgement, Limits,
    Severity::{Advise, Block, Warn},
    words::{bytes, thousands},
};
use crate::media::{Coding, Color, Facts, Fault, Format, ImageFacts, Kind};

/// What a provider would say of this file as an image.
pub fn judge_image(facts: &Facts, limits: &Limits) -> Vec<Judgement> {
    if let Some(refused) = refused_kind(facts, limits) {
        return vec![refused];
    }
    let Some(image) = facts.image() else { return Vec::new() };
    let faults = facts.faults.iter().map(fault);
    let rules = [
        pixels(image, limits),
        size(facts, limits),
        frames(facts.format, image, limits),
        coding(image),
        color(image),
        location(image),
    ];
    faults.chain(rules.into_iter().flatten()).collect()
}

fn refused_kind(facts: &Facts, limits: &Limits) -> Option<Judgement> {
    if facts.faults.contains(&Fault::Empty) {
        return Some(Judgement::new(
            "file.empty",
            Block,
            "The file is empty: 0 bytes. Export it again, or copy it again from where it came.",
        ));
    }
    let takes = "JPEG, PNG or GIF";
    match facts.format {
        Some(format) if limits.formats.contains(&format) => None,
        Some(format) if facts.kind() == Kind::Image => Some(
            Judgement::new(
                "image.format",
                Block,
                format!(
                    "This is a {} file; {} takes {takes}. {}",
                    format_name(format),
                    limits.provider,
                    how_to_convert(format)
                ),
            )
            .by(limits.formats_source),
        ),
        Some(format) => Some(no_image(
            format!(
                "This is a {} file, not an image; {} takes {takes}.",
                format_name(format),
                limits.provider
            ),
            limits,
        )),
        None => Some(no_image(
            format!(
                "This file is not an image Galley knows: its first bytes match no format. {} takes {takes}.",
                limits.provider
            ),
            limits,
        )),
    }
}

fn no_image(what: String, limits: &Limits) -> Judgement {
    let message = format!("{what} Remove it, or export a picture of it as one of these.");
    Judgement::new("file.kind", Block, message).by(limits.formats_source)
}

fn fault(fault: &Fault) -> Judgement {
    let again = "Export it again, or copy it again from where it came.";
    match fault {
        Fault::Empty => Judgement::new("file.empty", Block, format!("The file is empty: 0 bytes. {again}")),
        Fault::Truncated { at, expected } => {
            let wanted =
                expected.map_or(String::new(), |expected| format!(" of at least {}", thousands(expected)));
            let message = format!(
                "The file breaks off after {} bytes{wanted}; part of the picture is missing. {again}",
                thousands(*at)
            );
            Judgement {
                measured: Some(*at),
                limit: *expected,
                ..Judgement::new("image.truncated", Block, message)
            }
        }
        Fault::CorruptHeader { .. } => {
            Judgement::new("image.corrupt", Block, format!("The file’s header contradicts itself. {again}"))
        }
        Fault::ZeroDimensions => Judgement::new(
            "image.corrupt",
            Block,
            format!("The file says it is 0 pixels wide or high. {again}"),
        ),
        Fault::MissingImageData => Judgement::new(
            "image.corrupt",
            Block,
            format!("The file holds no picture behind its header. {again}"),
        ),
        Fault::DamagedData => Judgement::new(
            "image.damaged",
            Warn,
            format!(
                "The picture could not be drawn: its header is sound, and what is behind it is damaged. LinkedIn may \
                 refuse it, or show a part. {again}"
            ),
        ),
        Fault::ExtensionLies { extension, really } => Judgement::new(
            "file.extension",
            Advise,
            format!(
                "The name ends in .{extension}, but this is a {} file. It will be sent as what it is.",
                format_name(*really)
            ),
        ),
        Fault::TrailingBytes { bytes: count } => Judgement {
            measured: Some(*count),
            ..Judgement::new(
                "image.trailing",
                Advise,
                format!(
                    "Behind the picture the file carries {} more, often a phone’s motion clip. They are published \
                     along; save the picture anew to leave them out.",
                    bytes(*count)
                ),
            )
        },
        Fault::UnreadableMetadata => Judgement::new(
            "image.metadata",
            Advise,
            "The picture’s EXIF data cannot be read. It may be shown turned the wrong way; look at the proof.",
        ),
    }
}

fn pixels(image: &ImageFacts, limits: &Limits) -> Option<Judgement> {
    let (width, height, pixels) = (image.width?, image.height?, image.pixels()?);
    (pixels >= limits.pixels.value).then(|| {
        let message = format!(
            "{} × {} are {} pixels; {} takes fewer than {}. Save it at {} × {} or smaller.",
            thousands(width.into()),
            thousands(height.into()),
            thousands(pixels),
            limits.provider,
            thousands(limits.pixels.value),
            thousands(fitting(width, pixels, limits.pixels.value)),
            thousands(fitting(height, pixels, limits.pixels.value)),
        );
        Judgement::new("image.pixels", Block, message).against(pixels, limits.pixels)
    })
}

/// The largest edge in whole tens that keeps the picture's shape under the limit.
fn fitting(edge: u32, pixels: u64, limit: u64) -> u64 {
    let scale = ((limit - 1) as f64 / pixels as f64).sqrt();
    ((f64::from(edge) * scale) as u64 / 10 * 10).max(1)
}

fn size(facts: &Facts, limits: &Limits) -> Option<Judgement> {
    (facts.bytes > limits.image_bytes.value).then(|| {
        let message = format!(
            "The file has {}. {} publishes no limit, but other tools stay below {}. Save it smaller to be safe.",
            bytes(facts.bytes),
            limits.provider,
            bytes(limits.image_bytes.value)
        );
        Judgement::new("image.bytes", Warn, message).against(facts.bytes, limits.image_bytes)
    })
}

fn frames(format: Option<Format>, image: &ImageFacts, limits: &Limits) -> Option<Judgement> {
    let frames = u64::from(image.frames?);
    let too_many = format == Some(Format::Gif) && frames > limits.gif_frames.value;
    let moving_png = format == Some(Format::Png) && image.animated == Some(true);
    if too_many {
        let message = format!(
            "The animation has {} frames; {} takes {}. Shorten it or drop every other frame.",
            thousands(frames),
            limits.provider,
            limits.gif_frames.value
        );
        return Some(Judgement::new("image.frames", Block, message).against(frames, limits.gif_frames));
    }
    moving_png.then(|| {
        let message = "This PNG is animated. LinkedIn names only GIF as a moving image and may show a single frame. \
                       Save it as a GIF if it has to move.";
        Judgement { measured: Some(frames), ..Judgement::new("image.animated_png", Warn, message) }
    })
}

fn coding(image: &ImageFacts) -> Option<Judgement> {
    let how = match (image.coding?, image.bit_depth) {
        (Coding::Lossless, _) => "lossless JPEG",
        (Coding::Hierarchical, _) => "hierarchical JPEG",
        (Coding::Arithmetic, _) => "a JPEG with arithmetic coding",
        (_, Some(depth)) if depth > 8 => "a JPEG with more than 8 bits per colour",
        _ => return None,
    };
    let message = format!("This is {how}, which browsers do not show. Save it as an ordinary JPEG or a PNG.");
    Some(Judgement::new("image.coding", Block, message))
}

fn color(image: &ImageFacts) -> Option<Judgement> {
    matches!(image.color, Some(Color::Cmyk | Color::Ycck)).then(|| {
        let message =
            "The colours are printing inks (CMYK). Screens show them shifted; save the picture as RGB.";
        Judgement::new("image.cmyk", Warn, message)
    })
}

fn location(image: &ImageFacts) -> Option<Judgement> {
    image.gps.then(|| {
        let message = "The file says where the picture was taken. Save it without location if that is nobody’s business.";
        Judgement::new("image.location", Advise, message)
    })
}

/// A format as people call it.
pub fn format_name(format: Format) -> &'static str {
    match format {
        Format::Jpeg => "JPEG",
        Format::Png => "PNG",
        Format::Gif => "GIF",
        Format::Webp => "WEBP",
        Format::Heic => "HEIC",
        Format::Avif => "AVIF",
        Format::Jxl => "JPEG XL",
        Format::Tiff => "TIFF",
        Format::Bmp => "BMP",
        Format::Svg => "SVG",
        Format::Ico => "icon",
        Format::Psd => "Photoshop",
        Format::Mp4 => "MP4 video",
        Format::Mov => "QuickTime video",
        Format::Webm => "WebM video",
        Format::Mkv => "Matroska video",
        Format::Avi => "AVI video",
        Format::Wmv => "Windows Media video",
        Format::Flv => "Flash video",
        Format::Pdf => "PDF",
        Format::Docx | Format::Doc => "Word document",
        Format::Pptx | Format::Ppt => "PowerPoint document",
        Format::Xlsx | Format::Xls => "Excel document",
        Format::Ooxml | Format::Ole => "Office document",
        Format::Srt => "SubRip captions",
        Format::Vtt => "WebVTT captions",
        Format::Zip => "ZIP archive",
    }
}

fn how_to_convert(format: Format) -> &'static str {
    match format {
        Format::Heic => {
            "Export it as JPEG from the photo app; on an iPhone, Settings › Camera › Formats › Most Compatible makes \
             new ones JPEG."
        }
        Format::Svg => "Export it as PNG, 1,200 pixels wide or more.",
        Format::Webp | Format::Avif | Format::Jxl => {
            "Open it in an image editor and export it as JPEG, or PNG with transparency."
        }
        _ => "Open it in an image editor and export it as JPEG or PNG.",
    }
}
