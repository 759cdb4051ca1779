//! `galley check`: what each file is, and what a provider would say of it.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use galley_core::{
    checks::{Judgement, LINKEDIN, Severity, bytes, format_name, judge_image, judge_unreadable, thousands},
    media::{self, Color, Facts, Format, Kind, Orientation, examine, side_by_side},
};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    Exit, Provider,
    output::{Output, one_line},
};

/// Say what each file is, and what LinkedIn would say of it. Reads headers only; sends nothing.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Print one JSON array, with an element per file in the order given.
    #[arg(long)]
    pub json: bool,
    /// Whose rules apply.
    #[arg(long, value_enum, default_value_t = Provider::Linkedin)]
    provider: Provider,
    /// What the files are to be used as.
    #[arg(long = "as", value_enum, default_value_t = Purpose::Image)]
    purpose: Purpose,
    /// The files, of any kind; one that is missing or damaged is told like the others.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// What a file is to be in a post. The others of the contract come with their issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Purpose {
    Image,
}

/// One file, as the contract of the command line spells it.
#[derive(Debug, Serialize)]
struct Report {
    path: String,
    kind: Kind,
    #[serde(flatten)]
    figures: Figures,
    findings: Vec<Judgement>,
}

/// What is said of a kind of file. A figure that cannot be had is null.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Figures {
    Image {
        format: Option<Format>,
        bytes: u64,
        width: Option<u32>,
        height: Option<u32>,
        orientation: Option<Orientation>,
        frames: Option<u32>,
        animated: Option<bool>,
        color: Option<Color>,
    },
    /// Told by its first bytes alone, so that no other figure can be had.
    Other {
        format: Option<Format>,
        bytes: u64,
        #[serde(flatten)]
        nulls: Map<String, Value>,
    },
    Unknown {
        bytes: Option<u64>,
    },
}

pub(super) fn run(arguments: &Arguments, output: Output) -> Exit {
    let (limits, judge) = match (arguments.provider, arguments.purpose) {
        (Provider::Linkedin, Purpose::Image) => (&LINKEDIN, judge_image),
    };
    let reports = side_by_side(&arguments.files, |path| report(path, |facts| judge(facts, limits)));
    match output.json {
        true => output.value(&reports),
        false => reports.iter().for_each(|report| say(report, output)),
    }
    let blocked = reports.iter().flat_map(|report| &report.findings).any(|it| it.severity == Severity::Block);
    if blocked { Exit::Stopped } else { Exit::Done }
}

fn report(path: &Path, judge: impl Fn(&Facts) -> Vec<Judgement>) -> Report {
    let named = path.to_string_lossy().into_owned();
    match examine(path) {
        Err(error) => Report {
            path: named,
            kind: Kind::Unknown,
            figures: Figures::Unknown { bytes: None },
            findings: vec![judge_unreadable(&error)],
        },
        Ok(facts) => {
            let mut findings = judge(&facts);
            findings.sort_by_key(|finding| finding.severity);
            Report { path: named, kind: facts.kind(), figures: figures(&facts), findings }
        }
    }
}

fn figures(facts: &Facts) -> Figures {
    let (format, bytes) = (facts.format, facts.bytes);
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
        },
        media::Figures::Video(_) => other(facts, &VIDEO),
        media::Figures::Document(_) => other(facts, &DOCUMENT),
        media::Figures::Captions(_) => other(facts, &[]),
        media::Figures::Unknown => Figures::Unknown { bytes: Some(bytes) },
    }
}

const VIDEO: [&str; 8] =
    ["width", "height", "rotation", "duration_ms", "video_codec", "audio_codec", "fragmented", "moov_first"];
const DOCUMENT: [&str; 3] = ["pages", "encrypted", "page_sizes"];

fn other(facts: &Facts, figures: &[&str]) -> Figures {
    Figures::Other {
        // Which Office format it is stands deeper in the file than is looked.
        format: facts.format.filter(|format| !matches!(format, Format::Ooxml | Format::Ole)),
        bytes: facts.bytes,
        nulls: figures.iter().map(|name| ((*name).to_owned(), Value::Null)).collect(),
    }
}

fn say(report: &Report, output: Output) {
    let figures = match &report.figures {
        Figures::Image { format, bytes: size, width, height, frames, .. } => {
            let edges = match (width, height) {
                (Some(width), Some(height)) => {
                    format!(", {} × {}", thousands((*width).into()), thousands((*height).into()))
                }
                _ => String::new(),
            };
            let moving = match frames {
                Some(frames @ 2..) => format!(", {} frames", thousands((*frames).into())),
                _ => String::new(),
            };
            format!("{}{edges}{moving}, {}", format.map_or("image", format_name), bytes(*size))
        }
        Figures::Other { format, bytes: size, .. } => {
            format!("{}, {}", format.map_or("document", format_name), bytes(*size))
        }
        Figures::Unknown { bytes: Some(size) } => format!("not known, {}", bytes(*size)),
        Figures::Unknown { bytes: None } => "no file".to_owned(),
    };
    output.say(format_args!("{}: {figures}", one_line(&report.path)));
    report.findings.iter().for_each(|finding| output.say(line(finding, None)));
}

/// A finding for people, with the key of the post file it is about, where there is one.
pub(super) fn line(finding: &Judgement, key: Option<&str>) -> String {
    let severity = match finding.severity {
        Severity::Block => "blocks",
        Severity::Warn => "warns",
        Severity::Advise => "advises",
    };
    let place = key.map_or(String::new(), |key| format!("{key}: "));
    let source = finding.source.map_or(String::new(), |source| format!(" [{source}]"));
    format!("  {severity}  {place}{} ({}){source}", finding.message, finding.rule)
}
