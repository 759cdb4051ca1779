//! Writing a post.

use std::sync::atomic::Ordering::Relaxed;

use super::{Assessment, Cut, Desk, Edited, Lengths, OpenDraft, Problem, Range, problem::Code};
use crate::{
    accounts::{ApiBase, ApiVersion, Standing},
    checks::{self, Finding, LINKEDIN, Speaker},
    library::{RunRecord, Written},
    post::{
        AccountId, Attachment, Author, Counts, Draft, DraftId, Hashtag, INTRO_ON_A_PHONE, LaidAside,
        Visibility, utf16_len,
    },
    providers::linkedin::{self, Endpoint},
    publish::Outcome,
};

impl Desk {
    /// The draft that is being published, else the one edited last, or a new one; what a page that is gone could not
    /// save is gone with it.
    pub fn resume(&self) -> Result<OpenDraft, Problem> {
        self.unsaved.store(false, Relaxed);
        self.unsaved_change.store(false, Relaxed);
        if let Some(draft) = self.draft_under_way().and_then(|id| self.library.draft(id).ok()) {
            return self.lay_open(draft);
        }
        match self.library.latest_draft()? {
            Some(draft) => self.lay_open(draft),
            None => self.new_draft(),
        }
    }

    /// An empty draft, kept at its first edit. It speaks as the author chosen last.
    pub fn new_draft(&self) -> Result<OpenDraft, Problem> {
        let (account, author) = self.usual_author()?;
        self.lay_open(Draft::new(account, author))
    }

    pub fn open_draft(&self, id: DraftId) -> Result<OpenDraft, Problem> {
        self.lay_open(self.library.draft(id)?)
    }

    /// Keeps the draft, and what was taken out of it if that changed; says what is known of the draft now, also when
    /// the disk refuses it.
    pub fn edit(&self, draft: &Draft, aside: Option<&LaidAside>) -> Edited {
        let now = self.clock.now();
        let kept = match aside {
            Some(aside) => self.library.save_with(draft, aside, now),
            None => self.library.save(draft, now),
        };
        let unsaved = kept.err().map(Problem::from);
        self.unsaved.store(unsaved.is_some(), Relaxed);
        self.link(draft);
        Edited { assessment: self.assess(draft), unsaved }
    }

    /// Whether the disk refused what was written last: it is on the screen and nowhere else.
    pub fn is_unsaved(&self) -> bool {
        self.unsaved.load(Relaxed) || self.unsaved_change.load(Relaxed)
    }

    /// Counts, cut and findings; touches no disk for files that were looked at before.
    pub fn assess(&self, draft: &Draft) -> Assessment {
        let findings = self.findings(draft);
        let visible = draft.commentary.visible();
        let counts = Counts::of(&draft.commentary);
        Assessment {
            counts: Lengths {
                visible: counts.visible,
                wire: counts.wire,
                characters: counts.characters,
                limit: LINKEDIN.text.value as u32,
            },
            intro: Cut { band: INTRO_ON_A_PHONE.band(&visible), rule: INTRO_ON_A_PHONE },
            hashtags: ranges(&visible, &draft.commentary.hashtags()),
            publishable: checks::publishable(&findings),
            findings,
        }
    }

    /// Where the post that a draft shares can be seen: where its author would see it, but at LinkedIn if it was given
    /// by an address there, because a rehearsal may share what the sandbox does not have.
    pub fn address_shared(&self, draft: DraftId) -> Result<String, Problem> {
        let draft = self.library.draft(draft)?;
        let (named, on_linkedin) = match &draft.attachment {
            Attachment::Reshare { reshare } => (reshare.named(), reshare.is_on_linkedin()),
            _ => (None, false),
        };
        let urn = named.ok_or_else(|| {
            Problem::new(Code::NotFound, "no post is named here yet; paste the address of one")
        })?;
        let account = draft.account.map(|id| self.account(id)).transpose()?.flatten();
        let endpoint = match account {
            Some(account) if !(account.sandbox && on_linkedin) => self.endpoint(&account),
            Some(_) | None => Endpoint::new(ApiBase::default(), ApiVersion::default()),
        };
        Ok(linkedin::post_url(&endpoint, &urn))
    }

    fn lay_open(&self, draft: Draft) -> Result<OpenDraft, Problem> {
        // Before its runs are read: what ends in between is looked at once more by whoever watches.
        let publishing = self.is_under_way(draft.id);
        let draft = self.with_known_author(draft)?;
        let aside = self.library.laid_aside(draft.id);
        let mut media = self.look_at_files_of(&draft);
        media.extend(self.reexamine(&aside.files()));
        self.link(&draft);
        let last_run = self.last_run_of(&draft)?.map(|run| (run.written.clone(), self.run_view(run)));
        let outcome = last_run.as_ref().and_then(|(_, run)| run.outcome.as_ref());
        self.note_refused(&draft, last_run.as_ref().and_then(|(written, _)| written.clone()), outcome);
        let last_run = last_run.map(|(_, run)| run);
        Ok(OpenDraft { assessment: self.assess(&draft), draft, aside, media, last_run, publishing })
    }

