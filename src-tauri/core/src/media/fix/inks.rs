use std::sync::Arc;

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformExecutor, TransformOptions};

use crate::media::decode::ink;

/// Makes light of printing inks.
pub(super) struct Inks {
    profile: Option<Arc<dyn TransformExecutor<u8> + Send + Sync>>,
    row: Vec<u8>,
}

impl Inks {
    /// As a profile says; without one that can be followed, by the plain formula of browsers. `width` is that of rows.
    pub fn new(icc: Option<&[u8]>, width: u32) -> Self {
        Self { profile: icc.and_then(transform), row: vec![0; width as usize * 3] }
    }

    /// Whether a profile is followed.
    pub fn follow_profile(&self) -> bool {
        self.profile.is_some()
    }

    /// A row of inks in red, green and blue.
    pub fn row(&mut self, inks: &[u8]) -> &[u8] {
        let done =
            self.profile.as_ref().is_some_and(|profile| profile.transform(inks, &mut self.row).is_ok());
        if !done {
            let pixels = self.row.as_chunks_mut::<3>().0.iter_mut();
            pixels.zip(inks.chunks_exact(4)).for_each(|(pixel, inks)| *pixel = ink(inks));
        }
        &self.row
    }
}

/// To sRGB, which is what a picture without a profile is taken for.
fn transform(icc: &[u8]) -> Option<Arc<dyn TransformExecutor<u8> + Send + Sync>> {
    let profile = ColorProfile::new_from_slice(icc).ok()?;
    if profile.color_space != DataColorSpace::Cmyk {
        return None;
    }
    // Four samples a pixel, whatever they are called.
    profile
        .create_transform_8bit(
            Layout::Rgba,
            &ColorProfile::new_srgb(),
            Layout::Rgb,
            TransformOptions::default(),
        )
        .ok()
}
