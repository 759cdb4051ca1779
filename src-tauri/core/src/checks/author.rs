//! Whether the chosen author can speak, and to whom.

use super::{Finding, Judgement, Place, Severity::Block, Severity::Warn};
use crate::post::{Attachment, Author, Draft, Visibility};

/// The member or page a post is to be published as, as far as `checks` cares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    pub author: Author,
    pub name: String,
    /// Why this author cannot post, in words; `None` when nothing is known against it.
    pub barred: Option<String>,
    /// The same for videos alone.
    pub barred_from_videos: Option<String>,
    /// Why its advertisements may be refused, in words; `None` when nothing is known against them.
    pub doubted_for_ads: Option<String>,
    /// The same for what is said and done below a post; the post itself is not barred by it.
    pub barred_from_comments: Option<String>,
    /// Whole days until the sign-in ends, once that is worth a word.
    pub expires_in_days: Option<u32>,
}

pub(super) fn check(draft: &Draft, speaker: Option<&Speaker>) -> Vec<Finding> {
    let Some(speaker) = speaker else {
        let missing = Judgement::new(
            "author.missing",
            Block,
            "Nobody is chosen to post as. Pick a member or a page at the top, or add an account first.",
        );
        return vec![missing.at(Place::Author)];
    };
    let barred = speaker.barred.as_ref().map(|why| {
        Judgement::new("author.barred", Block, format!("{} cannot post: {why}", speaker.name))
            .at(Place::Author)
    });
    let is_video = matches!(draft.attachment, Attachment::Video { .. });
    let videos = speaker.barred_from_videos.as_ref().filter(|_| is_video && speaker.barred.is_none());
    let no_videos = videos.map(|why| {
        Judgement::new("author.video", Block, format!("{} cannot post a video: {why}", speaker.name))
            .by("LinkedIn, Videos API: a page’s videos take a super admin or a sponsored content poster")
            .at(Place::Author)
    });
    let expiring = speaker.expires_in_days.map(|days| {
        let when = match days {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            days => format!("in {days} days"),
        };
        let message = format!(
            "The sign-in behind {} ends {when}. LinkedIn tokens live 60 days; renew it under Accounts.",
            speaker.name
        );
        Judgement::new("author.expiring", Warn, message).by("LinkedIn, OAuth 2.0").at(Place::Author)
    });
    let audience = (speaker.author.is_page() && draft.visibility != Visibility::Public).then(|| {
        let message =
            format!("{} is a page, and pages post to everyone. Set the audience to Anyone.", speaker.name);
        Judgement::new("visibility.page", Block, message)
            .by("LinkedIn, Posts API: page posts are PUBLIC")
            .at(Place::Visibility)
    });
    [barred, no_videos, expiring, audience].into_iter().flatten().collect()
}
