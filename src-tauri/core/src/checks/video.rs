//! Rules of a single video file.

use super::{
    Judgement, Limit,
    Severity::{Advise, Block, Warn},
    file::{Subject, another_kind, described, faults, misnamed, refused, unjudged},
    limits::{FileLimits, VideoLimits},
    words::{bytes_against, decimal, duration, thousands},
};
use crate::media::{Facts, Kind, Location, VideoFacts};

const VIDEO: Subject = Subject {
    kind: Kind::Video,
    a: "a video",
    noun: "video",
    several: "videos",
    truncated: "video.truncated",
    corrupt: "video.corrupt",
    damaged: "video.damaged",
};

/// What a provider would say of this file as a video.
pub(super) fn judge(facts: &Facts, limits: &FileLimits) -> Vec<Judgement> {
    let provider = limits.provider;
    let Some(limits) = &limits.video else {
        let of_itself = facts.video().map(|video| [picture(video), tracks(video), location(video)]);
        return unjudged(facts, &VIDEO, provider, of_itself.into_iter().flatten().flatten());
    };
    if let Some(refused) = another_kind(facts, &VIDEO, provider, &limits.formats) {
        return misnamed(refused, facts);
    }
    let doubtful = match format(facts, provider, limits) {
        Some(judgement) if judgement.severity == Block => return refused(judgement, facts, &VIDEO),
        doubtful => doubtful,
    };
    let Some(video) = facts.video() else { return Vec::new() };
    let rules = [
        doubtful,
        length(facts, video, provider, limits),
        size(facts, provider, limits),
        shape(video, provider, limits),
        sides(video, provider, limits),
        picture(video),
        codec(video, provider, limits),
        profile(video, limits),
        frame_rate(video, provider, limits),
        sound(video, provider, limits),
        tracks(video),
        fragments(video, provider),
        index(video),
        location(video),
    ];
    faults(facts, &VIDEO).into_iter().chain(rules.into_iter().flatten()).collect()
}

fn format(facts: &Facts, provider: &str, limits: &VideoLimits) -> Option<Judgement> {
    let format = facts.format?;
    if limits.formats.taken.contains(&format) {
        return None;
    }
    let (takes, this) = (limits.formats.in_words, described(format));
    let (severity, message) = match limits.doubtful.contains(&format) {
        true => (
            Warn,
            format!(
                "This is {this}; {provider} names {takes} alone and may refuse it. Export it as {takes} to be safe."
            ),
        ),
        false => (
            Block,
            format!("This is {this}; {provider} takes {takes}. Export it as {takes} with H.264 and AAC."),
        ),
    };
    Some(Judgement::new("video.format", severity, message).by(limits.formats.source))
}

fn length(facts: &Facts, video: &VideoFacts, provider: &str, limits: &VideoLimits) -> Option<Judgement> {
    let VideoLimits { shortest, longest, .. } = *limits;
    let takes = format!("{provider} takes {} to {}", duration(shortest.value), duration(longest.value));
    let Some(measured) = video.duration_ms else {
        // What is broken, or shows nothing, has worse to be told of.
        let has_worse = facts.broken() || video.video_tracks == Some(0);
        return (!has_worse).then(|| {
            let message = format!(
                "The file does not say how long the video is; {takes}. Play it and see, or export it again."
            );
            Judgement::new("video.length_unknown", Warn, message).by(shortest.source)
        });
    };
    let (limit, way_out) = match measured {
        // The fault says it.
        0 if facts.broken() => return None,
        0 => (shortest, "Export it again: no player shows it.".to_owned()),
        short if short < shortest.value => (shortest, "Add to it, or hold its last frame.".to_owned()),
        long if long > longest.value => (
            longest,
            format!("Cut it, or divide it among {} posts.", thousands(long.div_ceil(longest.value))),
        ),
        _ => return None,
    };
    let message = format!("The video lasts {}; {takes}. {way_out}", duration(measured));
    Some(Judgement::new("video.length", Block, message).against(measured, limit))
}

