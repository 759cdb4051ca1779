//! Which addresses a host has.

use std::{io, net::IpAddr};

use futures_util::{FutureExt, future::BoxFuture};

/// Knows the addresses of hosts.
pub trait Names: Send + Sync {
    /// Every address of a host, in the order they are to be tried.
    fn addresses(&self, host: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;
}

/// As this computer's other programs find hosts.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemNames;

impl Names for SystemNames {
    fn addresses(&self, host: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let host = host.to_owned();
        async move { Ok(tokio::net::lookup_host((host, 0)).await?.map(|found| found.ip()).collect()) }.boxed()
    }
}
