//! What is asked of posts that are there, and done to them.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

use super::{
    follow_up::UNANSWERED,
    halt::Halt,
    press::Press,
    send::{Answer, Failure},
};
use crate::{
    post::{Author, Commentary, Urn},
    providers::{
        Request,
        linkedin::{self, Condition, Metric, RefusalKind, Statistics, Told},
    },
};

/// What LinkedIn says of a post after it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    /// Readers see it.
    Shown,
    /// LinkedIn is still at work on it.
    Processing,
    /// LinkedIn took it and shows it to nobody.
    Failed,
    /// There is no such post.
    Gone,
    /// This sign-in may not read it.
    Withheld,
}

/// When LinkedIn said what of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    pub at: Timestamp,
    pub sight: Sight,
}

/// Why LinkedIn did not answer a question about a post, or did not do what was asked. `why` is in whole sentences.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PostError {
    #[error("{why}")]
    NotAllowed { why: String },
    #[error("LinkedIn has no such post any more: it was deleted there.")]
    Gone,
    /// A clear no for another reason: nothing was done.
    #[error("{why}")]
    Refused { why: String },
    /// It never left this computer.
    #[error("{why}")]
    Unreached { why: String },
    /// It may have been done, or not.
    #[error("{why}")]
    Unclear { why: String },
}

impl Press {
    /// Asks for each of these posts, all together where the token may, and again by itself for one that readers are not
    /// shown: only its author learns that it failed. `None` of one that LinkedIn leaves out.
    ///
    /// # Errors
    /// [`PostError`]: nothing is known of any of them.
    pub async fn sights(&self, posts: &[Urn]) -> Result<Vec<Option<Sight>>, PostError> {
        let [first, _, ..] = posts else {
            return match posts.first() {
                Some(one) => Ok(vec![Some(self.sight(one).await?)]),
                None => Ok(Vec::new()),
            };
        };
        match self.ask(&linkedin::read_posts(&self.endpoint, posts)).await {
            Ok(answer) => {
                let told = linkedin::conditions(&answer.body, posts).ok_or_else(senseless)?;
                let mut sights = Vec::with_capacity(posts.len());
                for (post, told) in posts.iter().zip(told) {
                    sights.push(match told {
                        Told::As(condition) => Some(condition.into()),
                        Told::Withheld => Some(Sight::Withheld),
                        Told::Unknown | Told::Nothing => self.sight(post).await.ok(),
                    });
                }
                Ok(sights)
            }
            // Apps in development may read posts one by one and have no batch.
            Err(Failure::Refused { refusal, .. })
                if matches!(refusal.kind, RefusalKind::NotAllowed | RefusalKind::Invalid(_)) =>
            {
                let first = self.sight(first).await?;
                let mut sights = vec![Some(first)];
                for post in posts.iter().skip(1) {
                    let next = if first == Sight::Withheld { Ok(first) } else { self.sight(post).await };
                    sights.push(next.ok());
                }
                Ok(sights)
            }
            Err(failure) => Err(failure.into()),
        }
    }

    /// Asks once for one post.
    async fn sight(&self, post: &Urn) -> Result<Sight, PostError> {
        match self.ask(&linkedin::read_post(&self.endpoint, post)).await {
            Ok(answer) => Ok(linkedin::condition(&answer.body).ok_or_else(senseless)?.into()),
            Err(failure) => match PostError::from(failure) {
                PostError::NotAllowed { .. } => Ok(Sight::Withheld),
                PostError::Gone => Ok(Sight::Gone),
                other => Err(other),
            },
        }
    }

    /// Gives a post another text. Saying it twice leaves the same text, so it is repeated where that may help.
    pub async fn change_text(&self, post: &Urn, text: &Commentary) -> Result<(), PostError> {
        let request = linkedin::change_text(&self.endpoint, post, text);
        self.carry_out_at("Change the text", &request, |_| false).await
    }

    /// Deletes a post. One that is not there is deleted.
    pub async fn delete(&self, post: &Urn) -> Result<(), PostError> {
        let is_gone = |failure: &Failure| matches!(failure, Failure::Refused { refusal, .. } if refusal.kind == RefusalKind::NotFound);
        self.carry_out_at("Delete the post", &linkedin::delete_post(&self.endpoint, post), is_gone).await
    }

