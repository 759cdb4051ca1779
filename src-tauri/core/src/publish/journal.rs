//! What is written down while a run goes on, and what it means when the run is taken up again.

use std::collections::{BTreeMap, HashMap};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Ending, FollowedUp, Outcome, follow_up::so_far};
use crate::{
    library,
    post::Urn,
    providers::{FollowUp, Plan, StepId, linkedin::Registered},
};

/// How long an uploaded file is taken to be usable in a post. LinkedIn names no figure; six hours is a cautious
/// choice of ours.
const UPLOADS_LAST: SignedDuration = SignedDuration::from_hours(6);

/// One line of a run's journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum Entry {
    /// What this run is to do. A later one, also after the post was made, says what is wished for below it by then.
    Planned { plan: Box<Plan> },
    /// LinkedIn gave the video of register step `step` these addresses.
    Announced { step: StepId, registered: Registered },
    /// Part number `part` of upload step `step`, from 0, is at LinkedIn and was answered with this id.
    PartSent { step: StepId, part: usize, id: String },
    /// What belongs to the video of this name was sent by upload step `step`.
    BesideSent { step: StepId, urn: Urn },
    /// The file of register step `step` is at LinkedIn under this name.
    Uploaded { step: StepId, urn: Urn },
    /// Written before the request that makes the post leaves.
    Creating,
    /// That request was clearly refused, or never left: there is no post.
    NotCreated { why: String },
    /// No answer came, the user looked, and did not find the post. They may have looked too early.
    NotFound,
    /// The post is there.
    Created { urn: Option<Urn> },
    /// Written before the request leaves that does this below the post, so that the post is there.
    FollowingUp { what: FollowUp },
    /// What came of it; the last word counts.
    FollowedUp { what: FollowUp, ending: Ending },
}

/// What is known of a run that nobody carries out any more, or of one under way were it to end now: by its journal, and
/// by the outcome that was `kept` of it.
pub fn interrupted(journal: Vec<library::Entry<Entry>>, kept: Option<Outcome>, now: Timestamp) -> Outcome {
    let standing = Standing::of(journal, now).besides(kept.as_ref());
    match standing.post {
        PostStanding::Made(ref urn) => {
            let (url, requests, bytes, ms) = match kept {
                Some(Outcome::Published { url, requests, bytes, ms, .. }) => (url, requests, bytes, ms),
                _ => (None, 0, 0, 0),
            };
            Outcome::Published { urn: urn.clone(), url, requests, bytes, ms, after: standing.after() }
        }
        PostStanding::NotMade => Outcome::Stopped {
            step: "Upload the files".to_owned(),
            why: "Galley ended while it was publishing.".to_owned(),
            safe_to_retry: true,
            not_before: None,
            cancelled: false,
            refused: Vec::new(),
        },
        PostStanding::Unclear { .. } => Outcome::Unknown {
            how_to_find_out:
                "Galley ended at the very moment the post was being made. Open your posts and see whether it \
                              is there; then say so here."
                    .to_owned(),
        },
    }
}

/// What a journal says of a run now that its post was found, or seen: under this name, or under one we were not told.
pub fn made(journal: Vec<library::Entry<Entry>>, urn: Option<Urn>, now: Timestamp) -> Outcome {
    let mut standing = Standing::of(journal, now);
    standing.post = PostStanding::Made(urn.clone());
    Outcome::Published { urn, url: None, requests: 0, bytes: 0, ms: 0, after: standing.after() }
}

/// What was begun below the post, and how it ended, where that is known.
pub(super) type Followed = HashMap<FollowUp, Option<Ending>>;

/// Where a journal leaves off.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Standing {
    pub plan: Option<Box<Plan>>,
    pub kept: Kept,
    pub post: PostStanding,
    pub followed: Followed,
    /// When the first attempt left of which only the user's word says that it made no post.
    pub doubted: Option<Timestamp>,
}

/// What need not be sent again.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Kept {
    /// Files that are whole at LinkedIn, by their register step.
    pub uploaded: HashMap<StepId, Urn>,
    /// The addresses of videos that are not, by their register step.
    pub announced: HashMap<StepId, Registered>,
    /// What the parts of an upload step were answered with, by their number.
    pub parts: HashMap<StepId, BTreeMap<usize, String>>,
    /// The video that an upload step has sent something beside.
    pub beside: HashMap<StepId, Urn>,
}

impl Kept {
    /// A video was announced anew: what was sent of the one before is of no use.
    fn announce(&mut self, step: StepId, registered: Registered) {
        self.parts.clear();
        self.beside.clear();
        self.announced.insert(step, registered);
    }
}

#[derive(Debug, Default, PartialEq)]
pub(super) enum PostStanding {
    #[default]
    NotMade,
    /// The request left at this moment, and no answer is written down.
    Unclear {
        since: Timestamp,
    },
    Made(Option<Urn>),
}

