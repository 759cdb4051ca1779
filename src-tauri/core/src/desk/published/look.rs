//! Looks whether posts that LinkedIn took are shown: some hang on files that fail later.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    super::{Desk, Problem, Run, problem::Code},
    Doing, Reached,
    sentences::{not_seen_yet, problem, trouble},
};
use crate::{
    accounts::Account,
    library::{RunId, RunRecord},
    post::{AccountId, Author, Urn},
    publish::{Seen, Sight},
};

/// After publishing LinkedIn is asked this long later, and again after each further gap while it is at work on the
/// post: six requests at most, in less than four hours.
const GAPS: [SignedDuration; 6] = [
    SignedDuration::from_secs(3),
    SignedDuration::from_secs(15),
    SignedDuration::from_secs(60),
    SignedDuration::from_secs(5 * 60),
    SignedDuration::from_secs(30 * 60),
    SignedDuration::from_secs(3 * 60 * 60),
];

/// After an edit LinkedIn is asked so much later whether that mended a post.
pub(super) const AFTER_A_CHANGE: SignedDuration = SignedDuration::from_secs(10);

/// New posts, changes and deletions can take minutes to be known everywhere: until then neither a 404 nor what was
/// there before says anything. LinkedIn names no figure; this is a cautious choice.
pub(super) const KNOWN_WITHIN: SignedDuration = SignedDuration::from_secs(10 * 60);

/// Posts in one request, so that its query stays below 4,000 characters (Rest.li, query tunnelling).
const AT_ONCE: usize = 50;

/// A sign-in that may not read an author's posts is not asked again for so long, unless it is renewed.
const WITHHELD_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

const KIND: &str = "withheld";

/// When LinkedIn refused to let an account read an author's posts.
#[derive(Debug, Serialize, Deserialize)]
struct Withheld {
    at: Timestamp,
}

/// Posts of one author that are to be asked about now.
type Due = BTreeMap<(AccountId, String), Vec<Reached>>;

impl Desk {
    /// Asks LinkedIn about one post, because the user wants to know. A sign-in that may not read it is not tried again.
    ///
    /// # Errors
    /// [`Code::Busy`] while it is being changed or deleted, or asked about.
    pub async fn check_post(&self, run: RunId) -> Result<Run, Problem> {
        let _alone = self.alone(run, Doing::Looking)?;
        let reached = self.aside(move |desk| desk.reached(run)).await?;
        let Reached { record, urn, account } = &reached;
        let (of, author) = (account.clone(), record.author.clone());
        if !self.aside(move |desk| desk.may_look(&of, &author)).await {
            self.aside(move |desk| desk.note(&reached, Sight::Withheld)).await?;
            return self.shown_anew(run).await;
        }
        let doubt = self.settle_doubt(&reached).await?;
        if self.aside(move |desk| desk.library.run(run)).await?.post.deleted_at.is_some() {
            return self.shown_anew(run).await;
        }
        let posts = [urn.clone()];
        let sights = self.at_linkedin(account, async |press| press.sights(&posts).await).await?;
        let sight = sights
            .map_err(|error| problem(error, "", "Look again in a moment."))?
            .into_iter()
            .next()
            .flatten()
            .filter(|sight| *sight != Sight::Gone || !is_young(record, self.clock.now()));
        let Some(sight) = sight else {
            let why = "LinkedIn does not know the post yet; new ones can take some minutes. Check it again, or open it";
            return Err(Problem::new(Code::NotFound, why));
        };
        self.aside(move |desk| desk.note(&reached, sight)).await?;
        match doubt {
            Some(asked) => Err(Problem::new(Code::Unclear, not_seen_yet(&asked))),
            None => self.shown_anew(run).await,
        }
    }

    /// Asks LinkedIn about every post that is due, those of one author together. What turns out not to be shown, as
    /// whole sentences; `None` when there was nothing to ask.
    pub async fn look_at_due_posts(&self) -> Option<Vec<String>> {
        let due = match self.aside(Desk::begin_looks).await {
            Ok(due) => due,
            Err(problem) => {
                tracing::warn!(%problem, "published posts are not looked at");
                return None;
            }
        };
        let mut troubles = Vec::new();
        let any = !due.is_empty();
        for posts in due.into_values() {
            for some in in_parts(posts) {
                troubles.extend(self.ask_about(some).await);
            }
        }
        any.then_some(troubles)
    }

