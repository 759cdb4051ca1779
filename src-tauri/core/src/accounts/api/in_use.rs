//! The version that an API is asked for, and finding another when LinkedIn has switched it off.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use thiserror::Error;

use super::{super::versions::VERSIONS, ApiVersion};

/// The name of the header that asks for a version.
pub const VERSION_HEADER: &str = "LinkedIn-Version";

/// What is read to find out whether a version is live: harmless, and any answer but 426 says that it is.
pub const VERSION_PROBE: &str = "/rest/posts/urn%3Ali%3Ashare%3A1";

/// The version that requests are sent with. Clones share it, so that a change holds for all of them.
#[derive(Debug, Clone)]
pub struct VersionInUse(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    pinned: bool,
    state: Mutex<State>,
    /// Held by whoever looks for another version: of many requests that are refused at once, one looks.
    looking: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct State {
    version: ApiVersion,
    first: ApiVersion,
    refused: Vec<ApiVersion>,
}

/// A change of version that LinkedIn forced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stepped {
    pub from: ApiVersion,
    pub to: ApiVersion,
}

/// Why there is no version to go on with, as whole sentences with a way out.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoVersion {
    #[error(
        "LinkedIn has switched off API version {0}, and Galley is pinned to it. Let Galley choose under Settings, or \
         pin one that is live."
    )]
    Pinned(ApiVersion),
    #[error(
        "LinkedIn has switched off every API version that this Galley knows, {oldest} to {newest}: it is too old. Look \
         for an update of Galley, or type a newer version under Settings."
    )]
    NoneAnswers { oldest: &'static str, newest: &'static str },
    #[error(
        "LinkedIn has switched off API version {version}, and could not be asked for another: {why}. Check the network, \
         then try again."
    )]
    Unreached { version: ApiVersion, why: String },
}

impl VersionInUse {
    /// One that the user chose: it is never changed.
    pub fn pinned(version: ApiVersion) -> VersionInUse {
        VersionInUse::new(version, true)
    }

    /// One that is changed when LinkedIn switches it off.
    pub fn changeable(version: ApiVersion) -> VersionInUse {
        VersionInUse::new(version, false)
    }

    fn new(version: ApiVersion, pinned: bool) -> VersionInUse {
        let state = State { first: version.clone(), version, refused: Vec::new() };
        VersionInUse(Arc::new(Shared { pinned, state: Mutex::new(state), looking: Default::default() }))
    }

    pub fn get(&self) -> ApiVersion {
        self.state().version.clone()
    }

    /// Takes note that LinkedIn answered 426 to this version.
    pub fn refuse(&self, version: &ApiVersion) {
        let mut state = self.state();
        if !state.refused.contains(version) {
            state.refused.push(version.clone());
        }
    }

    /// Goes over to the newest known version that LinkedIn answers to, unless somebody did so meanwhile. `is_live` asks
    /// LinkedIn for one; its error is why no answer came. A version that was refused once is never taken again, so this
    /// comes to an end however often it is called.
    pub async fn step<F: Future<Output = Result<bool, String>>>(
        &self,
        is_live: impl Fn(ApiVersion) -> F,
    ) -> Result<(), NoVersion> {
        let _looking = self.0.looking.lock().await;
        let version = self.get();
        if !self.state().refused.contains(&version) {
            return Ok(());
        }
        if self.0.pinned {
            return Err(NoVersion::Pinned(version));
        }
        for known in VERSIONS.iter().filter_map(|known| known.version.parse::<ApiVersion>().ok()) {
            if self.state().refused.contains(&known) {
                continue;
            }
            match is_live(known.clone()).await {
                Ok(true) => {
                    self.state().version = known;
                    return Ok(());
                }
                Ok(false) => self.refuse(&known),
                Err(why) => return Err(NoVersion::Unreached { version, why }),
            }
        }
        let named = |known: Option<&super::super::versions::KnownVersion>| known.map_or("", |it| it.version);
        Err(NoVersion::NoneAnswers { oldest: named(VERSIONS.last()), newest: named(VERSIONS.first()) })
    }

