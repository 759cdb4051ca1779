//! A post that is being written.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Attachment, Author, Commentary, Sponsored};

/// A name made of a UUID.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, specta::Type,
        )]
        #[serde(transparent)]
        pub struct $name(uuid::Uuid);

        impl $name {
            /// A new id; later ones sort behind earlier ones.
            #[expect(clippy::new_without_default, reason = "an id is made on purpose, never by default")]
            pub fn new() -> Self {
                Self(uuid::Uuid::now_v7())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    };
}

pub(crate) use id;

id!(
    /// Names a draft for as long as it lives, through edits and restarts.
    DraftId
);
id!(
    /// Names a file the user gave to Galley. The screen knows files by this alone; where they lie stays in Rust.
    MediaId
);
impl MediaId {
    /// When the file was given to Galley; `None` of an id that did not begin here.
    pub fn since(&self) -> Option<Timestamp> {
        let (seconds, nanoseconds) = self.0.get_timestamp()?.to_unix();
        Timestamp::new(i64::try_from(seconds).ok()?, i32::try_from(nanoseconds).ok()?).ok()
    }
}

id!(
    /// Names an account the user signed in with.
    AccountId
);

/// Everything the author decided so far. Unlike a plan it may be incomplete or break every rule:
/// `checks` says what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Draft {
    pub id: DraftId,
    /// The account to post through.
    pub account: Option<AccountId>,
    /// The member, or one of the pages, of that account.
    pub author: Option<Author>,
    pub commentary: Commentary,
    pub attachment: Attachment,
    pub visibility: Visibility,
    pub reshare_disabled: bool,
    pub comments_closed: bool,
    /// What the author says below the post as soon as it is there: plain text, empty for nothing.
    pub first_comment: String,
    /// Only ever shown as an advertisement; `None` for a post in the feed.
    pub sponsored: Option<Sponsored>,
}

impl Draft {
    /// An empty post for everyone to see.
    pub fn new(account: Option<AccountId>, author: Option<Author>) -> Draft {
        Draft {
            id: DraftId::new(),
            account,
            author,
            commentary: Commentary::default(),
            attachment: Attachment::None,
            visibility: Visibility::Public,
            reshare_disabled: false,
            comments_closed: false,
            first_comment: String::new(),
            sponsored: None,
        }
    }

    /// What it says, for a list: its text, or the question of a poll that has none.
    pub fn gist(&self) -> String {
        match &self.attachment {
            Attachment::Poll { poll } if self.commentary.is_blank() => poll.question.clone(),
            _ => self.commentary.visible(),
        }
    }

    /// Nothing written and nothing attached.
    pub fn is_empty(&self) -> bool {
        self.commentary.is_blank() && self.attachment.is_empty()
    }
}

/// Who may see a post. Pages can only speak to everyone.
///
/// Source: Posts API, "visibility".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Visibility {
    #[default]
    Public,
    Connections,
}
