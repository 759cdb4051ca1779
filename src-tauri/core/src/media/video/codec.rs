//! What codecs are called: the marks of containers, and the names that `ffprobe` has for them.

/// Marks of samples in MP4 and QuickTime films (the MP4 registration authority's list, and Apple's), which AVI shares.
const FOURCCS: &[(&[u8; 4], &str)] = &[
    (b"avc1", "h264"),
    (b"avc2", "h264"),
    (b"avc3", "h264"),
    (b"avc4", "h264"),
    (b"dva1", "h264"),
    (b"dvav", "h264"),
    (b"H264", "h264"),
    (b"h264", "h264"),
    (b"X264", "h264"),
    (b"x264", "h264"),
    (b"hvc1", "hevc"),
    (b"hvc2", "hevc"),
    (b"hev1", "hevc"),
    (b"hev2", "hevc"),
    (b"dvh1", "hevc"),
    (b"dvhe", "hevc"),
    (b"HEVC", "hevc"),
    (b"FFV1", "ffv1"),
    (b"vvc1", "vvc"),
    (b"vvi1", "vvc"),
    (b"av01", "av1"),
    (b"AV01", "av1"),
    (b"vp08", "vp8"),
    (b"VP80", "vp8"),
    (b"vp09", "vp9"),
    (b"VP90", "vp9"),
    (b"mp4v", "mpeg4"),
    (b"FMP4", "mpeg4"),
    (b"XVID", "mpeg4"),
    (b"xvid", "mpeg4"),
    (b"DIVX", "mpeg4"),
    (b"DX50", "mpeg4"),
    (b"MP42", "msmpeg4v2"),
    (b"MP43", "msmpeg4v3"),
    (b"DIV3", "msmpeg4v3"),
    (b"mp1v", "mpeg1video"),
    (b"m1v ", "mpeg1video"),
    (b"mp2v", "mpeg2video"),
    (b"m2v1", "mpeg2video"),
    (b"mx5p", "mpeg2video"),
    (b"hdv2", "mpeg2video"),
    (b"hdv3", "mpeg2video"),
    (b"xd5b", "mpeg2video"),
    (b"xdvc", "mpeg2video"),
    (b"apch", "prores"),
    (b"apcn", "prores"),
    (b"apcs", "prores"),
    (b"apco", "prores"),
    (b"ap4h", "prores"),
    (b"ap4x", "prores"),
    (b"aprn", "prores_raw"),
    (b"aprh", "prores_raw"),
    (b"AVdn", "dnxhd"),
    (b"AVdh", "dnxhd"),
    (b"CFHD", "cfhd"),
    (b"Hap1", "hap"),
    (b"Hap5", "hap"),
    (b"HapY", "hap"),
    (b"jpeg", "mjpeg"),
    (b"mjpa", "mjpeg"),
    (b"mjpb", "mjpegb"),
    (b"dmb1", "mjpeg"),
    (b"MJPG", "mjpeg"),
    (b"mjpg", "mjpeg"),
    (b"mjp2", "jpeg2000"),
    (b"png ", "png"),
    (b"rle ", "qtrle"),
    (b"SVQ1", "svq1"),
    (b"SVQ3", "svq3"),
    (b"cvid", "cinepak"),
    (b"s263", "h263"),
    (b"h263", "h263"),
    (b"H263", "h263"),
    (b"dvc ", "dvvideo"),
    (b"dvcp", "dvvideo"),
    (b"dvpp", "dvvideo"),
    (b"dv5n", "dvvideo"),
    (b"dv5p", "dvvideo"),
    (b"dvh5", "dvvideo"),
    (b"dvsd", "dvvideo"),
    (b"WMV3", "wmv3"),
    (b"WVC1", "vc1"),
    (b"vc-1", "vc1"),
    (b"raw ", "rawvideo"),
    (b"2vuy", "rawvideo"),
    (b"yuv2", "rawvideo"),
    (b"v210", "v210"),
    (b"theo", "theora"),
    // Sound.
    (b"mp4a", "aac"),
    (b".mp3", "mp3"),
    (b"ms\0U", "mp3"),
    (b"ac-3", "ac3"),
    (b"ec-3", "eac3"),
    (b"dtsc", "dts"),
    (b"dtsh", "dts"),
    (b"dtsl", "dts"),
    (b"dtse", "dts"),
    (b"alac", "alac"),
    (b"fLaC", "flac"),
    (b"Opus", "opus"),
    (b"samr", "amr_nb"),
    (b"sawb", "amr_wb"),
    (b"ulaw", "pcm_mulaw"),
    (b"alaw", "pcm_alaw"),
    (b"ima4", "adpcm_ima_qt"),
    (b"QDM2", "qdm2"),
    (b"QDMC", "qdmc"),
    (b"MAC3", "mace3"),
    (b"MAC6", "mace6"),
];

