//! Why a page could not be read.

use thiserror::Error;

/// Why a page, or its picture, could not be read. Each says what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    /// It can be read once the person says so of this host.
    #[error("it is at {host}, in your own network, where Galley reads nothing unasked")]
    OwnNetwork { host: String },
    /// The same of this computer.
    #[error("it is at {host}, which is this computer, where Galley reads nothing unasked")]
    ThisComputer { host: String },
    #[error("no page on the web can be at {host}; check the address")]
    Nobody { host: String },
    #[error("there is no host called {host}, or the network is down; check the address and the connection")]
    Unknown { host: String },
    #[error(
        "the server of {host} could not be reached ({why}); check the address and the connection, and read it again"
    )]
    Unreached { host: String, why: String },
    #[error("the page took longer than {seconds} seconds; read it again, or write the card yourself")]
    Late { seconds: u64 },
    #[error("the address leads on more than {most} times; take the one that the browser ends at")]
    TooManyRedirects { most: usize },
    #[error("the page leads on to an address that is none; take the one that the browser ends at")]
    Astray,
    #[error(
        "the server of {host} leads from https to http, which is not encrypted; take the address that the browser ends at"
    )]
    Unencrypted { host: String },
    #[error("the server of {host} answers {status}, which is no page{way_out}", way_out = way_out(*status))]
    Status { host: String, status: u16 },
    #[error("the address is that of a file ({content_type}) and not of a page; write the card yourself")]
    NotAPage { content_type: String },
    #[error("the page is packed in a way that was not asked for ({coding}); write the card yourself")]
    Coding { coding: String },
    #[error("it has more than {megabytes} MB")]
    TooLong { megabytes: u64 },
    #[error("nothing can be read from the network here: {0}; start Galley anew")]
    NoClient(String),
}

fn way_out(status: u16) -> &'static str {
    match status {
        401 | 402 | 403 | 407 | 429 | 451 => "; it may not let programs read it, so write the card yourself",
        404 | 410 => "; check the address",
        500.. => "; read it again later, or write the card yourself",
        _ => "; check the address, or write the card yourself",
    }
}
