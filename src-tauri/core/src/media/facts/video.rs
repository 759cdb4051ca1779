use serde::{Deserialize, Serialize};
use specta::Type;

/// What the structure of a film says of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct VideoFacts {
    /// Pixels across as displayed, so after [`VideoFacts::rotation`] and with square pixels.
    pub width: Option<u32>,
    /// Pixels down as displayed, so after [`VideoFacts::rotation`] and with square pixels.
    pub height: Option<u32>,
    /// How far the stored frames are turned clockwise for display: 0, 90, 180 or 270 degrees. `ffprobe` counts the
    /// other way: its -90 is 90 here.
    pub rotation: Option<u16>,
    /// As long as a player shows it, in milliseconds; edit lists are followed.
    pub duration_ms: Option<u64>,
    /// Frames per second, on average.
    pub frame_rate: Option<f64>,
    /// As `ffprobe` calls it: `h264`, `hevc`, `vp9`. One it has no name for by its own short mark.
    pub video_codec: Option<String>,
    /// Of H.264 alone, the number of its profile (ITU-T H.264, annex A): 66 for Baseline, 77 for Main, 100 for High.
    pub avc_profile: Option<u8>,
    /// As `ffprobe` calls it: `aac`, `opus`. `None` when there is no sound, or nothing is known of it.
    pub audio_codec: Option<String>,
    pub video_tracks: Option<u32>,
    pub audio_tracks: Option<u32>,
    /// The index stands before the frames, so that a player need not fetch the end first.
    pub moov_first: Option<bool>,
    /// The index comes in pieces between the frames.
    pub fragmented: Option<bool>,
    /// An edit list cuts, delays or repeats a part.
    pub edited: Option<bool>,
    /// What it tells of where it was made. `None` where that could not be read, or is not looked for: in other kinds than
    /// MP4 and MOV.
    pub location: Option<Location>,
}

/// What a film tells of where it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Location {
    Untold,
    Told,
    /// A track holds what the camera measured, which may be its way.
    Measured,
}
