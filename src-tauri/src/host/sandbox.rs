//! The LinkedIn on this computer, for rehearsal: started with the window, gone with it.

use galley_core::{
    accounts::{ApiBaseError, Token, TokenError},
    desk::{Desk, Problem, Sandbox},
};
use galley_sandbox::{Config, Running, StartError};
use thiserror::Error;

#[derive(Debug, Error)]
pub enum SandboxError {
    #[error(transparent)]
    Start(#[from] StartError),
    #[error("its configuration has no token")]
    NoToken,
    #[error(transparent)]
    Token(#[from] TokenError),
    #[error(transparent)]
    Address(#[from] ApiBaseError),
    #[error(transparent)]
    Account(#[from] Problem),
}

/// Starts it with a token of its own and makes it the sandbox account.
pub async fn start(desk: &Desk) -> Result<Running, SandboxError> {
    let mut config = Config::default();
    let first = config.tokens.first_mut().ok_or(SandboxError::NoToken)?;
    first.value = format!("sandbox-{}", uuid::Uuid::new_v4().simple());
    let token = Token::paste(&first.value)?;
    let scopes = first.scopes.join(" ");
    let running = galley_sandbox::Sandbox::start(config).await?;
    desk.join_sandbox(Sandbox { api: running.base_url().parse()?, token, scopes }).await?;
    Ok(running)
}