fn size(facts: &Facts, provider: &str, limits: &VideoLimits) -> Option<Judgement> {
    let measured = facts.bytes;
    // A broken file has worse to be told of, and no quality to be exported in.
    let too_few = |smallest: &Limit| measured < smallest.value && !facts.broken();
    let too_small = limits.smallest.filter(too_few).map(|smallest| {
        let [has, takes] = bytes_against(measured, smallest.value);
        let message =
            format!("The file has {has}; {provider} takes {takes} or more. Export it in a higher quality.");
        (message, smallest)
    });
    let too_large = (measured > limits.largest.value).then(|| {
        let [has, takes] = bytes_against(measured, limits.largest.value);
        let message = format!(
            "The file has {has}; {provider} takes up to {takes}. Export it in a lower quality, or cut it."
        );
        (message, limits.largest)
    });
    let (message, limit) = too_small.or(too_large)?;
    Some(Judgement::new("video.bytes", Block, message).against(measured, limit))
}

fn shape(video: &VideoFacts, provider: &str, limits: &VideoLimits) -> Option<Judgement> {
    let (width, height) = (u64::from(video.width?), u64::from(video.height?));
    let Limit { value: slimmest, source } = limits.slimmest;
    let (long, short) = (width.max(height), width.min(height));
    if short == 0 || long * 1_000 <= short * slimmest {
        return None;
    }
    let measured = (long * 1_000).div_ceil(short);
    let (ratio, most) = (decimal(measured), decimal(slimmest));
    let (ratio, edges) = match width > height {
        true => (format!("{ratio}:1"), "left and right"),
        false => (format!("1:{ratio}"), "top and bottom"),
    };
    let message = format!(
        "{} × {} is {ratio}; {provider} takes 1:{most} to {most}:1. Crop it at {edges}, or set it on a background.",
        thousands(width),
        thousands(height)
    );
    Some(Judgement::new("video.shape", Block, message).against(measured, Limit { value: slimmest, source }))
}

fn sides(video: &VideoFacts, provider: &str, limits: &VideoLimits) -> Option<Judgement> {
    let (width, height) = (u64::from(video.width?), u64::from(video.height?));
    let (longer, shorter) = (limits.longer_side, limits.shorter_side);
    let sides = [(width.max(height), longer), (width.min(height), shorter)];
    let small = sides.iter().find(|(side, (least, _))| *side < least.value);
    let large = sides.iter().find(|(side, (_, most))| *side > most.value);
    let (measured, limit, way_out) = match (small, large) {
        // The fault says it.
        _ if width.min(height) == 0 => return None,
        (Some((side, (least, _))), _) => (*side, *least, "Export it larger, from what it was made of."),
        (None, Some((side, (_, most)))) => (*side, *most, "Export it smaller: 1,920 × 1,080 is plenty."),
        (None, None) => return None,
    };
    let size = |width: u64, height: u64| format!("{} × {}", thousands(width), thousands(height));
    let message = format!(
        "The picture is {}; {provider} takes {} to {}, lying or standing, as far as is known. {way_out}",
        size(width, height),
        size(longer.0.value, shorter.0.value),
        size(longer.1.value, shorter.1.value)
    );
    Some(Judgement::new("video.sides", Warn, message).against(measured, limit))
}

fn picture(video: &VideoFacts) -> Option<Judgement> {
    (video.video_tracks == Some(0)).then(|| {
        let message = match video.audio_tracks {
            Some(0) => "The file holds neither a moving picture nor sound. Export it again.",
            _ => "The file holds no moving picture, only sound. Export it with its picture, or set it to a still one.",
        };
        Judgement::new("video.no_picture", Block, message)
    })
}

fn codec(video: &VideoFacts, provider: &str, limits: &VideoLimits) -> Option<Judgement> {
    let codec = video.video_codec.as_deref()?;
    (!limits.codecs.0.contains(&codec)).then(|| {
        let message = format!(
            "The picture is coded as {}. {provider} names no codecs; H.264 is what plays everywhere. Export it as \
             H.264 to be safe.",
            codec_name(codec)
        );
        Judgement::new("video.codec", Warn, message).by(limits.codecs_source)
    })
}

/// Profiles of H.264 that players of the web show, and what the others are called (ITU-T H.264, annex A).
const PLAYED_PROFILES: [u8; 3] = [66, 77, 100];
const OTHER_PROFILES: [(u8, &str); 5] =
    [(44, "CAVLC 4:4:4 Intra"), (88, "Extended"), (110, "High 10"), (122, "High 4:2:2"), (244, "High 4:4:4")];