impl Standing {
    pub fn of(journal: Vec<library::Entry<Entry>>, now: Timestamp) -> Standing {
        let mut standing = Standing::default();
        let mut first_attempt = None;
        for library::Entry { at, entry, .. } in journal {
            match entry {
                Entry::Planned { plan } => standing.plan = Some(plan),
                Entry::Announced { .. }
                | Entry::PartSent { .. }
                | Entry::BesideSent { .. }
                | Entry::Uploaded { .. }
                    if now.duration_since(at) >= UPLOADS_LAST => {}
                Entry::Announced { step, registered } => standing.kept.announce(step, registered),
                Entry::PartSent { step, part, id } => {
                    standing.kept.parts.entry(step).or_default().insert(part, id);
                }
                Entry::BesideSent { step, urn } => {
                    standing.kept.beside.insert(step, urn);
                }
                Entry::Uploaded { step, urn } => {
                    standing.kept.uploaded.insert(step, urn);
                }
                Entry::Creating => {
                    let since = *first_attempt.get_or_insert(standing.doubted.unwrap_or(at));
                    standing.post = PostStanding::Unclear { since };
                }
                Entry::NotCreated { .. } | Entry::NotFound => {
                    if entry == Entry::NotFound {
                        standing.doubted = standing.doubted.or(first_attempt);
                    }
                    first_attempt = None;
                    standing.post = PostStanding::NotMade;
                }
                Entry::Created { urn } => standing.post = PostStanding::Made(urn),
                Entry::FollowingUp { what } => {
                    standing.is_there(None);
                    standing.followed.insert(what, None);
                }
                Entry::FollowedUp { what, ending } => {
                    standing.is_there(None);
                    standing.followed.insert(what, Some(ending));
                }
            }
        }
        standing
    }

    /// The same with what was kept of the outcome: on a full disk that, or the journal, can lack what the other has.
    pub fn besides(mut self, kept: Option<&Outcome>) -> Standing {
        if let Some(Outcome::Published { urn, .. }) = kept {
            self.is_there(urn.as_ref());
        }
        self
    }

    /// The post is there, whatever else was written down, under this name unless another is known.
    fn is_there(&mut self, urn: Option<&Urn>) {
        if !matches!(self.post, PostStanding::Made(Some(_))) {
            self.post = PostStanding::Made(urn.cloned());
        }
    }

    /// What there is to say of everything that was to follow the post.
    pub fn after(&self) -> Vec<FollowedUp> {
        let urn = match &self.post {
            PostStanding::Made(urn) => urn.as_ref(),
            PostStanding::NotMade | PostStanding::Unclear { .. } => None,
        };
        self.plan.as_ref().map_or_else(Vec::new, |plan| so_far(plan, urn, &self.followed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(entries: &[(i64, Entry)], now: i64) -> Standing {
        let second = |second| Timestamp::from_second(second).unwrap();
        let journal = entries
            .iter()
            .zip(1..)
            .map(|((at, entry), seq)| library::Entry { seq, at: second(*at), entry: entry.clone() })
            .collect();
        Standing::of(journal, second(now))
    }

    #[test]
    fn a_creation_without_an_answer_is_unclear() {
        let since = Timestamp::from_second(5).unwrap();
        assert_eq!(standing(&[(5, Entry::Creating)], 9).post, PostStanding::Unclear { since });
    }

    #[test]
    fn a_refused_creation_made_nothing() {
        let refused = Entry::NotCreated { why: "no".into() };
        assert_eq!(standing(&[(5, Entry::Creating), (6, refused)], 9).post, PostStanding::NotMade);
    }

    #[test]
    fn a_post_that_something_was_done_below_is_there_though_the_line_about_it_is_missing() {
        let what = FollowUp::FirstComment;
        let begun = [(5, Entry::Creating), (6, Entry::FollowingUp { what })];
        assert_eq!(standing(&begun, 9).post, PostStanding::Made(None));
        let done = [(5, Entry::Creating), (7, Entry::FollowedUp { what, ending: Ending::Done })];
        assert_eq!(standing(&done, 9).post, PostStanding::Made(None));
        let urn: Urn = "urn:li:share:7".parse().unwrap();
        let named =
            [(5, Entry::Creating), (6, Entry::Created { urn: Some(urn.clone()) }), (7, done[1].1.clone())];
        assert_eq!(standing(&named, 9).post, PostStanding::Made(Some(urn)));
    }

    #[test]
    fn a_post_that_the_outcome_names_is_there_though_the_line_about_it_is_missing() {
        let urn: Urn = "urn:li:share:7".parse().unwrap();
        let kept = Outcome::Published {
            urn: Some(urn.clone()),
            url: None,
            requests: 2,
            bytes: 3,
            ms: 4,
            after: Vec::new(),
        };
        let unnamed = standing(&[(5, Entry::Creating), (6, Entry::Created { urn: None })], 9);
        for standing in [standing(&[(5, Entry::Creating)], 9), unnamed] {
            assert_eq!(standing.besides(Some(&kept)).post, PostStanding::Made(Some(urn.clone())));
        }
        assert_eq!(interrupted(Vec::new(), Some(kept.clone()), Timestamp::now()), kept);
    }

    #[test]
    fn an_end_in_the_middle_leaves_it_to_others_to_say_that_nothing_was_posted() {
        let Outcome::Stopped { why, safe_to_retry: true, .. } =
            interrupted(Vec::new(), None, Timestamp::now())
        else {
            panic!("not stopped")
        };
        assert_eq!(why, "Galley ended while it was publishing.");
    }

    #[test]
    fn uploads_are_forgotten_after_six_hours() {
        let uploaded = Entry::Uploaded { step: StepId(1), urn: "urn:li:image:C5".parse().unwrap() };
        assert_eq!(standing(&[(0, uploaded.clone())], 6 * 3_600 - 1).kept.uploaded.len(), 1);
        assert_eq!(standing(&[(0, uploaded)], 6 * 3_600).kept.uploaded.len(), 0);
    }
}