    /// From now on LinkedIn is asked about the post of a run, if it was published and named.
    pub(in crate::desk) fn follow(&self, run: RunId) {
        let followed = self.library.run(run).map_err(Problem::from).and_then(|record| {
            super::urn_of(&record)?;
            Ok(self.library.follow_post(run, self.clock.now() + GAPS[0])?)
        });
        match followed {
            Ok(()) => self.looking.notify_one(),
            Err(problem) if problem.code == Code::NotFound => {}
            Err(problem) => tracing::warn!(%run, %problem, "a published post is not looked at"),
        }
    }

    /// Whether it makes sense to ask LinkedIn for an author's posts.
    pub(in crate::desk) fn may_look(&self, account: &Account, author: &Author) -> bool {
        let refused = self.library.get::<Withheld>(KIND, &withheld_id(account, author)).ok().flatten();
        let lasts = |at: Timestamp| at > account.refreshed_at && self.clock.now() < at + WITHHELD_FOR;
        account.may_read(author) != Some(false) && !refused.is_some_and(|withheld| lasts(withheld.at))
    }

    /// Counts a look at each post that is due before any is taken. What cannot or need not be asked is done with.
    fn begin_looks(&self) -> Result<Due, Problem> {
        let now = self.clock.now();
        let mut due = Due::new();
        for record in self.library.due_posts(now)? {
            let run = record.id;
            let looks = usize::try_from(record.post.looks).unwrap_or(usize::MAX);
            let next = looks.checked_add(1).and_then(|next| GAPS.get(next)).map(|gap| now + *gap);
            match self.reach(record) {
                Err(_) => self.library.begin_look(run, None)?,
                Ok(reached) if !self.may_look(&reached.account, &reached.record.author) => {
                    self.note(&reached, Sight::Withheld)?;
                }
                Ok(reached) => {
                    self.library.begin_look(run, next)?;
                    let whose = (reached.account.id, reached.record.author.urn().to_string());
                    due.entry(whose).or_default().push(reached);
                }
            }
        }
        Ok(due)
    }

    /// Asks about posts of one author. An answer that does not come is waited for at the next look.
    async fn ask_about(&self, posts: Vec<Reached>) -> Vec<String> {
        let Some(account) = posts.first().map(|reached| reached.account.clone()) else { return Vec::new() };
        let urns: Vec<Urn> = posts.iter().map(|reached| reached.urn.clone()).collect();
        let sights = match self.at_linkedin(&account, async |press| press.sights(&urns).await).await {
            Ok(Ok(sights)) => sights,
            Ok(Err(error)) => {
                tracing::info!(%error, "LinkedIn did not say what became of published posts");
                return Vec::new();
            }
            Err(problem) => {
                tracing::info!(%problem, "LinkedIn cannot be asked what became of published posts");
                return Vec::new();
            }
        };
        self.aside(move |desk| {
            let now = desk.clock.now();
            let told = posts.iter().zip(sights).filter_map(|(reached, sight)| {
                let sight = sight.filter(|sight| *sight != Sight::Gone || !is_young(&reached.record, now))?;
                if let Err(problem) = desk.note(reached, sight) {
                    tracing::warn!(%problem, "what LinkedIn says of a post could not be kept");
                }
                trouble(sight, &reached.record)
            });
            told.collect()
        })
        .await
    }

    fn note(&self, reached: &Reached, sight: Sight) -> Result<(), Problem> {
        let now = self.clock.now();
        let (account, author) = (&reached.account, &reached.record.author);
        if sight == Sight::Withheld && self.may_look(account, author) {
            self.library.put(KIND, &withheld_id(account, author), &Withheld { at: now })?;
        }
        let settled = sight != Sight::Processing;
        Ok(self.library.note_seen(reached.record.id, &Seen { at: now, sight }, settled)?)
    }
}

fn withheld_id(account: &Account, author: &Author) -> String {
    format!("{} {}", account.id, author.urn())
}

/// Whether a post was made so shortly ago that LinkedIn may not know it everywhere.
pub(super) fn is_young(record: &RunRecord, now: Timestamp) -> bool {
    now < record.ended_at.unwrap_or(record.started_at) + KNOWN_WITHIN
}

fn in_parts(mut posts: Vec<Reached>) -> Vec<Vec<Reached>> {
    let mut parts = Vec::new();
    while posts.len() > AT_ONCE {
        let rest = posts.split_off(AT_ONCE);
        parts.push(std::mem::replace(&mut posts, rest));
    }
    parts.push(posts);
    parts
}
