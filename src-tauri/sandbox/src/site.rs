//! One running sandbox: its world, clock, faults and journal, behind locks that are held for a few lines only.

use std::sync::Arc;
use std::time::Duration;

use axum::http::Uri;

use crate::clock::Clock;
use crate::config::{AppConfig, Config};
use crate::faults::FaultDesk;
use crate::guarded::Guarded;
use crate::journal::Journal;
use crate::line::Line;
use crate::wire::VersionTable;
use crate::world::{ConfigError, World};

#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) port: u16,
    pub(crate) clock: Arc<Clock>,
    pub(crate) versions: Guarded<VersionTable>,
    pub(crate) apps: Vec<AppConfig>,
    pub(crate) limits: Limits,
    pub(crate) world: Guarded<World>,
    pub(crate) faults: Guarded<FaultDesk>,
    pub(crate) journal: Guarded<Journal>,
}

/// The figures of a sandbox that stay as they were at the start.
#[derive(Debug)]
pub(crate) struct Limits {
    pub(crate) requests_a_day: u32,
    pub(crate) userinfo_a_day: u32,
    pub(crate) processing: Duration,
    pub(crate) upload_url_lifetime: Duration,
    pub(crate) upload_bytes: usize,
    pub(crate) parents_must_be_here: bool,
    pub(crate) delay: Duration,
    pub(crate) line: Option<Line>,
}

impl Site {
    pub(crate) fn new(config: &Config, port: u16) -> Result<Self, ConfigError> {
        let millis = |ms: u32| Duration::from_millis(u64::from(ms));
        Ok(Self {
            port,
            clock: Arc::new(Clock::new(config.clock)),
            versions: Guarded::new(VersionTable::new(&config.versions)),
            apps: config.apps.clone(),
            limits: Limits {
                requests_a_day: config.daily_limit,
                userinfo_a_day: config.userinfo_daily_limit,
                processing: millis(config.processing_ms),
                upload_url_lifetime: millis(config.upload_url_lifetime_ms),
                upload_bytes: config.max_upload_bytes,
                parents_must_be_here: config.parents_must_be_here,
                delay: millis(config.delay_ms),
                line: config.line_bytes_per_second.map(Line::new),
            },
            world: Guarded::new(World::new(config)?),
            faults: Guarded::new(FaultDesk::new(config.faults.clone())),
            journal: Guarded::default(),
        })
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn app(&self, client_id: &str) -> Option<&AppConfig> {
        self.apps.iter().find(|app| app.client_id == client_id)
    }

    /// Whether a `Host` value, or the authority of an `Origin`, means this sandbox.
    pub(crate) fn is_own_host(&self, host: &str) -> bool {
        host.strip_suffix(&format!(":{}", self.port))
            .is_some_and(|name| name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost"))
    }

    pub(crate) fn is_own_origin(&self, origin: &str) -> bool {
        origin
            .parse::<Uri>()
            .ok()
            .filter(|uri| uri.scheme_str() == Some("http"))
            .and_then(|uri| uri.authority().map(|authority| self.is_own_host(authority.as_str())))
            .unwrap_or(false)
    }
}
