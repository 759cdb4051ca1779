//! Waits until LinkedIn is done with the files.

use std::time::Duration;

use super::{halt::Halt, press::Press, send::Failure};
use crate::{
    post::Urn,
    providers::{
        Request,
        linkedin::{MediaStatus, RefusalKind, media_statuses},
    },
};

pub(super) const STEP: &str = "Wait for LinkedIn to process the files";

/// What came of waiting.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Waited {
    /// The files can be used, or creating the post will tell.
    Over,
    /// LinkedIn does not have the bytes of these, by their place.
    Missing(Vec<usize>),
    /// LinkedIn could not process these, by their place.
    Failed(Vec<usize>),
}

impl Press {
    /// Asks for the states of `urns` with growing gaps until all are available. A token that may not ask gets a
    /// time of grace instead: creating the post then says whether the files are ready. A file that was only just sent
    /// may take a while to be known; one that was `kept` from an earlier run is missing then.
    pub(super) async fn wait_until_available(
        &self,
        request: &Request,
        urns: &[Urn],
        kept: impl Fn(usize) -> bool,
        seen: impl Fn(usize, MediaStatus),
    ) -> Result<Waited, Halt> {
        let step = STEP;
        let (mut gap, mut waited) = (self.patience.first_gap, Duration::ZERO);
        loop {
            let answer = match self.repeatable(step, || self.send(request)).await {
                Err(Halt::Refused(Failure::Refused { refusal, .. }))
                    if refusal.kind == RefusalKind::NotFound && urns.len() == 1 && kept(0) =>
                {
                    return Ok(Waited::Missing(vec![0]));
                }
                Err(Halt::Refused(Failure::Refused { refusal, .. }))
                    if matches!(refusal.kind, RefusalKind::NotAllowed | RefusalKind::NotFound) =>
                {
                    return self.grace(step).await;
                }
                Err(halt) => return Err(halt.at(step)),
                Ok(answer) => answer,
            };
            let statuses = media_statuses(&answer.body, urns).ok_or_else(|| {
                Halt::stopped(step, "LinkedIn’s answer about the files makes no sense. Publish again.", true)
            })?;
            statuses.iter().enumerate().for_each(|(at, status)| seen(at, *status));
            let places = |is: &dyn Fn(usize, MediaStatus) -> bool| -> Vec<usize> {
                (0..).zip(&statuses).filter(|(at, status)| is(*at, **status)).map(|(at, _)| at).collect()
            };
            let failed = places(&|_, status| status == MediaStatus::Failed);
            if !failed.is_empty() {
                return Ok(Waited::Failed(failed));
            }
            let missing = places(&|at, status| {
                matches!(status, MediaStatus::WaitingUpload | MediaStatus::Unknown) && kept(at)
            });
            if !missing.is_empty() {
                return Ok(Waited::Missing(missing));
            }
            if statuses.contains(&MediaStatus::Withheld) {
                return self.grace(step).await;
            }
            if statuses.iter().all(|status| *status == MediaStatus::Available) {
                return Ok(Waited::Over);
            }
            if waited >= self.patience.processing {
                let why = "LinkedIn is still busy with the files. Publish again in some minutes.";
                return Err(Halt::stopped(step, why, true));
            }
            self.pause(step, gap, "LinkedIn is processing the files").await?;
            waited += gap;
            gap = (gap * 3 / 2).min(self.patience.longest_gap);
        }
    }

    async fn grace(&self, step: &str) -> Result<Waited, Halt> {
        self.pause(step, self.patience.grace, "LinkedIn is given a moment for the files").await?;
        Ok(Waited::Over)
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, time::Duration};

    use super::*;
    use crate::{
        accounts::{ApiVersion, Token},
        library::Library,
        providers::{Method, linkedin::Endpoint},
        publish::{Patience, SystemClock, client},
    };

    #[tokio::test]
    async fn a_token_that_may_not_ask_about_one_file_waits_for_none() {
        let urns = ["urn:li:image:A", "urn:li:image:B"].map(|urn| urn.parse().unwrap());
        let body = r#"{"results":{"urn:li:image:A":{"status":"PROCESSING"}},"errors":{"urn:li:image:B":{"status":403}}}"#;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let answer = axum::Router::new().fallback(move || async move { body });
        let server = tokio::spawn(async move { axum::serve(listener, answer).await });

        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("galley.db")).unwrap();
        let endpoint = Endpoint::new(base.parse().unwrap(), ApiVersion::default());
        let client = client(&endpoint).unwrap();
        let token = Token::paste("a-token-of-the-sandbox").unwrap();
        let press =
            Press::new(client, endpoint, token, library, Arc::new(SystemClock)).with_patience(Patience {
                grace: Duration::ZERO,
                processing: Duration::ZERO,
                ..Patience::default()
            });
        let request = Request { method: Method::Get, url: base, headers: vec![], body: None, fills: vec![] };
        let waited = press.wait_until_available(&request, &urns, |_| false, |_, _| {}).await.unwrap();
        assert_eq!(waited, Waited::Over);
        server.abort();
    }
}
