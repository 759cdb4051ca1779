//! A language as it is spoken somewhere.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

mod codes;

pub use codes::{COUNTRIES, LANGUAGES};

/// A language of ISO 639-1 and a country of ISO 3166-1: `en_US`. Whether LinkedIn knows it is another question.
///
/// Source: Videos API, captions name "a locale"; LinkedIn writes locales so everywhere else.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
pub struct Locale(String);

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” names no language of ISO 639-1 and country of ISO 3166-1; write them as en_US")]
pub struct NoLocale(String);

impl Locale {
    /// `en`
    pub fn language(&self) -> &str {
        &self.0[..2]
    }

    /// `US`
    pub fn country(&self) -> &str {
        &self.0[3..]
    }
}

impl FromStr for Locale {
    type Err = NoLocale;

    fn from_str(text: &str) -> Result<Self, NoLocale> {
        match text.split_once('_') {
            Some((language, country))
                if LANGUAGES.binary_search(&language).is_ok()
                    && COUNTRIES.binary_search(&country).is_ok() =>
            {
                Ok(Locale(text.to_owned()))
            }
            _ => Err(NoLocale(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Locale {
    type Error = NoLocale;

    fn try_from(text: String) -> Result<Self, NoLocale> {
        text.parse()
    }
}

impl From<Locale> for String {
    fn from(locale: Locale) -> String {
        locale.0
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_a_language_and_a_country() {
        let locale: Locale = "pt_BR".parse().unwrap();
        assert_eq!((locale.language(), locale.country(), locale.to_string()), ("pt", "BR", "pt_BR".into()));
        for wrong in
            ["", "en", "en-US", "EN_us", "eng_US", "en_USA", "é_US", "en_U\u{e9}", "xx_ZZ", "xx_US", "en_ZZ"]
        {
            assert!(wrong.parse::<Locale>().is_err(), "{wrong}");
        }
    }
}
