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
    // The window counts no requests of the sandbox account, so that its day must not end without a word.
    let mut config = Config { daily_limit: u32::MAX, ..Config::default() };
    let first = config.tokens.first_mut().ok_or(SandboxError::NoToken)?;
    first.value = format!("sandbox-{}", uuid::Uuid::new_v4().simple());
    let token = Token::paste(&first.value)?;
    let scopes = first.scopes.join(" ");
    let running = galley_sandbox::Sandbox::start(config).await?;
    desk.join_sandbox(Sandbox { api: running.base_url().parse()?, token, scopes }).await?;
    Ok(running)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use galley_core::publish::SystemClock;
    use galley_sandbox::Config;

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_rehearsal_goes_on_beyond_the_requests_of_a_day() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(folder.path(), folder.path(), Arc::new(SystemClock)).unwrap();
        let running = start(&desk).await.unwrap();
        let account = desk.accounts().unwrap().accounts[0].id;
        // Each look at the account takes more than one request.
        for _ in 0..Config::default().daily_limit {
            desk.refresh_account(account).await.unwrap();
        }
        running.shutdown().await;
    }
}