/// What an MPEG-4 descriptor says the samples are (ISO/IEC 14496-1, table 5; the registration authority's list).
const OBJECT_TYPES: &[(u8, &str)] = &[
    (0x20, "mpeg4"),
    (0x21, "h264"),
    (0x23, "hevc"),
    (0x40, "aac"),
    (0x60, "mpeg2video"),
    (0x61, "mpeg2video"),
    (0x62, "mpeg2video"),
    (0x63, "mpeg2video"),
    (0x64, "mpeg2video"),
    (0x65, "mpeg2video"),
    (0x66, "aac"),
    (0x67, "aac"),
    (0x68, "aac"),
    (0x69, "mp3"),
    (0x6A, "mpeg1video"),
    (0x6B, "mp3"),
    (0x6C, "mjpeg"),
    (0x6D, "png"),
    (0xA5, "ac3"),
    (0xA6, "eac3"),
    (0xA9, "dts"),
    (0xAD, "opus"),
    (0xDD, "vorbis"),
    (0xE1, "qcelp"),
];

/// Codecs of Matroska and WebM (RFC 9559, section 27.1), by how their marks begin.
const MATROSKA: &[(&str, &str)] = &[
    ("V_MPEG4/ISO/AVC", "h264"),
    ("V_MPEGH/ISO/HEVC", "hevc"),
    ("V_MPEGI/ISO/VVC", "vvc"),
    ("V_VP8", "vp8"),
    ("V_VP9", "vp9"),
    ("V_AV1", "av1"),
    ("V_MPEG4/ISO", "mpeg4"),
    ("V_MPEG2", "mpeg2video"),
    ("V_MPEG1", "mpeg1video"),
    ("V_MJPEG", "mjpeg"),
    ("V_PRORES", "prores"),
    ("V_THEORA", "theora"),
    ("V_FFV1", "ffv1"),
    ("V_UNCOMPRESSED", "rawvideo"),
    ("A_AAC", "aac"),
    ("A_AC3", "ac3"),
    ("A_EAC3", "eac3"),
    ("A_ALAC", "alac"),
    ("A_DTS", "dts"),
    ("A_FLAC", "flac"),
    ("A_MPEG/L3", "mp3"),
    ("A_MPEG/L2", "mp2"),
    ("A_OPUS", "opus"),
    ("A_TRUEHD", "truehd"),
    ("A_VORBIS", "vorbis"),
];

/// Sound in AVI files (Microsoft's registered WAVE form tags).
const WAVE_TAGS: &[(u16, &str)] = &[
    (0x0002, "adpcm_ms"),
    (0x0006, "pcm_alaw"),
    (0x0007, "pcm_mulaw"),
    (0x0011, "adpcm_ima_wav"),
    (0x0050, "mp2"),
    (0x0055, "mp3"),
    (0x00FF, "aac"),
    (0x0161, "wmav2"),
    (0x1610, "aac"),
    (0x2000, "ac3"),
    (0x2001, "dts"),
];

pub(super) fn of_fourcc(mark: [u8; 4]) -> String {
    named(FOURCCS, &mark).map_or_else(|| short_mark(mark), str::to_owned)
}

pub(super) fn of_object_type(object_type: u8) -> Option<&'static str> {
    OBJECT_TYPES.iter().find(|(known, _)| *known == object_type).map(|(_, name)| *name)
}

pub(super) fn of_matroska(mark: &str) -> Option<&'static str> {
    MATROSKA.iter().find(|(known, _)| mark.starts_with(known)).map(|(_, name)| *name)
}

pub(super) fn of_wave_tag(tag: u16) -> Option<&'static str> {
    WAVE_TAGS.iter().find(|(known, _)| *known == tag).map(|(_, name)| *name)
}

/// Samples that are plain numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pcm {
    pub bits: u16,
    pub float: bool,
    pub signed: bool,
    pub big_endian: bool,
}

impl Pcm {
    pub fn name(self) -> String {
        let kind = match self {
            Self { float: true, .. } => 'f',
            Self { signed: true, .. } => 's',
            Self { signed: false, .. } => 'u',
        };
        let order = match self {
            Self { bits: ..=8, .. } => "",
            Self { big_endian: true, .. } => "be",
            Self { big_endian: false, .. } => "le",
        };
        format!("pcm_{kind}{}{order}", self.bits)
    }
}

fn named(table: &[(&[u8; 4], &'static str)], mark: &[u8; 4]) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == mark).map(|(_, name)| *name)
}

/// A mark as it is written, or in hexadecimal digits where it cannot be.
pub(super) fn short_mark(mark: [u8; 4]) -> String {
    let text = mark.trim_ascii_end();
    if !text.is_empty() && text.iter().all(|byte| byte.is_ascii_graphic()) {
        text.iter().map(|byte| char::from(*byte)).collect()
    } else {
        format!("0x{:08x}", u32::from_be_bytes(mark))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_without_a_name_stands_for_itself() {
        assert_eq!(of_fourcc(*b"hvc1"), "hevc");
        assert_eq!(of_fourcc(*b"abc "), "abc");
        assert_eq!(of_fourcc([0, 1, 2, 3]), "0x00010203");
        assert_eq!(of_matroska("V_MPEG4/ISO/ASP"), Some("mpeg4"));
        assert_eq!(of_matroska("S_TEXT/UTF8"), None);
    }

    #[test]
    fn plain_numbers_are_named_by_their_kind() {
        let pcm = |bits, float, signed, big_endian| Pcm { bits, float, signed, big_endian }.name();
        assert_eq!(pcm(16, false, true, false), "pcm_s16le");
        assert_eq!(pcm(24, false, true, true), "pcm_s24be");
        assert_eq!(pcm(32, true, true, false), "pcm_f32le");
        assert_eq!(pcm(8, false, false, true), "pcm_u8");
    }
}
