//! What the screen is told. Paths and tokens have no place here.

mod accounts;
mod draft;
mod review;

pub use accounts::{
    AccountState, AccountView, Accounts, AuthorKind, AuthorView, Keep, Mentionable, VaultView,
};
pub use draft::{
    Added, Assessment, CopyOf, Cut, DraftRow, Edited, FileView, LeftOut, Lengths, MediaState, MediaView,
    Mended, OpenDraft, OriginalNow, Range, Refused,
};
pub use review::{Review, Run, Times, WirePart, WireRequest, WireRun, WireText};
