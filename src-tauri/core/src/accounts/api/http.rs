//! How Galley speaks HTTP, whoever is spoken to.

use std::{error::Error, time::Duration};

use reqwest::{Client, ClientBuilder, redirect};

const CONNECT_WITHIN: Duration = Duration::from_secs(10);

/// A client that follows no redirect, because a token must not travel. A server on this computer is reached without a
/// proxy, which could not reach it; any other only encrypted.
pub(crate) fn client(is_loopback: bool) -> ClientBuilder {
    let builder = Client::builder()
        .user_agent(concat!("Galley/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .connect_timeout(CONNECT_WITHIN);
    if is_loopback { builder.no_proxy() } else { builder.https_only(true) }
}

/// The cause that people can act on: "Connection refused", not "error sending request". It names no address.
pub(crate) fn innermost(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut cause: &dyn Error = &error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}