    /// What changed since the beginning.
    pub fn stepped(&self) -> Option<Stepped> {
        let state = self.state();
        (state.version != state.first)
            .then(|| Stepped { from: state.first.clone(), to: state.version.clone() })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    use super::*;

    fn version(text: &str) -> ApiVersion {
        text.parse().unwrap()
    }

    /// A LinkedIn that answers to these, and the versions it was asked for.
    fn answering(live: &'static [&str]) -> (Arc<Mutex<Vec<String>>>, impl Fn(ApiVersion) -> Asked) {
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let log = Arc::clone(&asked);
        let is_live = move |version: ApiVersion| {
            log.lock().unwrap().push(version.to_string());
            std::future::ready(Ok(live.contains(&version.as_str())))
        };
        (asked, is_live)
    }

    type Asked = std::future::Ready<Result<bool, String>>;

    #[tokio::test]
    async fn the_newest_that_answers_is_taken_and_none_newer_than_the_table_is_tried() {
        let in_use = VersionInUse::changeable(version("202609"));
        let (asked, is_live) = answering(&["202611", "202606", "202605"]);
        in_use.step(&is_live).await.unwrap();
        assert_eq!(in_use.get(), version("202609"), "nobody refused it");
        in_use.refuse(&version("202609"));
        in_use.step(&is_live).await.unwrap();
        assert_eq!(*asked.lock().unwrap(), ["202608", "202607", "202606"]);
        let stepped = Stepped { from: version("202609"), to: version("202606") };
        assert_eq!(in_use.stepped(), Some(stepped));
    }

    #[tokio::test]
    async fn from_an_old_one_it_goes_to_the_newest_and_what_lied_is_not_taken_twice() {
        let in_use = VersionInUse::changeable(version("202508"));
        let (_, is_live) = answering(&["202609", "202601"]);
        for expected in ["202609", "202601"] {
            in_use.refuse(&in_use.get());
            in_use.step(&is_live).await.unwrap();
            assert_eq!(in_use.get(), version(expected));
        }
        in_use.refuse(&in_use.get());
        let none = in_use.step(&is_live).await.unwrap_err();
        assert_eq!(none, NoVersion::NoneAnswers { oldest: "202601", newest: "202609" });
    }

    #[tokio::test]
    async fn a_pinned_version_is_named_and_kept() {
        let in_use = VersionInUse::pinned(version("202601"));
        in_use.refuse(&version("202601"));
        let (asked, is_live) = answering(&["202609"]);
        let refused = in_use.step(&is_live).await.unwrap_err();
        assert_eq!(refused, NoVersion::Pinned(version("202601")));
        assert!(asked.lock().unwrap().is_empty());
        assert_eq!((in_use.get(), in_use.stepped()), (version("202601"), None));
    }

    #[tokio::test]
    async fn of_many_that_are_refused_at_once_one_looks() {
        let in_use = VersionInUse::changeable(version("202609"));
        in_use.refuse(&version("202609"));
        let asked = AtomicUsize::new(0);
        let look = || in_use.step(|_| async { Ok(asked.fetch_add(1, Relaxed) == 0) });
        let (a, b, c) = tokio::join!(look(), look(), look());
        assert!(a.is_ok() && b.is_ok() && c.is_ok());
        assert_eq!((asked.load(Relaxed), in_use.get()), (1, version("202608")));
    }

    #[tokio::test]
    async fn without_a_connection_nothing_is_decided() {
        let in_use = VersionInUse::changeable(version("202609"));
        in_use.refuse(&version("202609"));
        let why = in_use.step(|_| async { Err("no route".to_owned()) }).await.unwrap_err();
        assert!(why.to_string().contains("no route"), "{why}");
        assert_eq!(in_use.get(), version("202609"));
    }
}
