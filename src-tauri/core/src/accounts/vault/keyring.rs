use std::{
    error::Error as _,
    sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
    time::Duration,
};

use keyring::{Entry, Error};
use keyring_core::CredentialStore;
use secrecy::zeroize::Zeroizing;

use super::{super::Token, Vault, VaultError};
use crate::post::AccountId;

/// How long a person gets to answer the desktop's question for a password.
const PATIENCE: Duration = Duration::from_secs(90);

/// How long the question whether there is a keyring waits for its answer: nobody is asked for a password then.
const PROBING: Duration = Duration::from_secs(5);

/// What tokens are kept under. Debug builds have their own, so that trying things out never touches real tokens
/// (and macOS does not ask again after every build).
const SERVICE: &str = if cfg!(debug_assertions) { "galley-debug" } else { "galley" };

/// An entry that is written and removed to see whether writing works.
const PROBE: &str = "probe";

type Store = Arc<CredentialStore>;
type Open = Arc<dyn Fn() -> keyring::Result<Store> + Send + Sync>;

/// The desktop's keyring: Secret Service, Keychain or Credential Manager.
///
/// Each call runs on its own thread and is given up after a time limit; a connection that failed or hangs is
/// dropped, and the next call makes a fresh one.
// `keyring::Entry::new` would set a connection up once and keep its failure for the life of the process, and a
// Secret Service that is restarted forgets its sessions. So the connection is made here, and `keyring`'s entries
// are built on it.
pub struct KeyringVault {
    open: Open,
    patience: Duration,
    store: Mutex<Option<Store>>,
    trouble: Mutex<Option<VaultError>>,
}

impl KeyringVault {
    /// The keyring of the session Galley runs in. Nothing is contacted before the first call.
    pub fn of_this_desktop() -> KeyringVault {
        KeyringVault::with(Arc::new(open_desktop), PATIENCE)
    }

    /// The same with another time limit.
    #[must_use]
    pub fn patient_for(self, patience: Duration) -> KeyringVault {
        KeyringVault { patience, ..self }
    }

    fn with(open: Open, patience: Duration) -> KeyringVault {
        KeyringVault { open, patience, store: Mutex::default(), trouble: Mutex::default() }
    }

    fn ask<T: Send + 'static>(
        &self,
        name: String,
        ask: impl Fn(&Entry) -> keyring::Result<T> + Send + 'static,
    ) -> Result<T, VaultError> {
        self.ask_within(self.patience, name, ask)
    }

    fn ask_within<T: Send + 'static>(
        &self,
        patience: Duration,
        name: String,
        ask: impl Fn(&Entry) -> keyring::Result<T> + Send + 'static,
    ) -> Result<T, VaultError> {
        let answer = self.answer_within(patience, name, ask);
        *lock(&self.trouble) = match &answer {
            Err(error @ (VaultError::Missing { .. } | VaultError::Locked { .. })) => Some(error.clone()),
            _ => None,
        };
        answer
    }

    fn answer_within<T: Send + 'static>(
        &self,
        patience: Duration,
        name: String,
        ask: impl Fn(&Entry) -> keyring::Result<T> + Send + 'static,
    ) -> Result<T, VaultError> {
        let (held, open) = (lock(&self.store).take(), Arc::clone(&self.open));
        let (answer, answered) = mpsc::sync_channel(1);
        let asking = move || {
            let (store, result) = carry_out(held, &*open, &name, ask);
            // Nobody listens any more when the time was over.
            let _ = answer.send((store, result));
        };
        if let Err(error) = thread::Builder::new().name("keyring".to_owned()).spawn(asking) {
            return Err(VaultError::Refused { why: error.to_string() });
        }
        match answered.recv_timeout(patience) {
            Ok((store, result)) => {
                *lock(&self.store) = store;
                result
            }
            Err(mpsc::RecvTimeoutError::Timeout) => Err(VaultError::Locked {
                why: format!("no answer within {} s; it may be asking for its password", patience.as_secs()),
            }),
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                Err(VaultError::Refused { why: "its library broke down".to_owned() })
            }
        }
    }
}

