//! What is done below a post once it is there: its first comment, closing the comments. The post is published whatever
//! comes of it.

use super::{
    Entry, Progress,
    halt::Halt,
    journal::Followed,
    outcome::{Ending, FollowedUp},
    press::Press,
    retry::{Effect, Verdict, verdict},
    send::{Answer, Failure},
};
use crate::{
    library::RunId,
    post::Urn,
    providers::{FollowUp, Plan, Request, linkedin::RefusalKind},
};

/// What is known of everything that was to follow a post under this name, while nobody carries it out.
pub(super) fn so_far(plan: &Plan, urn: Option<&Urn>, followed: &Followed) -> Vec<FollowedUp> {
    let known = |what: FollowUp| match followed.get(&what) {
        Some(Some(ending)) => ending.clone(),
        Some(None) if what.effect() == Effect::Once => Ending::Unclear {
            why: format!("Galley ended at the very moment it was being written. {}", what.look()),
        },
        Some(None) if urn.is_some() => Ending::NotDone {
            why: "Galley ended while LinkedIn was being asked for it.".to_owned(),
            safe_to_retry: true,
        },
        _ if urn.is_none() => Ending::NotDone {
            why: format!("LinkedIn did not name the post, so Galley cannot reach it. {}", what.by_hand()),
            safe_to_retry: false,
        },
        _ => Ending::NotDone { why: "Galley ended before its turn came.".to_owned(), safe_to_retry: true },
    };
    let told = |(what, request): (FollowUp, &Request)| FollowedUp {
        what,
        text: request
            .body
            .as_ref()
            .and_then(|body| body.pointer("/message/text")?.as_str().map(str::to_owned)),
        ending: known(what),
    };
    plan.follow_ups().map(told).collect()
}

impl Press {
    /// Does what is still to be done below a post, and says what came of all of it. What may have been said is not said
    /// again, and what was refused for good is left.
    pub(super) async fn follow_up(
        &self,
        run: RunId,
        plan: &Plan,
        urn: Option<&Urn>,
        followed: &Followed,
    ) -> Vec<FollowedUp> {
        let mut all = so_far(plan, urn, followed);
        let Some(urn) = urn else { return all };
        for (told, (what, request)) in all.iter_mut().zip(plan.follow_ups()) {
            if told.ending.is_open() {
                let request = request.clone().filled(|_| Some(urn.clone()));
                told.ending = self.carry_through(run, what, &request).await;
            }
        }
        all
    }

    /// Sends the request until there is a clear yes, a clear no, or doubt. Every attempt stands in the journal before it
    /// leaves, every answer before it is told.
    async fn carry_through(&self, run: RunId, what: FollowUp, request: &Request) -> Ending {
        for attempt in 1.. {
            if self.cancel.is_cancelled() {
                break;
            }
            if let Err(halt) = self.write(run, Entry::FollowingUp { what }).await {
                return Ending::NotDone { why: unwritten(&halt), safe_to_retry: true };
            }
            self.report(Progress::FollowingUp { what });
            let failure = match self.send(request).await {
                Ok(Answer { status, .. }) if what.answers().contains(&status) => {
                    return self.followed(run, what, Ending::Done).await;
                }
                Ok(answer) => Failure::in_linkedins_place(answer.status),
                Err(failure) => failure,
            };
            let refused = |safe_to_retry| Ending::NotDone {
                why: format!("{} {}", failure.cause(), what.remedy(&failure, safe_to_retry)),
                safe_to_retry,
            };
            match verdict(what.effect(), attempt, &failure) {
                Verdict::Unknown => {
                    let why = format!("{} {}", failure.cause(), what.look());
                    return self.followed(run, what, Ending::Unclear { why }).await;
                }
                Verdict::Stop { safe_to_retry } => {
                    return self.followed(run, what, refused(safe_to_retry)).await;
                }
                Verdict::WithOtherVersion => {
                    self.followed(run, what, refused(true)).await;
                    let found = tokio::select! {
                        found = self.other_version() => found,
                        () = self.cancel.cancelled() => break,
                    };
                    if let Err(why) = found {
                        let why = why.to_string();
                        return self.followed(run, what, Ending::NotDone { why, safe_to_retry: true }).await;
                    }
                }
                Verdict::Again(gap) => {
                    self.followed(run, what, refused(true)).await;
                    if self.pause("", gap, what.waiting()).await.is_err() {
                        break;
                    }
                }
            }
        }
        Ending::NotDone { why: "You cancelled it.".to_owned(), safe_to_retry: true }
    }

    /// What happened has happened: a failure to write it down does not hide it.
    async fn followed(&self, run: RunId, what: FollowUp, ending: Ending) -> Ending {
        let entry = Entry::FollowedUp { what, ending: ending.clone() };
        if let Err(halt) = self.write(run, entry).await {
            tracing::error!(%run, ?halt, "what was done below a post could not be written down");
        }
        ending
    }
}

fn unwritten(halt: &Halt) -> String {
    let disk = match halt {
        Halt::Journal(error) => format!(" ({error})"),
        _ => String::new(),
    };
    format!(
        "Galley could not write down what it does{disk}, and sends nothing without. Free some disk space and try again."
    )
}

impl FollowUp {
    fn effect(self) -> Effect {
        match self {
            FollowUp::FirstComment => Effect::Once,
            FollowUp::CommentsClosed => Effect::Repeatable,
        }
    }

    /// What LinkedIn answers once it has done it. Closing: 202 according to public clients, 204 as after other changes.
    /// Any other 2xx is not from its API.
    fn answers(self) -> &'static [u16] {
        match self {
            FollowUp::FirstComment => &[201],
            FollowUp::CommentsClosed => &[202, 204],
        }
    }

    fn waiting(self) -> &'static str {
        match self {
            FollowUp::FirstComment => "The post is there. LinkedIn does not take its comment yet",
            FollowUp::CommentsClosed => "The post is there. LinkedIn does not close its comments yet",
        }
    }

    /// What to do after a clear no.
    fn remedy(self, failure: &Failure, safe_to_retry: bool) -> String {
        let before = match failure {
            Failure::Refused { refusal, .. } if refusal.kind == RefusalKind::NotAllowed => {
                "LinkedIn gives the permission for it, w_member_social_feed or for a page w_organization_social_feed, to \
                 reviewed apps alone. "
            }
            _ if safe_to_retry => "If trying again does not help: ",
            _ => "",
        };
        format!("{before}{}", self.by_hand())
    }

    fn by_hand(self) -> &'static str {
        match self {
            FollowUp::FirstComment => "Write it below the post yourself.",
            FollowUp::CommentsClosed => "Turn comments off in the menu of the post on LinkedIn.",
        }
    }

    /// What to do where nobody knows.
    fn look(self) -> &'static str {
        match self {
            FollowUp::FirstComment => {
                "Look below the post; where it is missing, write it yourself. Galley will not send it again."
            }
            FollowUp::CommentsClosed => "Look at the post on LinkedIn.",
        }
    }
}
