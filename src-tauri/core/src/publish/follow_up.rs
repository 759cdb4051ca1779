//! What is done below a post once it is there: its first comment, closing the comments. The post is published whatever
//! comes of it.

use jiff::Timestamp;

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

/// Said with what a later try was told.
pub(super) const UNANSWERED: &str = "An earlier try was sent and got no clear answer.";

/// What is known of everything that was to follow a post under this name, while nobody carries it out.
pub(super) fn so_far(plan: &Plan, urn: Option<&Urn>, followed: &Followed) -> Vec<FollowedUp> {
    let known = |what: FollowUp| match followed.get(&what) {
        Some(Some(ending)) => ending.clone(),
        Some(None) => what.unclear("Galley ended while LinkedIn was being asked for it.", urn.is_some()),
        _ if urn.is_none() => Ending::NotDone {
            why: format!("LinkedIn did not name the post, so Galley cannot reach it. {}", what.by_hand()),
            safe_to_retry: false,
            not_before: None,
        },
        _ => Ending::not_done("Galley has not tried it yet."),
    };
    let told = |(what, request): (FollowUp, &Request)| FollowedUp {
        what,
        text: request.comment().map(str::to_owned),
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
                let doubted = matches!(told.ending, Ending::Unclear { .. });
                told.ending = self.carry_through(run, what, &request, doubted).await;
            }
        }
        all
    }

    /// Sends the request until there is a clear yes, a clear no, or doubt. Every attempt stands in the journal before
    /// it leaves, every answer before it is told. A try without a clear answer may have done it, whatever those after
    /// it are told: `doubted` says that there was one already.
    async fn carry_through(
        &self,
        run: RunId,
        what: FollowUp,
        request: &Request,
        mut doubted: bool,
    ) -> Ending {
        for attempt in 1.. {
            if self.cancel.is_cancelled() {
                break;
            }
            if let Err(halt) = self.write(run, Entry::FollowingUp { what }).await {
                return what.not_sent(unwritten(&halt), doubted);
            }
            self.report(Progress::FollowingUp { what });
            let failure = match self.send(request).await {
                Ok(Answer { status, .. }) if what.answers().contains(&status) => {
                    return self.followed(run, what, Ending::Done).await;
                }
                // Who answers in LinkedIn's place does so again.
                Ok(answer) => {
                    let why = Failure::in_linkedins_place(answer.status).cause();
                    return self.followed(run, what, what.unclear(&why, true)).await;
                }
                Err(failure) => failure,
            };
            doubted |= matches!(failure, Failure::Unclear { .. });
            let failed = |safe_to_retry| what.failed(&failure, doubted, safe_to_retry);
            match verdict(what.effect(), attempt, &failure) {
                Verdict::Unknown => return self.followed(run, what, failed(true)).await,
                Verdict::Stop { safe_to_retry } => {
                    return self.followed(run, what, failed(safe_to_retry)).await;
                }
                Verdict::WithOtherVersion => {
                    self.followed(run, what, failed(true)).await;
                    let found = tokio::select! {
                        found = self.other_version() => found,
                        () = self.cancel.cancelled() => break,
                    };
                    if let Err(why) = found {
                        let ending = what.failed(&Failure::NoVersion(why), doubted, true);
                        return self.followed(run, what, ending).await;
                    }
                }
                Verdict::Again(gap) => {
                    self.followed(run, what, failed(true)).await;
                    if self.pause("", gap, what.waiting()).await.is_err() {
                        break;
                    }
                }
            }
        }
        self.followed(run, what, what.not_sent("You cancelled it.".to_owned(), doubted)).await
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

    /// How it ends with this failure. `doubted`: this try or one before it may have done it.
    fn failed(self, failure: &Failure, doubted: bool, safe_to_retry: bool) -> Ending {
        let cause = failure.cause();
        match (failure, doubted) {
            (Failure::Unclear { .. }, _) => self.unclear(&cause, safe_to_retry),
            (_, true) => self.unclear(&format!("{cause} {UNANSWERED}"), safe_to_retry),
            (_, false) => {
                let why = format!("{cause} {}", self.remedy(failure, safe_to_retry));
                let not_before = failure.not_before().map(Timestamp::as_millisecond);
                Ending::NotDone { why, safe_to_retry, not_before }
            }
        }
    }

    /// How it ends without this try.
    fn not_sent(self, why: String, doubted: bool) -> Ending {
        match doubted {
            true => self.unclear(&format!("{why} {UNANSWERED}"), true),
            false => Ending::not_done(why),
        }
    }

    /// `may_help`: whether trying again may well succeed.
    fn unclear(self, why: &str, may_help: bool) -> Ending {
        let safe_to_retry = may_help && self.effect() == Effect::Repeatable;
        let again = if safe_to_retry { " Trying again does no harm." } else { "" };
        Ending::Unclear { why: format!("{why} {}{again}", self.look()), safe_to_retry }
    }

    /// What to do after a clear no.
    fn remedy(self, failure: &Failure, safe_to_retry: bool) -> String {
        let before = match failure {
            Failure::Refused { refusal, .. } if refusal.kind == RefusalKind::NotAllowed => {
                "LinkedIn gives the permission for it, w_member_social_feed or for a page w_organization_social_feed, to \
                 reviewed apps alone. "
            }
            _ if safe_to_retry => "If trying again does not help, do it by hand. ",
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
                "Look below the post; where it is missing, write it yourself. Galley will not send it again by itself."
            }
            FollowUp::CommentsClosed => {
                "Look at the post on LinkedIn; where they are open, turn comments off in its menu."
            }
        }
    }
}
