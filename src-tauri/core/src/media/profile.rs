//! Colour profiles for what a file says of its colours in other words: a copy of it, or a page of a PDF, has none of
//! them.

use std::ops::RangeInclusive;

use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile, LocalizableString,
    MatrixCoefficients, ProfileText, ToneReprCurve, TransferCharacteristics, XyY,
};
use png::{ColorType, Info, SourceChromaticities};

/// What sRGB has in a PNG (PNG third edition, section 11.3.2.5): gamma, and x and y of white, red, green and blue.
const SRGB_GAMMA: f32 = 0.45455;
const SRGB_POINTS: [f64; 8] = [0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06];
/// Differences that nobody sees. Programs round, and some write 1/2.2 cut off.
const ALIKE_GAMMA: f32 = 0.01;
const ALIKE_POINT: f64 = 0.005;
/// Gammas that make sense; others are taken for a mistake.
const GAMMAS: RangeInclusive<f32> = 0.1..=2.0;

/// Numbers of ITU-T H.273, tables 2 and 3.
mod code {
    pub const UNSAID: u8 = 2;
    pub const BT709: u8 = 1;
    pub const SRGB: u8 = 13;
    /// Transfers that screens show as they show that of sRGB: BT.709, BT.601, IEC 61966-2-1, BT.2020.
    pub const LIKE_SRGB: [u8; 5] = [1, 6, SRGB, 14, 15];
    /// PQ and HLG go beyond white: a profile of theirs makes a picture dark wherever it is taken at its word.
    pub const BEYOND_WHITE: [u8; 2] = [16, 18];
}

/// The profile of a PNG's colours: its own, or one for its code points, or for its gamma and primaries (section 4.3
/// says which one counts). `None` for those of sRGB, which is what a picture without a profile is taken for.
pub(super) fn of_png(info: &Info<'_>) -> Option<Vec<u8>> {
    if let Some(profile) = &info.icc_profile {
        return Some(profile.to_vec());
    }
    let gray = matches!(info.color_type, ColorType::Grayscale | ColorType::GrayscaleAlpha);
    if let Some(points) = info.coding_independent_code_points
        && !gray
    {
        return of_code_points(points.color_primaries, points.transfer_function);
    }
    if info.srgb.is_some() {
        return None;
    }
    let gamma = info.gama_chunk.map(|gamma| gamma.into_value());
    let gamma = gamma.filter(|gamma| GAMMAS.contains(gamma) && (gamma - SRGB_GAMMA).abs() > ALIKE_GAMMA);
    if gray {
        return encoded(ColorProfile::new_gray_with_gamma(gamma?.recip()));
    }
    let points = info.chrm_chunk.map(|points| numbers(&points));
    let points = points.filter(|points| make_sense(points) && !alike(points, &SRGB_POINTS));
    if gamma.is_none() && points.is_none() {
        return None;
    }
    let [white_x, white_y, red_x, red_y, green_x, green_y, blue_x, blue_y] = points.unwrap_or(SRGB_POINTS);
    let point = |x: f64, y: f64| Chromaticity::new(x as f32, y as f32);
    let mut profile = ColorProfile::new_srgb();
    profile.update_rgb_colorimetry(
        XyY { x: white_x, y: white_y, yb: 1.0 },
        ColorPrimaries {
            red: point(red_x, red_y),
            green: point(green_x, green_y),
            blue: point(blue_x, blue_y),
        },
    );
    if let Some(gamma) = gamma {
        let curve = ToneReprCurve::Parametric(vec![gamma.recip()]);
        profile.red_trc = Some(curve.clone());
        profile.green_trc = Some(curve.clone());
        profile.blue_trc = Some(curve);
    }
    encoded(profile)
}

/// A profile for primaries and a transfer by their numbers (ITU-T H.273); `None` for sRGB’s, for those that no profile
/// can be made of, and for those that go beyond white.
pub(super) fn of_code_points(primaries: u8, transfer: u8) -> Option<Vec<u8>> {
    let primaries = if primaries == code::UNSAID { code::BT709 } else { primaries };
    let transfer =
        if transfer == code::UNSAID || code::LIKE_SRGB.contains(&transfer) { code::SRGB } else { transfer };
    if (primaries, transfer) == (code::BT709, code::SRGB) || code::BEYOND_WHITE.contains(&transfer) {
        return None;
    }
    let mut profile = ColorProfile::new_srgb();
    (profile.red_trc, profile.green_trc, profile.blue_trc) = (None, None, None);
    profile.update_rgb_colorimetry_from_cicp(CicpProfile {
        color_primaries: CicpColorPrimaries::try_from(primaries).ok()?,
        transfer_characteristics: TransferCharacteristics::try_from(transfer).ok()?,
        matrix_coefficients: MatrixCoefficients::Identity,
        full_range: true,
    });
    // It has a curve only where it could follow the numbers.
    profile.blue_trc.as_ref()?;
    encoded(profile)
}

fn encoded(mut profile: ColorProfile) -> Option<Vec<u8>> {
    let text = |text: &str| {
        ProfileText::Localizable(vec![LocalizableString::new("en".into(), "US".into(), text.into())])
    };
    profile.description = Some(text("Colors as the picture described them"));
    profile.copyright = Some(text("No copyright"));
    let mut profile = profile.encode().ok()?;
    // When it was made (ICC.1, section 7.2.8) is left out: the same picture makes the same bytes on any day.
    profile.get_mut(24..36)?.fill(0);
    Some(profile)
}