fn profile(video: &VideoFacts, limits: &VideoLimits) -> Option<Judgement> {
    let profile = video.avc_profile.filter(|profile| !PLAYED_PROFILES.contains(profile))?;
    let name = OTHER_PROFILES.iter().find(|(number, _)| *number == profile);
    let name = name.map_or_else(|| profile.to_string(), |(_, name)| (*name).to_owned());
    let message = format!(
        "The picture is H.264 in the profile {name}, which many players do not show. Export it in the profile High or \
         Main, with 8 bits a colour and 4:2:0."
    );
    Some(Judgement::new("video.profile", Warn, message).by(limits.codecs_source))
}

fn frame_rate(video: &VideoFacts, provider: &str, limits: &VideoLimits) -> Option<Judgement> {
    let rate = video.frame_rate?.round();
    let (least, most) = limits.frame_rates;
    let limit = match rate {
        few if few < least.value as f64 => least,
        many if many > most.value as f64 => most,
        _ => return None,
    };
    let message = format!(
        "{rate} frames a second; {provider} takes {} to {}, as far as is known. Export it with 25 or 30.",
        least.value, most.value
    );
    // Rounded, and no film has more than a few hundred.
    Some(Judgement::new("video.frame_rate", Warn, message).against(rate as u64, limit))
}

fn sound(video: &VideoFacts, provider: &str, limits: &VideoLimits) -> Option<Judgement> {
    if video.audio_tracks == Some(0) && video.video_tracks != Some(0) {
        let message = "The video has no sound. If it should have, export it again with its sound track.";
        return Some(Judgement::new("video.silent", Advise, message));
    }
    let codec = video.audio_codec.as_deref()?;
    (!limits.codecs.1.contains(&codec)).then(|| {
        let message = format!(
            "The sound is coded as {}. {provider} names no codecs; AAC is what plays everywhere. Export it with AAC to \
             be safe.",
            codec_name(codec)
        );
        Judgement::new("video.sound_codec", Warn, message).by(limits.codecs_source)
    })
}

fn tracks(video: &VideoFacts) -> Option<Judgement> {
    let what = match (video.video_tracks?, video.audio_tracks?) {
        (pictures @ 2.., _) => format!("{pictures} moving pictures"),
        (_, sounds @ 2..) => format!("{sounds} sound tracks"),
        _ => return None,
    };
    let message = format!(
        "The file holds {what}; one of them is shown, and nobody says which. Export it with the one that is meant."
    );
    Some(Judgement::new("video.tracks", Warn, message))
}

fn fragments(video: &VideoFacts, provider: &str) -> Option<Judgement> {
    (video.fragmented == Some(true)).then(|| {
        let message = format!(
            "The file comes in fragments, as recorders write it. {provider} does not say whether it takes such files. \
             Export it as an ordinary MP4 to be safe."
        );
        Judgement::new("video.fragmented", Warn, message)
    })
}

fn location(video: &VideoFacts) -> Option<Judgement> {
    let message = match video.location? {
        Location::Untold => return None,
        Location::Told => {
            "The file says where the video was filmed. Export it without location if that is nobody’s business."
        }
        Location::Measured => {
            "The file holds what the camera measured while it filmed, maybe its way. Export it anew if that is nobody’s \
             business."
        }
    };
    Some(Judgement::new("video.location", Advise, message))
}

fn index(video: &VideoFacts) -> Option<Judgement> {
    (video.moov_first == Some(false)).then(|| {
        let message = "The file’s index stands at its end, so that nothing plays before all of it is there. Exporting \
                       it for the web (“fast start”) puts it first.";
        Judgement::new("video.index_last", Advise, message)
    })
}

/// A codec as people call it.
fn codec_name(codec: &str) -> &str {
    const NAMES: [(&str, &str); 9] = [
        ("hevc", "HEVC (H.265)"),
        ("vp8", "VP8"),
        ("vp9", "VP9"),
        ("av1", "AV1"),
        ("mpeg4", "MPEG-4 Part 2"),
        ("prores", "ProRes"),
        ("mp3", "MP3"),
        ("opus", "Opus"),
        ("ac3", "AC-3"),
    ];
    NAMES.iter().find(|(short, _)| *short == codec).map_or(codec, |(_, name)| name)
}
