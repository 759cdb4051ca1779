//! What is done below a post once it is there.

use super::{Steps, requests};
use crate::{
    post::{Draft, lines},
    providers::{Call, StepId},
};

impl Steps<'_> {
    /// The steps that wait for the post of step `created`. Closing the comments comes last, because it takes away what
    /// was said; `checks` lets nobody ask for both.
    pub(super) fn follow_ups(&mut self, draft: &Draft, created: StepId) {
        let text = lines(&draft.first_comment);
        let mut last = created;
        if !text.is_empty() {
            let request = requests::comment(self.endpoint, self.author, created, &text);
            last = self.add([last], Call::Comment { request });
        }
        if draft.comments_closed {
            let request = requests::close_comments(self.endpoint, self.author, created);
            self.add([last], Call::CloseComments { request });
        }
    }
}
