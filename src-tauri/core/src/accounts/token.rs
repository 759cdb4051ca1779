//! An access token: readable in one place, printable nowhere.

use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;

/// Shortest text taken for a token. LinkedIn's have about 500 characters, the sandbox's about 40.
const MIN_LEN: usize = 20;

/// Longest token kept. LinkedIn advises to plan for 1,000 characters or more; Windows Credential Manager holds
/// 2,560 bytes.
const MAX_LEN: usize = 2_560;

/// An OAuth access token. It has no `Serialize`, and `Debug` hides it.
#[derive(Debug, Clone)]
pub struct Token(SecretString);

/// Why a pasted text cannot be a token. The text itself is never repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TokenError {
    #[error("there is no token yet; paste the access token that LinkedIn's token generator shows")]
    Empty,
    #[error(
        "this is too short for an access token ({0} characters; LinkedIn's have about 500). Copy the whole field"
    )]
    TooShort(usize),
    #[error("this is too long for an access token ({0} characters; at most {MAX_LEN} can be kept)")]
    TooLong(usize),
    #[error(
        "an access token is one run of letters, digits and signs, but character {0} of this text is none of them"
    )]
    NotOneRun(usize),
    #[error("this is a web address, not an access token. Paste the value that the token generator shows")]
    Address,
    #[error("this is the whole answer of a sign-in. Paste only the value of “access_token”")]
    Json,
}

impl Token {
    /// The token in a pasted text: without space around it, quotes, or “Bearer” before it.
    pub fn paste(text: &str) -> Result<Token, TokenError> {
        let text = text.trim();
        let text = match text.get(..7) {
            Some(prefix) if prefix.eq_ignore_ascii_case("bearer ") => text[7..].trim_start(),
            _ => text,
        };
        let text = text.trim_matches(['"', '\'']);
        let length = text.chars().count();
        if text.is_empty() {
            return Err(TokenError::Empty);
        }
        if text.starts_with('{') {
            return Err(TokenError::Json);
        }
        if text.contains("://") {
            return Err(TokenError::Address);
        }
        if let Some(at) = text.chars().position(|c| !c.is_ascii_graphic()) {
            return Err(TokenError::NotOneRun(at + 1));
        }
        match length {
            ..MIN_LEN => Err(TokenError::TooShort(length)),
            MIN_LEN..=MAX_LEN => Ok(Token(SecretString::from(text))),
            _ => Err(TokenError::TooLong(length)),
        }
    }

    /// For an `Authorization` header or the keyring, and nothing else.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "AQXdSP_W41_UPs5ioT_t8HESyODB4FqbkJ8LrV";

    #[test]
    fn what_surrounds_a_pasted_token_is_dropped() {
        for pasted in
            [GOOD.into(), format!("  {GOOD}\n"), format!("Bearer {GOOD}"), format!("bearer  \"{GOOD}\"")]
        {
            assert_eq!(Token::paste(&pasted).unwrap().expose(), GOOD);
        }
        assert!(Token::paste(&"x".repeat(MAX_LEN)).is_ok());
    }

    #[test]
    fn what_is_obviously_no_token_is_refused_in_words() {
        for (pasted, why) in [
            ("", TokenError::Empty),
            ("Bearer ", TokenError::TooShort(6)),
            ("short", TokenError::TooShort(5)),
            ("my token is this one here", TokenError::NotOneRun(3)),
            ("https://www.linkedin.com/developers/tools", TokenError::Address),
            (r#"{"access_token":"AQX…"}"#, TokenError::Json),
            ("АQXdSP_W41_UPs5ioT_t8HESyODB4FqbkJ8LrV", TokenError::NotOneRun(1)),
        ] {
            assert_eq!(Token::paste(pasted).err(), Some(why), "{pasted}");
        }
        assert_eq!(Token::paste(&"x".repeat(MAX_LEN + 1)).err(), Some(TokenError::TooLong(MAX_LEN + 1)));
    }

    #[test]
    fn a_token_is_not_printed() {
        let printed = format!("{:?}", Token::paste(GOOD).unwrap());
        assert!(!printed.contains("AQX"), "{printed}");
    }
}
