//! Starting and stopping a sandbox, and what it says of itself when it has started.

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;

use serde::Serialize;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::config::Config;
use crate::site::Site;
use crate::world::ConfigError;
use crate::{routes, server};

/// A local LinkedIn.
#[derive(Debug)]
pub struct Sandbox;

/// A sandbox that answers; it stops when this is dropped.
#[derive(Debug)]
pub struct Running {
    world: Startup,
    clock: Arc<Clock>,
    port: u16,
    stop: CancellationToken,
    accepting: Option<JoinHandle<()>>,
}

/// Why a sandbox did not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The port is taken or not allowed.
    #[error("127.0.0.1:{port} cannot be listened on: {source}")]
    Bind {
        /// The port asked for.
        port: u16,
        /// What the system says.
        source: io::Error,
    },
    /// The config contradicts itself.
    #[error("the sandbox's config: {0}")]
    Config(#[from] ConfigError),
}

/// The one line `galley sandbox` prints: where it is, and who and what it holds.
#[derive(Debug, Clone, Serialize)]
pub struct Startup {
    /// `http://127.0.0.1:{port}`, without a slash at the end.
    pub base_url: String,
    /// The tokens of the config, with their secrets.
    pub tokens: Vec<TokenInfo>,
    /// The people.
    pub members: Vec<MemberInfo>,
    /// The pages.
    pub organizations: Vec<OrganizationInfo>,
}

/// A token to call the API with.
#[derive(Debug, Clone, Serialize)]
pub struct TokenInfo {
    /// What `/__requests` calls it.
    pub label: String,
    /// The secret.
    pub value: String,
    /// Whom it speaks for, as a URN.
    pub member: String,
    /// What it allows.
    pub scopes: Vec<String>,
}

/// A person.
#[derive(Debug, Clone, Serialize)]
pub struct MemberInfo {
    /// The bare id.
    pub id: String,
    /// `urn:li:person:{id}`.
    pub urn: String,
    /// First and last name.
    pub name: String,
}

/// A page.
#[derive(Debug, Clone, Serialize)]
pub struct OrganizationInfo {
    /// The bare number.
    pub id: u64,
    /// `urn:li:organization:{id}`.
    pub urn: String,
    /// Full name.
    pub name: String,
    /// The name in the page's web address.
    pub vanity_name: String,
}

impl Sandbox {
    /// Starts a sandbox on 127.0.0.1, the only address it ever listens on. Needs a Tokio runtime with time and IO.
    ///
    /// # Errors
    /// When the port cannot be had, or the config names people or pages it does not have.
    pub async fn start(config: Config) -> Result<Running, StartError> {
        let bind_error = |source| StartError::Bind { port: config.port, source };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await.map_err(bind_error)?;
        let port = listener.local_addr().map_err(bind_error)?.port();
        let site = Arc::new(Site::new(&config, port)?);
        let stop = CancellationToken::new();
        let (world, clock) = (Startup::of(&site, &config), Arc::clone(&site.clock));
        let accepting = tokio::spawn(server::accept(listener, site.clone(), routes::all(site), stop.clone()));
        Ok(Running { world, clock, port, stop, accepting: Some(accepting) })
    }
}

impl Running {
    /// `http://127.0.0.1:{port}`, without a slash at the end. All of LinkedIn's hosts are here: paths begin with
    /// `/rest`, `/v2` or `/oauth`.
    pub fn base_url(&self) -> &str {
        &self.world.base_url
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Who and what it holds.
    pub fn world(&self) -> &Startup {
        &self.world
    }

    /// The time it lives in.
    pub fn clock(&self) -> &Arc<Clock> {
        &self.clock
    }

    /// Stops it and waits until all its connections are closed.
    pub async fn shutdown(mut self) {
        self.stop.cancel();
        if let Some(accepting) = self.accepting.take()
            && let Err(error) = accepting.await
        {
            tracing::warn!(%error, "the sandbox did not stop cleanly");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Startup {
    fn of(site: &Site, config: &Config) -> Self {
        let world = site.world.lock();
        Self {
            base_url: site.base_url(),
            tokens: config
                .tokens
                .iter()
                .filter_map(|token| world.tokens.find(&token.value))
                .map(|token| TokenInfo {
                    label: token.label.clone(),
                    value: token.value.clone(),
                    member: token.member.to_string(),
                    scopes: token.scopes.iter().cloned().collect(),
                })
                .collect(),
            members: world
                .people
                .members
                .iter()
                .map(|member| MemberInfo {
                    id: member.urn.id().to_owned(),
                    urn: member.urn.to_string(),
                    name: member.name.clone(),
                })
                .collect(),
            organizations: world
                .people
                .organizations
                .iter()
                .map(|page| OrganizationInfo {
                    id: page.id,
                    urn: page.urn.to_string(),
                    name: page.name.clone(),
                    vanity_name: page.vanity_name.clone(),
                })
                .collect(),
        }
    }
}
