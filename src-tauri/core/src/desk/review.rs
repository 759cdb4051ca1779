//! What will be sent, before it is sent.

use std::path::Path;

use super::{
    Desk, Problem, Review, accounts::author_view, problem::Code, wire_text::wire_text, wire_view::wire_view,
};
use crate::{
    accounts::Account,
    checks::Examined,
    media::{ContentId, Facts, Format, file_name},
    post::{Draft, DraftId, MediaId, little_text},
    providers::{
        FileRef, FollowUp, Plan,
        linkedin::{self, Endpoint, PlanError},
    },
    publish::seal,
};

impl Desk {
    /// The plan of a draft in every detail. Looks at the files again; sends nothing.
    pub fn review(&self, draft: DraftId) -> Result<Review, Problem> {
        let draft = self.library.draft(draft)?;
        self.look_at_files_of(&draft);
        let (account, plan) = self.plan(&draft)?;
        let author = account.author(&plan.author).ok_or_else(nobody)?;
        Ok(Review {
            account: self.account_view(&account),
            author: author_view(author),
            visibility: draft.visibility,
            little_text: little_text::encode(&draft.commentary),
            wire_text: wire_text(&draft.commentary),
            upload_bytes: plan.files().map(|file| file.bytes).sum(),
            first_comment: plan.first_comment().map(str::to_owned),
            closes_comments: plan.follow_ups().any(|(what, _)| what == FollowUp::CommentsClosed),
            requests: wire_view(&plan),
            findings: self.findings(&draft),
            notes: self.notes_before(&account, &plan),
            seal: seal(&plan, draft.id),
        })
    }

    /// The plan that publishes a draft from its account as things stand.
    pub fn plan(&self, draft: &Draft) -> Result<(Account, Plan), Problem> {
        let account = draft.account.ok_or_else(nobody)?;
        let account = self.account(account)?.ok_or_else(nobody)?;
        let plan = linkedin::plan(draft, &self.endpoint(&account), |id| {
            let record = self.library.media(id).ok()?;
            let Examined::Present(facts) = self.known(id)? else { return None };
            let content = self.thumbnails.content(&record.path, &facts.stamp).ok()?;
            Some(file_ref(id, &record.path, facts, content))
        })
        .map_err(|error| match error {
            PlanError::FileGone(id) => self.about_the_file(
                id,
                "The file cannot be read. Put it back where it was, or remove it from the post and add it again.",
            ),
            other => other.into(),
        })?;
        Ok((account, plan))
    }

    /// What is worth knowing before a plan is carried out. Of the sandbox there is nothing but what it said itself: it
    /// has other limits, and is as old as this program.
    pub(super) fn notes_before(&self, account: &Account, plan: &Plan) -> Vec<String> {
        if let Some(note) = self.spent_note(account, plan) {
            return vec![note];
        }
        if account.sandbox {
            return Vec::new();
        }
        let sunset = self.sunset_warning(&account.api).filter(|warning| warning.near);
        let sunset = sunset.map(|warning| warning.words);
        self.allowance_note(account, plan).into_iter().chain(sunset).collect()
    }

    /// An account's API.
    pub(super) fn endpoint(&self, account: &Account) -> Endpoint {
        Endpoint::new(account.api.clone(), self.version_of(account).get())
    }
}

pub(super) fn file_ref(media: MediaId, path: &Path, facts: Facts, content: ContentId) -> FileRef {
    let content_type = facts.format.map_or("application/octet-stream", Format::media_type).to_owned();
    let (name, bytes, stamp) = (file_name(path), facts.bytes, facts.stamp);
    FileRef { media, name, bytes, content_type, stamp, content }
}

fn nobody() -> Problem {
    Problem::new(Code::Other, "nobody is chosen to post as; pick a member or a page first")
}
