//! Whether a post can be shared once more.

use super::{Finding, Judgement, Limits, Place, Severity::Block};
use crate::post::{Attachment, Draft, Reshare};

pub(super) fn check(draft: &Draft, limits: &Limits) -> Vec<Finding> {
    let Attachment::Reshare { reshare } = &draft.attachment else { return Vec::new() };
    unnamed(reshare, limits).map(|it| it.at(Place::Reshare)).into_iter().collect()
}

fn unnamed(reshare: &Reshare, limits: &Limits) -> Option<Judgement> {
    if reshare.parent().is_some() {
        return None;
    }
    let provider = limits.files.provider;
    let (rule, message) = match (reshare.of.trim(), reshare.named()) {
        ("", _) => (
            "reshare.missing",
            "There is no post to share yet. Paste its address on LinkedIn, or its URN.".to_owned(),
        ),
        (_, Some(activity)) => (
            "reshare.activity",
            format!(
                "The address names {activity}, and {provider} shares a post only by its share or ugcPost number, \
                 which may be another one. On LinkedIn, open the post’s menu (⋯), choose “Embed this post”, and paste \
                 the code that it shows: it has that number. Where there is no such entry, share it on LinkedIn itself."
            ),
        ),
        (said, None) => {
            let said: String = said.chars().take(60).collect();
            (
                "reshare.address",
                format!(
                    "“{said}” names no post on LinkedIn. Paste the address of the post, or a URN like \
                     urn:li:share:7000000000000000000."
                ),
            )
        }
    };
    Some(Judgement::new(rule, Block, message).by(limits.reshare))
}
