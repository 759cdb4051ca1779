//! `galley sandbox`: the built-in LinkedIn as a server of its own.

use std::path::PathBuf;

use galley_sandbox::{Config, Sandbox};

use super::{
    Exit,
    error::CliError,
    interrupt::Interrupts,
    output::{Output, read_text},
};

/// Start the built-in LinkedIn on 127.0.0.1, for rehearsal and tests.
///
/// Prints one line of JSON (where it is, its tokens, members and pages) and serves until Ctrl-C. Look at /feed for
/// the posts, /__posts, /__requests and /__media/{urn} for what it holds; POST /__faults sets faults.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The port; 0 or none lets the system choose.
    #[arg(long)]
    port: Option<u16>,
    /// A JSON file with members, pages, tokens, faults; what it leaves out is as usual.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The value of the first access token, in place of a random one.
    #[arg(long)]
    token: Option<String>,
}

/// Longest config, in bytes; a thousand members have about 100 KB.
const LONGEST_CONFIG: u64 = 4 * 1024 * 1024;

pub(super) fn run(arguments: &Arguments) -> Result<Exit, CliError> {
    let config = config(arguments)?;
    let runtime = tokio::runtime::Runtime::new().map_err(CliError::Runtime)?;
    runtime.block_on(async {
        let running = Sandbox::start(config).await?;
        // Before the line that says it is there: whoever reads it may ask it to end at once.
        let mut interrupts = Interrupts::listen().map_err(CliError::Runtime)?;
        Output { json: true }.value(running.world());
        interrupts.next().await;
        running.shutdown().await;
        Ok(Exit::Done)
    })
}

fn config(arguments: &Arguments) -> Result<Config, CliError> {
    let mut config = match &arguments.config {
        None => Config::default(),
        Some(path) => Config::from_json(&read_text(path, LONGEST_CONFIG)?)
            .map_err(|source| CliError::Config { path: path.clone(), source })?,
    };
    if let Some(port) = arguments.port {
        config.port = port;
    }
    Ok(match &arguments.token {
        Some(token) => config.with_token(token),
        None => config,
    })
}