fn numbers(points: &SourceChromaticities) -> [f64; 8] {
    let SourceChromaticities { white, red, green, blue } = points;
    [white.0, white.1, red.0, red.1, green.0, green.1, blue.0, blue.1]
        .map(|number| f64::from(number.into_value()))
}

/// Whether the primaries are the corners of a triangle, a sixth as large as that of sRGB at least, and there is a white.
fn make_sense(&[_, white, red_x, red_y, green_x, green_y, blue_x, blue_y]: &[f64; 8]) -> bool {
    let twice = (red_x - blue_x) * (green_y - blue_y) - (green_x - blue_x) * (red_y - blue_y);
    twice.abs() > 0.04 && white > 0.1
}

fn alike(one: &[f64; 8], other: &[f64; 8]) -> bool {
    one.iter().zip(other).all(|(one, other)| (one - other).abs() <= ALIKE_POINT)
}

#[cfg(test)]
mod tests {
    use moxcms::{DataColorSpace, Layout, TransformOptions};
    use png::{CodingIndependentCodePoints, ScaledFloat};

    use super::*;

    fn info(color: ColorType) -> Info<'static> {
        let mut info = Info::with_size(4, 4);
        info.color_type = color;
        info
    }

    /// What a pixel of these colours is in sRGB.
    fn shown(profile: &[u8], pixel: [u8; 3]) -> [u8; 3] {
        let profile = ColorProfile::new_from_slice(profile).unwrap();
        let options = TransformOptions::default();
        let to = profile
            .create_transform_8bit(Layout::Rgb, &ColorProfile::new_srgb(), Layout::Rgb, options)
            .unwrap();
        let mut shown = [0; 3];
        to.transform(&pixel, &mut shown).unwrap();
        shown
    }

    fn near(one: [u8; 3], other: [u8; 3]) -> bool {
        one.iter().zip(other).all(|(one, other)| one.abs_diff(other) <= 2)
    }

    #[test]
    fn what_is_said_of_srgb_needs_no_profile() {
        let mut said = info(ColorType::Rgb);
        assert_eq!(of_png(&said), None);
        said.gama_chunk = Some(ScaledFloat::new(0.4545));
        said.chrm_chunk =
            Some(SourceChromaticities::new((0.3127, 0.329), (0.64, 0.33), (0.3, 0.6), (0.15, 0.06)));
        assert_eq!(of_png(&said), None);
        assert_eq!((of_code_points(1, 13), of_code_points(1, 1), of_code_points(2, 2)), (None, None, None));
    }

    #[test]
    fn a_gamma_makes_a_picture_as_bright_as_it_is_meant() {
        let mut linear = info(ColorType::Rgb);
        linear.gama_chunk = Some(ScaledFloat::new(1.0));
        // A fifth of the light is 124 of 255 in sRGB (IEC 61966-2-1).
        assert!(near(shown(&of_png(&linear).unwrap(), [51, 51, 51]), [124, 124, 124]));
        let mut gray = info(ColorType::GrayscaleAlpha);
        gray.gama_chunk = Some(ScaledFloat::new(1.0));
        let profile = ColorProfile::new_from_slice(&of_png(&gray).unwrap()).unwrap();
        assert_eq!(profile.color_space, DataColorSpace::Gray);
        gray.gama_chunk = Some(ScaledFloat::new(0.0));
        assert_eq!(of_png(&gray), None, "no gamma at all");
    }

    #[test]
    fn primaries_make_a_picture_as_colourful_as_it_is_meant() {
        let p3 = SourceChromaticities::new((0.3127, 0.329), (0.68, 0.32), (0.265, 0.69), (0.15, 0.06));
        let mut wide = info(ColorType::Rgba);
        wide.chrm_chunk = Some(p3);
        let mut coded = info(ColorType::Rgb);
        coded.coding_independent_code_points = Some(CodingIndependentCodePoints {
            color_primaries: 12,
            transfer_function: 13,
            matrix_coefficients: 0,
            is_video_full_range_image: true,
        });
        let options = TransformOptions::default();
        let mut expected = [0; 3];
        let (p3, srgb) = (ColorProfile::new_display_p3(), ColorProfile::new_srgb());
        let to = p3.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options).unwrap();
        to.transform(&[200, 120, 60], &mut expected).unwrap();
        assert!(!near(expected, [200, 120, 60]));
        for profile in [of_png(&wide), of_png(&coded), of_code_points(12, 13)] {
            let shown = shown(&profile.unwrap(), [200, 120, 60]);
            assert!(near(shown, expected), "{shown:?} {expected:?}");
        }
    }

    #[test]
    fn a_profile_of_its_own_counts_most_and_what_makes_no_sense_counts_for_nothing() {
        let mut own = info(ColorType::Rgb);
        own.gama_chunk = Some(ScaledFloat::new(1.0));
        own.icc_profile = Some(b"a profile".into());
        assert_eq!(of_png(&own).unwrap(), b"a profile");
        let mut nonsense = info(ColorType::Rgb);
        nonsense.chrm_chunk = Some(SourceChromaticities::new((0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)));
        assert_eq!(of_png(&nonsense), None);
        assert_eq!(
            (of_code_points(9, 16), of_code_points(200, 13), of_code_points(9, 200)),
            (None, None, None)
        );
    }
}