    /// The latest run of a draft; none when it published something else than the draft says by now.
    fn last_run_of(&self, draft: &Draft) -> Result<Option<RunRecord>, Problem> {
        let Some(latest) = self.library.runs_of(draft.id)?.into_iter().next() else { return Ok(None) };
        let published = matches!(latest.outcome().ok().flatten(), Some(Outcome::Published { .. }));
        let is_this = latest.written == Some(Written::of(draft)?);
        Ok((is_this || !published).then_some(latest))
    }

    /// A draft for which nobody was ever chosen gets the usual author, and is kept so. One whose account was removed
    /// gets nobody: a person has to say who takes its place.
    fn with_known_author(&self, draft: Draft) -> Result<Draft, Problem> {
        let draft = match draft.account {
            None => {
                let (account, author) = self.usual_author()?;
                let visibility = match &author {
                    Some(Author::Page(_)) => Visibility::Public,
                    _ => draft.visibility,
                };
                Draft { account, author, visibility, ..draft }
            }
            Some(id) if self.account(id)?.is_none() => Draft { account: None, author: None, ..draft },
            Some(_) => return Ok(draft),
        };
        if self.library.draft(draft.id).is_ok_and(|kept| kept != draft) {
            self.library.save(&draft, self.clock.now())?;
        }
        Ok(draft)
    }

    /// The author of the draft edited last, else the first who may post, real accounts before the sandbox.
    fn usual_author(&self) -> Result<(Option<AccountId>, Option<Author>), Problem> {
        let mut accounts = self.kept_accounts()?;
        accounts.sort_by_key(|account| account.sandbox);
        if let Some(latest) = self.library.latest_draft()?
            && let (Some(id), Some(author)) = (latest.account, &latest.author)
            && accounts.iter().any(|account| account.id == id && account.author(author).is_some())
        {
            return Ok((latest.account, latest.author));
        }
        let first = accounts.iter().find_map(|account| {
            let author = account.authors().into_iter().find(|author| author.may_post.is_ok())?;
            Some((account.id, author.author))
        });
        Ok(first.unzip())
    }

    /// What is wrong with a draft, as its files were when last looked at.
    pub(super) fn findings(&self, draft: &Draft) -> Vec<Finding> {
        let made = |id| self.made_as(id, draft);
        let mut findings =
            checks::check(draft, |id| self.known(id), made, self.speaker(draft).as_ref(), &LINKEDIN);
        findings.extend(self.refused_of(draft));
        findings.sort_by_key(|finding| finding.judgement.severity);
        findings
    }

    pub(super) fn speaker(&self, draft: &Draft) -> Option<Speaker> {
        let account = self.account(draft.account?).ok()??;
        let known = account.author(draft.author.as_ref()?)?;
        let (expired, expires_in_days) = match account.standing(self.clock.now()) {
            Standing::Ready => (None, None),
            Standing::Expiring { days } => (None, Some(u32::from(days))),
            Standing::Expired => (Some("the sign-in has ended; renew it under Accounts.".to_owned()), None),
        };
        let barred = known.may_post.err().map(|why| format!("{why}.")).or(expired);
        let barred_from_videos = known.may_post_videos.err().map(|why| format!("{why}."));
        let doubted_for_ads = known.may_sponsor.err().map(|why| format!("{why}."));
        let barred_from_comments = known.may_comment.err().map(|why| format!("{why}."));
        Some(Speaker {
            author: known.author,
            name: known.name,
            barred,
            barred_from_videos,
            doubted_for_ads,
            barred_from_comments,
            expires_in_days,
        })
    }
}

/// In UTF-16 units, as the page counts.
fn ranges(visible: &str, hashtags: &[Hashtag]) -> Vec<Range> {
    let (mut at, mut units) = (0, 0);
    let mut offset = |byte: usize| {
        units += utf16_len(&visible[at..byte]);
        at = byte;
        units
    };
    hashtags
        .iter()
        .map(|tag| {
            let from = offset(tag.start);
            Range { from, to: offset(tag.end) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::{Commentary, Piece};

    #[test]
    fn hashtags_are_told_in_utf16_units_and_none_reaches_into_a_mention() {
        let page =
            || Piece::Mention { name: "🗞 Co".into(), urn: "urn:li:organization:1".parse().unwrap() };
        let text = |text: &str| Piece::Text { text: text.into() };
        let commentary = Commentary::from(vec![page(), text("#été, #"), page()]);
        let told = ranges(&commentary.visible(), &commentary.hashtags());
        assert_eq!(told, [Range { from: 5, to: 9 }]);
    }
}