impl Default for KeyringVault {
    fn default() -> Self {
        KeyringVault::of_this_desktop()
    }
}

impl Vault for KeyringVault {
    fn store(&self, account: AccountId, token: &Token) -> Result<(), VaultError> {
        let token = token.clone();
        self.ask(account.to_string(), move |entry| entry.set_secret(token.expose().as_bytes()))
    }

    fn load(&self, account: AccountId) -> Result<Token, VaultError> {
        let bytes = self.ask(account.to_string(), |entry| entry.get_secret().map(Zeroizing::new))?;
        let text = std::str::from_utf8(&bytes).ok();
        text.and_then(|text| Token::paste(text).ok()).ok_or_else(|| VaultError::Refused {
            why: "what it holds for this account is no token; sign in again".to_owned(),
        })
    }

    fn remove(&self, account: AccountId) -> Result<(), VaultError> {
        match self.ask(account.to_string(), Entry::delete_credential) {
            Err(VaultError::NotFound) => Ok(()),
            answer => answer,
        }
    }

    /// The trouble of the last call, if it had any; else whether there is a keyring that answers. A keyring that
    /// is locked is found out by the first call that needs it open.
    fn state(&self) -> Result<(), VaultError> {
        if let Some(trouble) = lock(&self.trouble).clone() {
            return Err(trouble);
        }
        let patience = self.patience.min(PROBING);
        match self.ask_within(patience, PROBE.to_owned(), |entry| entry.get_secret().map(drop)) {
            Err(VaultError::NotFound) => Ok(()),
            answer => answer,
        }
    }

    fn retry(&self) -> Result<(), VaultError> {
        *lock(&self.store) = None;
        self.ask(PROBE.to_owned(), |entry| {
            entry.set_secret(b"probe")?;
            entry.delete_credential()
        })
    }
}

/// Every question is safe to ask twice, so one that fails on an old connection is asked again on a fresh one: the
/// keyring may have been restarted in between.
fn carry_out<T>(
    held: Option<Store>,
    open: &dyn Fn() -> keyring::Result<Store>,
    name: &str,
    ask: impl Fn(&Entry) -> keyring::Result<T>,
) -> (Option<Store>, Result<T, VaultError>) {
    let ask = |store: &Store| store.build(SERVICE, name, None).and_then(|inner| ask(&Entry { inner }));
    if let Some(store) = held {
        match ask(&store) {
            Err(Error::PlatformFailure(_)) => {}
            answer => return (Some(store), answer.map_err(explain)),
        }
    }
    match open() {
        Ok(store) => match ask(&store) {
            Err(error @ Error::PlatformFailure(_)) => (None, Err(explain(error))),
            answer => (Some(store), answer.map_err(explain)),
        },
        Err(error) => (None, Err(VaultError::Missing { why: why(&error) })),
    }
}

fn explain(error: Error) -> VaultError {
    let why = why(&error);
    match error {
        Error::NoEntry => VaultError::NotFound,
        Error::NoDefaultStore => VaultError::Missing { why },
        Error::NoStorageAccess(_) => VaultError::Locked { why },
        // The Secret Service's name for it, when an item is locked between looking and writing.
        Error::PlatformFailure(_) if why.contains("IsLocked") => VaultError::Locked { why },
        _ => VaultError::Refused { why },
    }
}

/// The cause below keyring's own words. Never the entry's content: `BadEncoding` and its like carry that, but do
/// not print it.
fn why(error: &Error) -> String {
    error.source().map_or_else(|| error.to_string(), ToString::to_string)
}

#[cfg(all(unix, not(target_os = "macos")))]
fn open_desktop() -> keyring::Result<Store> {
    zbus_secret_service_keyring_store::Store::new().map(|store| store as Store)
}

/// Keychain and Credential Manager have no connection that could fail or get lost; keyring's own choice will do.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn open_desktop() -> keyring::Result<Store> {
    match Entry::store_status() {
        Ok(()) => keyring_core::get_default_store().ok_or(Error::NoDefaultStore),
        Err(error) => Err(Error::PlatformFailure(error.to_string().into())),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
