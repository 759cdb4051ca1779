//! What this LinkedIn holds: people, pages, roles, tokens, assets, posts, what is said below them, and the day's
//! counts, as plain data with rules. It must not know HTTP: it is told the time, and answers with values.

mod assets;
mod film;
mod paper;
mod people;
mod picture;
mod posts;
mod quota;
mod talk;
mod tokens;

use uuid::Uuid;

pub(crate) use assets::{Announced, Asset, AssetKind, AssetState, Assets, Ordered, UploadOutcome};
pub(crate) use film::{Beside, Captions, Film, Part, Unfinished};
pub use people::Role;
pub(crate) use people::{Organization, People};
pub(crate) use posts::{Attachment, Post, PostState, Posts, ReaderSegment, reader_segments, visible_text};
pub(crate) use quota::Quota;
pub(crate) use talk::{Comment, Figures, Talk};
pub(crate) use tokens::{Token, TokenState, Tokens};

use crate::config::Config;
use crate::oauth::Ledger;
use crate::urn::UrnError;

/// Everything that changes while the sandbox runs, but for its clock, faults and journal.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) people: People,
    pub(crate) tokens: Tokens,
    pub(crate) assets: Assets,
    pub(crate) posts: Posts,
    pub(crate) talk: Talk,
    pub(crate) quota: Quota,
    pub(crate) sign_in: Ledger,
}

/// Why a config describes no possible world.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A member id that cannot stand in a URN.
    #[error("member id: {0}")]
    MemberId(#[from] UrnError),
    /// A token or role that names a member the config does not have.
    #[error("{place} names the member \"{member}\", who is not among the members")]
    UnknownMember {
        /// Which entry.
        place: String,
        /// The name it gives.
        member: String,
    },
    /// A role for a page the config does not have.
    #[error("a role of \"{member}\" names page {organization}, which is not among the organizations")]
    UnknownOrganization {
        /// The member id.
        member: String,
        /// The page's number.
        organization: u64,
    },
    /// Two tokens with one value, or a token without any.
    #[error("token \"{0}\" has no value of its own")]
    TokenValue(String),
}

impl World {
    pub(crate) fn new(config: &Config) -> Result<Self, ConfigError> {
        let people = People::new(config)?;
        let tokens = Tokens::new(config, &people)?;
        Ok(Self {
            people,
            tokens,
            assets: Assets::default(),
            posts: Posts::default(),
            talk: Talk::default(),
            quota: Quota::default(),
            sign_in: Ledger::default(),
        })
    }
}

/// Letters and digits nobody can guess.
pub(crate) fn secret() -> String {
    Uuid::new_v4().simple().to_string()
}
