#![doc = include_str!("../README.md")]

mod clock;
mod config;
mod faults;
mod feed;
mod guarded;
mod journal;
mod line;
mod little;
mod oauth;
mod reader;
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

pub use clock::{Clock, ClockChoice};
pub use config::{
    AppConfig, Config, FULL_SCOPES, MemberConfig, OrganizationConfig, RoleConfig, RoleState,
    SELF_SERVE_SCOPES, TokenConfig, VersionConfig,
};
pub use faults::{Effect, ErrorStatus, Fault, RestliIdForm, Route, When};
pub use reader::{Reader, Reading};
pub use running::{MemberInfo, OrganizationInfo, Running, Sandbox, StartError, Startup, TokenInfo};
pub use urn::{Urn, UrnError};
pub use world::{ConfigError, Role};
