//! Waits until LinkedIn is done with the files.

use std::time::Duration;

use super::{halt::Halt, press::Press, send::Failure};
use crate::{
    post::Urn,
    providers::{
        Request,
        linkedin::{MediaStatus, RefusalKind, media_statuses},
    },
};

impl Press {
    /// Asks for the states of `urns` with growing gaps until all are available. A token that may not ask gets a
    /// time of grace instead: creating the post then says whether the files are ready.
    pub(super) async fn wait_until_available(
        &self,
        request: &Request,
        urns: &[Urn],
        seen: impl Fn(usize, MediaStatus),
    ) -> Result<(), Halt> {
        let step = "Wait for LinkedIn to process the files";
        let (mut gap, mut waited) = (self.patience.first_gap, Duration::ZERO);
        loop {
            let answer = match self.repeatable(step, || self.send(request)).await {
                Err(Halt::Refused(Failure::Refused { refusal, .. }))
                    if matches!(refusal.kind, RefusalKind::NotAllowed | RefusalKind::NotFound) =>
                {
                    self.pause(step, self.patience.grace, "LinkedIn is given a moment for the files").await?;
                    return Ok(());
                }
                Err(halt) => return Err(halt.at(step)),
                Ok(answer) => answer,
            };
            let statuses = media_statuses(&answer.body, urns).ok_or_else(|| {
                Halt::stopped(step, "LinkedIn's answer about the files makes no sense. Publish again.", true)
            })?;
            statuses.iter().enumerate().for_each(|(at, status)| seen(at, *status));
            if statuses.contains(&MediaStatus::Failed) {
                let why = "LinkedIn could not process a file of this post. Save it anew in an image editor and replace it.";
                return Err(Halt::stopped(step, why, false));
            }
            if statuses.iter().all(|status| *status == MediaStatus::Available) {
                return Ok(());
            }
            if waited >= self.patience.processing {
                let why = "LinkedIn is still busy with the files. Nothing was posted; publish again in some minutes.";
                return Err(Halt::stopped(step, why, true));
            }
            self.pause(step, gap, "LinkedIn is processing the files").await?;
            waited += gap;
            gap = (gap * 3 / 2).min(self.patience.longest_gap);
        }
    }
}
