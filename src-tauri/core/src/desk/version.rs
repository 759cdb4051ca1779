//! Which version an API is asked for, and what is said of it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Desk, lock};
use crate::accounts::{
    Account, ApiBase, ApiVersion, Stepped, SunsetWarning, VERSIONS, VersionInUse, sunset_warning,
};

/// What Settings shows of the version that LinkedIn is asked for. Sentences are whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct VersionView {
    #[specta(type = String)]
    pub in_use: ApiVersion,
    /// The user chose it, and Galley does not change it.
    pub pinned: bool,
    /// When LinkedIn switches it off, as far as Galley knows.
    pub sunset: String,
    /// That its end is near, from 60 days before.
    pub warning: Option<String>,
    /// That LinkedIn switched one off and Galley went over to this one.
    pub changed: Option<String>,
}

/// A version that Galley went over to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct WentOver {
    from: ApiVersion,
    to: ApiVersion,
    at: Timestamp,
    /// The newest that Galley knew then. One that knows a newer begins with that again.
    newest: ApiVersion,
}

const KIND: &str = "api_version";

/// How long a change of version is told beside the accounts; Settings tells it for good.
const TOLD_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Desk {
    /// The version that LinkedIn itself is asked for.
    pub fn api_version(&self) -> VersionView {
        let linkedin = ApiBase::default();
        let pinned = self.settings().pinned_version.is_some();
        let in_use = self.version_for(&linkedin, false).get();
        let sunset = match in_use.sunset() {
            Some(sunset) => {
                let source = VERSIONS.iter().find(|known| known.version == in_use.as_str());
                let source = source.map_or(String::new(), |known| format!(" ({})", known.source));
                format!("LinkedIn switches {in_use} off {}{source}.", sunset.in_words())
            }
            None => format!("Galley does not know when LinkedIn switches {in_use} off."),
        };
        let changed =
            self.went_over(&linkedin, false).filter(|_| !pinned).map(|WentOver { from, to, at, .. }| {
                let day = at.to_zoned(self.clock.zone()).strftime("%-d %B %Y");
                format!("LinkedIn has switched off API version {from}; since {day} Galley asks for {to}.")
            });
        let warning = self.sunset_warning(&linkedin).map(|warning| warning.words);
        VersionView { in_use, pinned, sunset, warning, changed }
    }

    /// What an API is asked for. The sandbox account's is part of this program and knows no version that came later, so
    /// it is not asked for one that the user pinned.
    pub(super) fn version_for(&self, api: &ApiBase, sandbox: bool) -> VersionInUse {
        match self.settings().pinned_version.filter(|_| !sandbox) {
            Some(pinned) => VersionInUse::pinned(pinned),
            None => {
                let went_over = self.went_over(api, sandbox);
                VersionInUse::changeable(went_over.map_or_else(ApiVersion::default, |it| it.to))
            }
        }
    }

    /// The same for an account's API.
    pub(super) fn version_of(&self, account: &Account) -> VersionInUse {
        self.version_for(&account.api, account.sandbox)
    }

    /// Keeps a change of version for the next time. What to tell of it, as a whole sentence.
    pub(super) fn keep_version(&self, api: &ApiBase, sandbox: bool, stepped: Stepped) -> String {
        let Stepped { from, to } = stepped;
        let said = format!(
            "LinkedIn has switched off API version {from}. Galley went over to {to} by itself, and stays with it."
        );
        let went_over = WentOver { from, to, at: self.clock.now(), newest: ApiVersion::default() };
        if sandbox {
            // It begins anew with this program, and so does what is known of it.
            lock(&self.sandbox_version).replace(went_over);
        } else if let Err(error) = self.library.put(KIND, &api.to_string(), &went_over) {
            tracing::warn!(%error, "the API version that was found is not kept");
        }
        said
    }

    /// That the version of LinkedIn's API that is in use comes to its end.
    pub(super) fn sunset_warning(&self, api: &ApiBase) -> Option<SunsetWarning> {
        let pinned = self.settings().pinned_version.is_some();
        sunset_warning(&self.version_for(api, false).get(), pinned, self.clock.now())
    }

    /// What is worth knowing where accounts are shown: that an end is near, and for a week that one has come.
    pub(super) fn version_notes(&self) -> Vec<String> {
        let VersionView { warning, changed, .. } = self.api_version();
        let went_over = self.went_over(&ApiBase::default(), false);
        let is_news = went_over.is_some_and(|it| self.clock.now().duration_since(it.at) < TOLD_FOR);
        changed.filter(|_| is_news).into_iter().chain(warning).collect()
    }

    fn went_over(&self, api: &ApiBase, sandbox: bool) -> Option<WentOver> {
        let kept = match sandbox {
            true => lock(&self.sandbox_version).clone(),
            false => self.library.get(KIND, &api.to_string()).ok().flatten(),
        };
        kept.filter(|kept: &WentOver| kept.newest == ApiVersion::default())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        desk::Settings,
        publish::{Clock, SystemClock},
    };

    /// A clock that stands still.
    struct At(&'static str);

    impl Clock for At {
        fn now(&self) -> Timestamp {
            format!("{}T12:00:00Z", self.0).parse().unwrap()
        }

        fn sleep(
            &self,
            duration: std::time::Duration,
        ) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send + '_>> {
            SystemClock.sleep(duration)
        }
    }

    fn desk(folder: &std::path::Path, day: &'static str) -> Desk {
        Desk::open(folder, &folder.join("cache"), Arc::new(At(day))).unwrap()
    }

    fn version(text: &str) -> ApiVersion {
        text.parse().unwrap()
    }

    #[test]
    fn a_change_is_kept_for_the_api_it_was_found_at_and_told_in_settings() {
        let folder = tempfile::tempdir().unwrap();
        let kept = desk(folder.path(), "2026-11-22");
        let stepped = Stepped { from: version("202609"), to: version("202606") };
        let said = kept.keep_version(&ApiBase::default(), false, stepped);
        assert!(said.contains("switched off API version 202609") && said.contains("202606"), "{said}");
        let later = desk(folder.path(), "2026-11-23");
        let view = later.api_version();
        assert_eq!((view.in_use.as_str(), view.pinned), ("202606", false));
        let changed = view.changed.unwrap();
        assert!(changed.contains("since 22 November 2026 Galley asks for 202606"), "{changed}");
        assert_eq!(later.version_notes(), [changed]);
        let much_later = desk(folder.path(), "2026-12-01");
        assert!(much_later.version_notes().is_empty() && much_later.api_version().changed.is_some());
        let other = "http://127.0.0.1:1".parse().unwrap();
        assert_eq!(later.version_for(&other, false).get(), ApiVersion::default());
        assert_eq!(later.version_for(&ApiBase::default(), true).get(), ApiVersion::default());
    }

    #[test]
    fn a_galley_that_knows_a_newer_version_begins_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path(), "2026-11-22");
        let at = Timestamp::UNIX_EPOCH;
        let old = WentOver { from: version("202604"), to: version("202603"), at, newest: version("202604") };
        desk.library.put(KIND, &ApiBase::default().to_string(), &old).unwrap();
        assert_eq!(desk.api_version().in_use, ApiVersion::default());
        assert_eq!(desk.api_version().changed, None);
    }

    #[test]
    fn a_pinned_version_is_asked_for_and_warned_about() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path(), "2026-11-22");
        assert_eq!(desk.api_version().warning, None);
        assert!(desk.api_version().sunset.contains("about 15 September 2027"));
        let pinned_version = Some(version("202601"));
        desk.change_settings(Settings { pinned_version, ..desk.settings() }).unwrap();
        let view = desk.api_version();
        assert_eq!((view.in_use.as_str(), view.pinned), ("202601", true));
        assert!(view.warning.unwrap().contains("on 15 January 2027, in 54 days"));
        assert_eq!(
            view.sunset,
            "LinkedIn switches 202601 off on 15 January 2027 (LinkedIn, API migrations)."
        );
        let typed = Settings { pinned_version: Some(version("202611")), ..desk.settings() };
        desk.change_settings(typed).unwrap();
        assert!(desk.api_version().sunset.contains("does not know"));
    }

    #[test]
    fn settings_of_an_older_galley_are_read_and_pin_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path(), "2026-11-22");
        let old = serde_json::json!({"appearance": "dark", "api_version": "202605",
            "proof": {"device": "phone", "width": 390, "text_scale": 1.0, "dark": false}});
        desk.library.put("settings", "window", &old).unwrap();
        let settings = desk.settings();
        assert_eq!((settings.pinned_version, settings.appearance), (None, crate::desk::Appearance::Dark));
    }
}
