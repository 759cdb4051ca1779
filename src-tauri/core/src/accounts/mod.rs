//! Who may post: an account's public part, its token in the keyring, and what its token can tell about the member
//! and their pages. It must not publish anything, and it sends a token to nobody but the account's own API.

mod account;
mod allowance;
mod api;
mod identify;
mod role;
mod standing;
mod token;
mod vault;
mod versions;

pub use account::{Account, Kept, KnownAuthor, MayNotPost, Member, Page, Provider, Scope};
pub use allowance::{REQUESTS_A_DAY, REQUESTS_TOLD_FROM, counted_day, end_of_day, next_counted_day};
pub(crate) use api::http_client;
pub use api::{
    ApiBase, ApiBaseError, ApiClient, ApiVersion, ApiVersionError, NoVersion, Stepped, VERSION_HEADER,
    VERSION_PROBE, VersionInUse,
};
pub use identify::{FindPageError, FoundPage, IdentifyError, Identity, Refused, find_page, identify};
pub use role::Role;
pub use standing::Standing;
pub use token::{Token, TokenError};
pub use vault::{KeyringVault, MemoryVault, Vault, VaultError};
pub use versions::{KnownVersion, Sunset, SunsetWarning, VERSIONS, sunset_warning};
