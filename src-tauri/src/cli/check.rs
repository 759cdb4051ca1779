//! `galley check`: what each file is, and what a provider would say of it.

mod figures;
mod folder;
mod post_file;

use std::path::{Path, PathBuf};

use clap::{
    ValueEnum,
    builder::{OsStringValueParser, TypedValueParser as _},
};
use galley_core::{
    checks::{
        AYRSHARE, FileLimits, Judgement, LINKEDIN, LINKEDIN_V2, Purpose, Severity, Taken, judge,
        judge_by_kind, judge_post_file, judge_unreadable,
    },
    media::{Facts, Kind, examine, side_by_side},
};
use serde::Serialize;

use self::{figures::Figures, folder::Item};
use super::{
    Exit,
    output::{Output, one_line},
};

/// Say what each file is, and what LinkedIn would say of it. Reads headers only; sends nothing.
///
/// A folder stands for the images, videos, documents and captions in it and in its folders, up to 500 of them; what is
/// hidden is passed over, and links to folders are not followed but named. Advice on a whole post, such as alt texts and
/// the width of an image that stands alone, comes with the post: galley publish --dry-run.
///
/// With --json, each file has path, kind, bytes and findings. An image has format, width, height, orientation, frames,
/// animated, color, bit_depth, progressive and icc; a video format, width, height, rotation, duration_ms, video_codec,
/// audio_codec, fragmented, moov_first, frame_rate, video_tracks, audio_tracks and edited; a document format, pages,
/// encrypted and page_sizes; captions format, encoding, cues and end_ms. Width and height are as displayed, rotation is
/// how far the frames are turned clockwise for that (ffprobe counts the other way), and what is not known is null.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Print one JSON array, with an element per file in the order given.
    #[arg(long)]
    pub json: bool,
    /// Whose rules apply.
    #[arg(long, value_enum, default_value_t = Rules::Linkedin)]
    provider: Rules,
    /// What the files are to be used as. Without it, each is judged as what it is.
    #[arg(long = "as", value_enum, value_name = "USE")]
    purpose: Option<Use>,
    /// The files, of any kind, or folders of them; one that is missing or damaged is told like the others.
    // An empty name, too, which no path can be: a script may come by one.
    #[arg(required = true, value_name = "FILE", value_parser = OsStringValueParser::new().map(PathBuf::from))]
    files: Vec<PathBuf>,
}

/// Whose rules apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Rules {
    /// The versioned Posts API.
    Linkedin,
    /// The older API of assets and shares.
    LinkedinV2,
    Ayrshare,
}

impl Rules {
    fn limits(self) -> &'static FileLimits {
        match self {
            Rules::Linkedin => &LINKEDIN.files,
            Rules::LinkedinV2 => &LINKEDIN_V2,
            Rules::Ayrshare => &AYRSHARE,
        }
    }
}

/// What a file is to be in a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Use {
    Image,
    /// A picture of a sponsored carousel.
    CarouselCard,
    Video,
    /// What stands still before a video plays.
    Thumbnail,
    Captions,
    Document,
}

impl Use {
    fn purpose(self) -> Purpose {
        match self {
            Use::Image => Purpose::Image,
            Use::CarouselCard => Purpose::CarouselCard,
            Use::Video => Purpose::Video,
            Use::Thumbnail => Purpose::Thumbnail { film: None, taken: Taken::Elsewhere },
            Use::Captions => Purpose::Captions,
            Use::Document => Purpose::Document,
        }
    }
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

pub(super) fn run(arguments: &Arguments, output: Output) -> Exit {
    let limits = arguments.provider.limits();
    let judged = |facts: &Facts| match arguments.purpose {
        Some(purpose) => judge(facts, purpose.purpose(), limits),
        None => judge_by_kind(facts, limits),
    };
    let items = folder::items(&arguments.files);
    let reports = side_by_side(&items, |item| match item {
        Item::File { path, in_folder } => Some(report(path, *in_folder, judged)),
        Item::Folder { .. } => None,
    });
    let reports = folder::summed_up(&items, reports);
    match output.json {
        true => output.value(&reports),
        false => reports.iter().for_each(|report| say(report, output)),
    }
    let blocked = reports.iter().flat_map(|report| &report.findings).any(|it| it.severity == Severity::Block);
    if blocked { Exit::Stopped } else { Exit::Done }
}

fn report(path: &Path, in_folder: bool, judge: impl Fn(&Facts) -> Vec<Judgement>) -> Report {
    let named = path.to_string_lossy().into_owned();
    match examine(path) {
        Err(error) => Report {
            path: named,
            kind: Kind::Unknown,
            figures: Figures::Unknown { bytes: None },
            findings: vec![judge_unreadable(&error)],
        },
        Ok(facts) if post_file::is_one(path, &facts) => Report {
            path: named,
            kind: facts.kind(),
            figures: Figures::PostFile { bytes: facts.bytes },
            findings: vec![judge_post_file(in_folder)],
        },
        Ok(facts) => {
            let mut findings = judge(&facts);
            findings.sort_by_key(|finding| finding.severity);
            Report { path: named, kind: facts.kind(), figures: Figures::of(&facts), findings }
        }
    }
}

fn say(report: &Report, output: Output) {
    output.say(format_args!("{}: {}", one_line(&report.path), report.figures));
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
