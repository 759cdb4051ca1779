//! A local LinkedIn on 127.0.0.1: the versioned Posts API and its neighbours, sign-in, and a feed to look at.
//!
//! It is as strict as the real one where that catches a client's mistakes, as lenient where real clients rely on it,
//! and can be told to fail. It shares nothing with the code that talks to LinkedIn, so that each checks the other.
//!
//! ```no_run
//! # async fn start() -> Result<(), galley_sandbox::StartError> {
//! use galley_sandbox::{Config, Sandbox};
//!
//! let sandbox = Sandbox::start(Config::default()).await?;
//! let token = &sandbox.world().tokens[0].value;
//! // … call `{base_url}/rest/posts` with it, then look at `{base_url}/__posts` or `{base_url}/feed`.
//! sandbox.shutdown().await;
//! # Ok(()) }
//! ```
//!
//! Besides LinkedIn's own paths there are, without a token:
//!
//! | path | |
//! |---|---|
//! | `GET /feed`, `GET /feed/update/{urn}/` | posts as readers see them |
//! | `GET /__posts` | posts as data: as sent, and as read |
//! | `GET`, `DELETE /__requests` | every request of the API, in order |
//! | `GET /__media`, `GET /__media/{urn}` | assets and their state; the bytes of one |
//! | `GET`, `POST`, `DELETE /__faults` | what is to go wrong; see [`Fault`] |
//! | `GET`, `POST /__clock` | the sandbox's time: `{"set": "2026-11-22T00:00:00Z"}`, `{"advance_ms": 1000}` |

mod clock;
mod config;
mod faults;
mod feed;
mod guarded;
mod journal;
mod little;
mod oauth;
mod rest;
mod routes;
mod running;
mod schema;
mod server;
mod site;
mod urn;
mod windows;
mod wire;
mod world;

pub use clock::ClockChoice;
pub use config::{
    AppConfig, Config, FULL_SCOPES, MemberConfig, OrganizationConfig, RoleConfig, RoleState,
    SELF_SERVE_SCOPES, TokenConfig, VersionConfig,
};
pub use faults::{Effect, ErrorStatus, Fault, RestliIdForm, Route, When};
pub use running::{MemberInfo, OrganizationInfo, Running, Sandbox, StartError, Startup, TokenInfo};
pub use urn::{Urn, UrnError};
pub use world::{ConfigError, Role};
