//! One request over the wire, and what can be known about it afterwards.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

use super::press::Press;
use crate::{
    accounts::{ApiVersion, NoVersion, VERSION_HEADER},
    network,
    providers::{
        Method, Request,
        linkedin::{Refusal, RefusalKind, RefusedField, unclear},
    },
};
use bytes::{Bytes, BytesMut};
use jiff::{Timestamp, Zoned};
use reqwest::{
    Client, RequestBuilder,
    header::{HeaderMap, RETRY_AFTER},
};

/// Answers are read up to here; LinkedIn's stay under 100 KB.
const LONGEST_ANSWER: usize = 1024 * 1024;

/// What LinkedIn's support asks for.
///
/// Source: Error handling; the third name is uncertain.
const DIAGNOSTIC: [&str; 3] = ["x-li-uuid", "x-li-fabric", "x-li-request-id"];

/// A clear yes: any 2xx.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// Anything but a clear yes.
#[derive(Debug)]
pub(super) enum Failure {
    /// No connection was made: certainly nothing happened.
    NotSent(String),
    /// The request may have arrived; no answer, or one that says nothing.
    Unclear {
        why: String,
        retry_after: Option<Duration>,
        /// What was answered, if anything was.
        status: Option<u16>,
    },
    /// Trouble on this computer, as whole sentences with a remedy: sending it once more would change nothing.
    Local(String),
    /// A clear no.
    Refused { refusal: Refusal, retry_after: Option<Duration> },
    /// The API version in use is dead, and there is no other.
    NoVersion(NoVersion),
}

impl Failure {
    /// A 2xx that is not what LinkedIn answers: it came from a captive portal or a proxy.
    pub fn in_linkedins_place(status: u16) -> Failure {
        let why = format!("Something answered {status} in LinkedIn’s place");
        Failure::Unclear { why, retry_after: None, status: Some(status) }
    }

    /// The same where the address was signed; see [`Refusal::of_signed_address`].
    pub fn of_signed_address(self) -> Failure {
        match self {
            Failure::Refused { refusal, retry_after } => {
                Failure::Refused { refusal: refusal.of_signed_address(), retry_after }
            }
            failure => failure,
        }
    }

    /// The same, said at this moment by the clock of whoever reads it.
    fn heard(self, now: Zoned) -> Failure {
        match self {
            Failure::Refused { refusal, retry_after } => {
                Failure::Refused { refusal: refusal.heard(now), retry_after }
            }
            failure => failure,
        }
    }

    /// The fields that LinkedIn names in a refusal.
    pub fn fields(&self) -> Vec<RefusedField> {
        match self {
            Failure::Refused { refusal, .. } => refusal.fields().to_vec(),
            _ => Vec::new(),
        }
    }

    /// Before when the same would be refused again, for a limit of the day.
    pub fn not_before(&self) -> Option<Timestamp> {
        match self {
            Failure::Refused { refusal, .. } => refusal.not_before(),
            _ => None,
        }
    }

    /// What happened, in whole sentences: also for where “publish again” would be the wrong advice.
    pub fn cause(&self) -> String {
        let what = match self {
            Failure::NotSent(why) => format!("LinkedIn cannot be reached: {why}."),
            Failure::Unclear { why, .. } => format!("{why}."),
            Failure::Local(why) => why.clone(),
            Failure::Refused { refusal, .. } => refusal.cause(),
            Failure::NoVersion(why) => why.to_string(),
        };
        match self.wait() {
            Some(wait) => format!("{what} It asks to wait {}.", span(wait)),
            None => what,
        }
    }

    /// The same with what to do about the post.
    pub fn sentence(&self) -> String {
        let remedy = match self {
            _ if self.wait().is_some() => "Publish again then.",
            Failure::NotSent(_) => "Check the network and publish again.",
            Failure::Unclear { .. } => "Publish again in a moment.",
            Failure::Local(_) | Failure::NoVersion(_) => "",
            Failure::Refused { refusal, .. } => refusal.remedy(),
        };
        format!("{} {remedy}", self.cause()).trim_end().to_owned()
    }

    /// How long LinkedIn asks to wait, where waiting is what helps.
    fn wait(&self) -> Option<Duration> {
        match self {
            Failure::Unclear { retry_after, .. } => *retry_after,
            Failure::Refused { refusal, retry_after } if refusal.kind == RefusalKind::Throttled => {
                *retry_after
            }
            _ => None,
        }
    }
}

