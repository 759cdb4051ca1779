//! Makes the post: the step that happens once.

use jiff::Timestamp;

use super::{
    Entry, FollowedUp, Outcome, Progress,
    halt::Halt,
    lookup::Duplicated,
    press::Press,
    retry::{Effect, Verdict, verdict},
    send::{Answer, Failure},
};
use crate::{
    library::RunId,
    post::{Author, Urn},
    providers::{
        Request,
        linkedin::{self, RefusalKind},
    },
};

pub(super) const STEP: &str = "Create the post";

/// What came of trying to make the post.
pub(super) enum Created {
    Yes(Option<Urn>),
    /// The request went out; nobody knows.
    Unclear(String),
}

impl Press {
    /// Sends the request until there is a clear yes, a clear no, or doubt. Every attempt stands in the journal before
    /// it leaves, every clear answer before it is told. When an attempt since `doubted` may have made the post,
    /// LinkedIn's word that the text is a duplicate can mean that it did. A post that is made and not named is looked
    /// for among the `author`'s. `unprocessed` is how to stop for a file that LinkedIn names.
    pub(super) async fn create(
        &self,
        run: RunId,
        request: &Request,
        author: &Author,
        doubted: Option<Timestamp>,
        unprocessed: impl Fn(&Urn) -> Option<Halt>,
    ) -> Result<Created, Halt> {
        for attempt in 1.. {
            if self.cancel.is_cancelled() {
                return Err(Halt::cancelled(STEP));
            }
            self.write(run, Entry::Creating).await?;
            self.report(Progress::Creating);
            let begun = self.clock.now();
            let failure = match self.send(request).await {
                Ok(Answer { status: 201, headers, .. }) => {
                    let urn = linkedin::created(|name| Some(headers.get(name)?.to_str().ok()?.to_owned()));
                    self.write_created(run, urn.clone()).await;
                    if urn.is_some() {
                        return Ok(Created::Yes(urn));
                    }
                    let found = self.name_of(author, request, begun).await;
                    if found.is_some() {
                        self.write_created(run, found.clone()).await;
                    }
                    return Ok(Created::Yes(found));
                }
                // Any other 2xx is not from the Posts API.
                Ok(answer) => Failure::in_linkedins_place(answer.status),
                Err(failure) => failure,
            };
            if let Some(since) = doubted
                && let Failure::Refused { refusal, .. } = &failure
                && let RefusalKind::Duplicate(named) = &refusal.kind
            {
                match self.duplicated(author, request, named.as_ref(), since).await {
                    Duplicated::Ours(urn) => {
                        self.write_created(run, Some(urn.clone())).await;
                        return Ok(Created::Yes(Some(urn)));
                    }
                    Duplicated::Unclear => return Ok(Created::Unclear(failure.cause())),
                    Duplicated::Older => {}
                }
            }
            match verdict(Effect::Once, attempt, &failure) {
                Verdict::Unknown => return Ok(Created::Unclear(failure.cause())),
                Verdict::Stop { safe_to_retry } => {
                    self.write(run, Entry::NotCreated { why: failure.sentence() }).await?;
                    let named = match &failure {
                        Failure::Refused { refusal, .. } => refusal.unprocessed_file().and_then(unprocessed),
                        _ => None,
                    };
                    return Err(named.unwrap_or_else(|| Halt::failed(STEP, &failure, safe_to_retry)));
                }
                Verdict::WithOtherVersion => {
                    self.write(run, Entry::NotCreated { why: failure.sentence() }).await?;
                    let found = tokio::select! {
                        found = self.other_version() => found,
                        () = self.cancel.cancelled() => return Err(Halt::cancelled(STEP)),
                    };
                    found.map_err(|why| Halt::Refused(Failure::NoVersion(why)).at(STEP))?;
                }
                Verdict::Again(gap) => {
                    let why = failure.sentence();
                    self.write(run, Entry::NotCreated { why: why.clone() }).await?;
                    let reason = match &failure {
                        Failure::Refused { refusal, .. } if refusal.kind == RefusalKind::MediaNotReady => {
                            "LinkedIn is processing the files"
                        }
                        Failure::Refused { .. } => "LinkedIn asks to slow down",
                        _ => "LinkedIn cannot be reached",
                    };
                    self.pause(STEP, gap, reason).await?;
                }
            }
        }
        Err(Halt::cancelled(STEP))
    }

    /// The post is there whatever happens to the note about it, so a failure to write does not hide it.
    pub(super) async fn write_created(&self, run: RunId, urn: Option<Urn>) {
        if let Err(halt) = self.write(run, Entry::Created { urn }).await {
            tracing::error!(%run, ?halt, "a created post could not be written down");
        }
    }

    pub(super) fn published(&self, urn: Option<Urn>, ms: u64, after: Vec<FollowedUp>) -> Outcome {
        use std::sync::atomic::Ordering::Relaxed;
        let url = urn.as_ref().map(|urn| linkedin::post_url(&self.endpoint, urn));
        Outcome::Published {
            urn,
            url,
            requests: self.requests.load(Relaxed),
            bytes: self.bytes.load(Relaxed),
            ms,
            after,
        }
    }
}
