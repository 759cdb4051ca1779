//! What a post carries besides files, as LinkedIn spells it.

use super::{PlanError, files::Attached};
use crate::{
    post::{Poll, Reshare, Sponsored, WebUrl, one_line},
    providers::linkedin::wire,
};

pub(super) fn poll(poll: &Poll) -> Attached {
    let poll = wire::Poll {
        question: one_line(&poll.question).into_owned(),
        options: poll.filled().map(|(_, text)| wire::PollOption { text: text.into_owned() }).collect(),
        settings: wire::PollSettings { duration: poll.duration },
    };
    Attached { content: Some(wire::Content::Poll(poll)), ..Attached::default() }
}

pub(super) fn reshare(reshare: &Reshare) -> Result<Attached, PlanError> {
    let parent = reshare.parent().ok_or(PlanError::NoParent)?;
    Ok(Attached { reshared: Some(wire::ReshareContext { parent }), ..Attached::default() })
}

pub(super) fn advertisement(sponsored: &Sponsored) -> Result<wire::Advertisement, PlanError> {
    let landing_page = match sponsored.landing_page.trim() {
        "" => None,
        page => Some(page.parse::<WebUrl>()?.to_string()),
    };
    Ok(wire::Advertisement {
        ad_context: wire::AdContext {
            dsc_ad_account: sponsored.account().ok_or(PlanError::NoAdAccount)?,
            dsc_status: "ACTIVE",
            dsc_name: one_line(&sponsored.name).into_owned(),
        },
        content_landing_page: landing_page,
        content_call_to_action_label: sponsored.call_to_action,
    })
}