/// A time as people say it, rounded up: `90 seconds`, `60 minutes`, `5 hours`.
fn span(wait: Duration) -> String {
    let (count, unit) = match wait.as_secs() {
        seconds @ ..120 => (seconds, "second"),
        seconds @ ..7_200 => (seconds.div_ceil(60), "minute"),
        seconds => (seconds.div_ceil(3_600), "hour"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

impl Press {
    /// Sends a request of the plan, with the token where the address may see it, and with the API version in use,
    /// whichever it was planned with.
    pub(super) async fn send(&self, request: &Request) -> Result<Answer, Failure> {
        let version = self.versions.get();
        let answer = self.send_as(request, &version).await;
        if let Err(Failure::Refused { refusal, .. }) = &answer
            && refusal.kind == RefusalKind::VersionInactive
        {
            self.versions.refuse(&version);
        }
        answer
    }

    pub(super) async fn send_as(&self, request: &Request, version: &ApiVersion) -> Result<Answer, Failure> {
        if let Some(refused) = self.spent(request) {
            return Err(refused);
        }
        let begun = self.clock.now();
        let mut builder = builder(&self.client, request.method, &request.url);
        for (name, value) in &request.headers {
            let value = if name == VERSION_HEADER { version.as_str() } else { value };
            builder = builder.header(name, value);
        }
        if let Some(body) = &request.body {
            builder = builder.body(body.to_string());
        }
        let answer = match self.endpoint.may_see_token(&request.url) {
            true => self.signed(builder, &AtomicU64::new(0)).await,
            false => self.exchange(builder, &AtomicU64::new(0)).await,
        };
        self.count(&answer);
        self.note_spent(request, &answer, begun);
        answer
    }

    /// The same as [`Press::exchange`], with the token, for an address that may see it. Takes note when it is refused.
    pub(super) async fn signed(&self, builder: RequestBuilder, moved: &AtomicU64) -> Result<Answer, Failure> {
        let answer = self.exchange(builder.bearer_auth(self.token.expose()), moved).await;
        if let Err(Failure::Refused { refusal, .. }) = &answer
            && refusal.kind == RefusalKind::TokenRefused
        {
            self.token_refused.store(true, Relaxed);
        }
        answer
    }

    /// Sends what was built and reads the answer. Gives up when nothing moves for the length of the press's
    /// patience, however long the whole takes; `moved` counts what the body has sent.
    pub(super) async fn exchange(
        &self,
        builder: RequestBuilder,
        moved: &AtomicU64,
    ) -> Result<Answer, Failure> {
        self.requests.fetch_add(1, Relaxed);
        // A limit of the day is that of the day in which the request left.
        let sent = self.clock.now().to_zoned(self.clock.zone());
        let exchange = async {
            let mut response = builder.send().await.map_err(classify)?;
            let (status, headers) = (response.status().as_u16(), response.headers().clone());
            let mut body = BytesMut::new();
            loop {
                match response.chunk().await {
                    Ok(Some(chunk)) if body.len() + chunk.len() <= LONGEST_ANSWER => {
                        body.extend_from_slice(&chunk);
                    }
                    Ok(_) => break,
                    // A 201 says all it has to say in its headers.
                    Err(error) if (200..300).contains(&status) && status != 201 => {
                        return Err(classify(error));
                    }
                    Err(_) => break,
                }
            }
            understand(status, headers, body.freeze())
        };
        let mut exchange = std::pin::pin!(exchange);
        loop {
            let before = moved.load(Relaxed);
            tokio::select! {
                // An answer that comes at the last moment is an answer.
                biased;
                answer = &mut exchange => {
                    return answer.map_err(|failure| failure.heard(sent));
                }
                () = self.clock.sleep(self.patience.stall) => {}
            }
            if moved.load(Relaxed) == before {
                let why = format!("LinkedIn did not answer for {} seconds", self.patience.stall.as_secs());
                return Err(Failure::Unclear { why, retry_after: None, status: None });
            }
        }
    }
}

pub(super) fn builder(client: &Client, method: Method, url: &str) -> RequestBuilder {
    match method {
        Method::Get => client.get(url),
        Method::Post => client.post(url),
        Method::Put => client.put(url),
        Method::Delete => client.delete(url),
    }
}

fn understand(status: u16, headers: HeaderMap, body: Bytes) -> Result<Answer, Failure> {
    let retry_after = || {
        let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
        Some(Duration::from_secs(seconds))
    };
    if status >= 400 {
        let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let [uuid, fabric, request] = DIAGNOSTIC.map(said);
        tracing::info!(status, uuid, fabric, request, "LinkedIn refused a request");
    }
    match status {
        200..300 => Ok(Answer { status, headers, body }),
        400..500 => {
            Err(Failure::Refused { refusal: Refusal::read(status, &body), retry_after: retry_after() })
        }
        _ => Err(Failure::Unclear { why: unclear(status), retry_after: retry_after(), status: Some(status) }),
    }
}

fn classify(error: reqwest::Error) -> Failure {
    let never_sent = error.is_connect() || error.is_builder();
    let why = network::why(error);
    match never_sent {
        true => Failure::NotSent(why),
        false => Failure::Unclear {
            why: format!("No answer came from LinkedIn: {why}"),
            retry_after: None,
            status: None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_the_largest_unit_that_says_it() {
        let told =
            [1, 90, 120, 3_600, 7_199, 7_200, 20_000].map(|seconds| span(Duration::from_secs(seconds)));
        let expected =
            ["1 second", "90 seconds", "2 minutes", "60 minutes", "120 minutes", "2 hours", "6 hours"];
        assert_eq!(told, expected);
    }
}
