//! Goes on with another API version when LinkedIn has switched off the one in use.

use super::{
    press::Press,
    retry::{Effect, Verdict, verdict},
    send::{Answer, Failure},
};
use crate::{
    accounts::{ApiVersion, NoVersion, Stepped, VERSION_PROBE},
    providers::{Request, linkedin::RefusalKind},
};

impl Press {
    /// Whether LinkedIn made this press go over to another API version.
    pub fn stepped(&self) -> Option<Stepped> {
        self.versions.stepped()
    }

    /// Finds another version, after a request was refused for its own.
    pub(super) async fn other_version(&self) -> Result<(), NoVersion> {
        self.versions.step(|version| self.is_live(version)).await
    }

    /// Sends a request that only asks; with another version where the one in use is dead.
    pub(super) async fn ask(&self, request: &Request) -> Result<Answer, Failure> {
        let mut attempt = 1;
        loop {
            match self.send(request).await {
                Err(failure)
                    if verdict(Effect::Repeatable, attempt, &failure) == Verdict::WithOtherVersion =>
                {
                    self.other_version().await.map_err(Failure::NoVersion)?;
                }
                answer => return answer,
            }
            attempt += 1;
        }
    }

    /// Any answer but 426 says that a version is live; whether the thing asked for is there, or the token may see it,
    /// does not matter.
    async fn is_live(&self, version: ApiVersion) -> Result<bool, String> {
        let request = self.endpoint.reading(VERSION_PROBE);
        match self.send_as(&request, &version).await {
            Ok(_) => Ok(true),
            Err(Failure::Refused { refusal, .. }) => Ok(refusal.kind != RefusalKind::VersionInactive),
            Err(Failure::Unclear { status: Some(_), .. }) => Ok(true),
            Err(Failure::NotSent(why) | Failure::Unclear { why, .. } | Failure::Local(why)) => Err(why),
            Err(Failure::NoVersion(why)) => Err(why.to_string()),
        }
    }
}