    /// What a post says; `None` where LinkedIn knows no such post. Asks once.
    pub async fn text_of(&self, post: &Urn) -> Result<Option<Commentary>, PostError> {
        match self.ask(&linkedin::read_post(&self.endpoint, post)).await {
            Ok(answer) => Ok(Some(linkedin::text_read(&answer.body).ok_or_else(senseless)?)),
            Err(failure) => match PostError::from(failure) {
                PostError::Gone => Ok(None),
                error => Err(error),
            },
        }
    }

    /// How a post did: one request for a page's, one for each figure of a member's.
    pub async fn figures(&self, author: &Author, post: &Urn) -> Result<Statistics, PostError> {
        const STEP: &str = "Read the figures";
        if author.is_page() {
            let answer = self.asked(STEP, &linkedin::page_statistics(&self.endpoint, author, post)).await?;
            return linkedin::page_figures(&answer.body).ok_or_else(senseless);
        }
        let mut figures = Statistics::default();
        for metric in Metric::ALL {
            let request = linkedin::member_statistics(&self.endpoint, post, metric);
            let answer = self.asked(STEP, &request).await?;
            *metric.place(&mut figures) = linkedin::metric(&answer.body, metric).ok_or_else(senseless)?;
        }
        Ok(figures)
    }

    async fn asked(&self, step: &str, request: &Request) -> Result<Answer, PostError> {
        self.repeatable(step, || self.send(request)).await.map_err(PostError::from)
    }

    /// Has something done to a post, and repeats it where that may help. A try without a clear answer may have been
    /// carried out, whatever those after it are told. `amounts_to_done` is a refusal that says it is done.
    async fn carry_out_at(
        &self,
        step: &str,
        request: &Request,
        amounts_to_done: impl Fn(&Failure) -> bool,
    ) -> Result<(), PostError> {
        let doubted = AtomicBool::new(false);
        let send = || async {
            match self.send(request).await {
                Err(failure) if amounts_to_done(&failure) => Ok(None),
                answer => {
                    doubted.fetch_or(matches!(answer, Err(Failure::Unclear { .. })), Relaxed);
                    answer.map(Some)
                }
            }
        };
        match self.repeatable(step, send).await.map_err(PostError::from) {
            Ok(None | Some(Answer { status: 200 | 204, .. })) => Ok(()),
            // Who answers in LinkedIn's place does so again.
            Ok(Some(answer)) => Err(Failure::in_linkedins_place(answer.status).into()),
            Err(unclear @ PostError::Unclear { .. }) => Err(unclear),
            Err(clear) if doubted.load(Relaxed) => {
                let why = format!("{clear} {UNANSWERED}");
                Err(PostError::Unclear { why })
            }
            Err(clear) => Err(clear),
        }
    }
}

impl From<Halt> for PostError {
    fn from(halt: Halt) -> Self {
        match halt {
            Halt::Refused(failure) => failure.into(),
            _ => PostError::Unclear { why: "You cancelled.".to_owned() },
        }
    }
}

impl From<Condition> for Sight {
    fn from(condition: Condition) -> Self {
        match condition {
            Condition::Shown => Sight::Shown,
            Condition::Processing => Sight::Processing,
            Condition::Failed => Sight::Failed,
        }
    }
}

impl From<Failure> for PostError {
    fn from(failure: Failure) -> Self {
        let why = failure.cause();
        match failure {
            Failure::NotSent(_) | Failure::Local(_) => PostError::Unreached { why },
            Failure::Unclear { .. } => PostError::Unclear { why },
            Failure::NoVersion(_) => PostError::Refused { why },
            Failure::Refused { refusal, .. } => match refusal.kind {
                RefusalKind::NotAllowed => PostError::NotAllowed { why },
                RefusalKind::NotFound => PostError::Gone,
                _ => PostError::Refused { why },
            },
        }
    }
}

fn senseless() -> PostError {
    PostError::Unclear { why: "LinkedIn’s answer makes no sense.".to_owned() }
}
