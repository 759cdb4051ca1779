//! What the user prefers.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Desk, Problem};
use crate::{accounts::ApiVersion, post::Locale};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct Settings {
    pub appearance: Appearance,
    /// The one `LinkedIn-Version`, `YYYYMM`, that accounts at LinkedIn and an API named by hand are asked for. `None`:
    /// the newest known, and another when LinkedIn switches it off.
    #[specta(type = Option<String>)]
    pub pinned_version: Option<ApiVersion>,
    pub proof: ProofSettings,
    /// The language that was chosen last for captions, if any was.
    pub captions_locale: Option<Locale>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    #[default]
    System,
    Light,
    Dark,
}

/// How the proof was looked at last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct ProofSettings {
    pub device: Device,
    /// Of the phone, in CSS pixels.
    pub width: u32,
    /// 1 for the reader's usual size, up to 2.
    // Without this the type would allow null, which is how JSON spells NaN.
    #[specta(type = u32)]
    pub text_scale: f64,
    pub dark: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Device {
    #[default]
    Phone,
    Desktop,
}

impl Default for ProofSettings {
    fn default() -> Self {
        ProofSettings { device: Device::Phone, width: 390, text_scale: 1.0, dark: false }
    }
}

const KIND: &str = "settings";
const ID: &str = "window";

impl Desk {
    /// The settings kept, or the defaults; what cannot be read counts as not kept.
    pub fn settings(&self) -> Settings {
        self.library.get(KIND, ID).ok().flatten().unwrap_or_default()
    }

    pub fn change_settings(&self, settings: Settings) -> Result<Settings, Problem> {
        self.library.put(KIND, ID, &settings)?;
        Ok(settings)
    }
}
