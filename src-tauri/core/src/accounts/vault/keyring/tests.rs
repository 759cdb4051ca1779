use std::{
    any::Any,
    collections::HashMap,
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
};

use keyring_core::{CredentialPersistence, api::CredentialStoreApi, mock};

use super::*;

const LONG: Duration = Duration::from_secs(60);

fn token(text: &str) -> Token {
    Token::paste(&format!("{text}_W41_UPs5ioT_t8HESyODB4FqbkJ8LrV")).unwrap()
}

fn mock_store() -> Store {
    mock::Store::new().unwrap()
}

fn broken() -> Error {
    Error::PlatformFailure("no session bus".into())
}

/// A keyring whose first so many openings fail.
fn opening_after(failures: usize) -> Open {
    let (store, tried) = (mock_store(), AtomicUsize::new(0));
    Arc::new(
        move || if tried.fetch_add(1, SeqCst) < failures { Err(broken()) } else { Ok(Arc::clone(&store)) },
    )
}

/// A store that answers nothing until the test ends, like a question for a password that nobody sees.
struct Silent(Arc<Mutex<()>>);

impl CredentialStoreApi for Silent {
    fn vendor(&self) -> String {
        "silent".into()
    }
    fn id(&self) -> String {
        "silent".into()
    }
    fn build(
        &self,
        _: &str,
        _: &str,
        _: Option<&HashMap<&str, &str>>,
    ) -> keyring::Result<keyring_core::Entry> {
        drop(lock(&self.0));
        Err(Error::NoEntry)
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn persistence(&self) -> CredentialPersistence {
        CredentialPersistence::ProcessOnly
    }
}

/// A store whose connection is lost.
struct Stale;

impl CredentialStoreApi for Stale {
    fn vendor(&self) -> String {
        "stale".into()
    }
    fn id(&self) -> String {
        "stale".into()
    }
    fn build(
        &self,
        _: &str,
        _: &str,
        _: Option<&HashMap<&str, &str>>,
    ) -> keyring::Result<keyring_core::Entry> {
        Err(Error::PlatformFailure("session is gone".into()))
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[test]
fn a_token_is_kept_replaced_and_removed() {
    let vault = KeyringVault::with(opening_after(0), LONG);
    let account = AccountId::new();
    assert_eq!(vault.state(), Ok(()));
    assert_eq!(vault.load(account).unwrap_err(), VaultError::NotFound);
    vault.store(account, &token("first")).unwrap();
    vault.store(account, &token("second")).unwrap();
    assert_eq!(vault.load(account).unwrap().expose(), token("second").expose());
    vault.remove(account).unwrap();
    vault.remove(account).unwrap();
    assert_eq!(vault.load(account).unwrap_err(), VaultError::NotFound);
    assert_eq!(vault.state(), Ok(()));
}

#[test]
fn a_keyring_that_comes_later_is_found_by_trying_again() {
    let vault = KeyringVault::with(opening_after(1), LONG);
    let missing = VaultError::Missing { why: "no session bus".into() };
    assert_eq!(vault.state(), Err(missing.clone()));
    assert_eq!(vault.state(), Err(missing), "looking again is left to the user");
    assert_eq!(vault.retry(), Ok(()));
    assert_eq!(vault.state(), Ok(()));
}

#[test]
fn a_question_that_nobody_answers_ends_and_does_not_block_the_next() {
    let gate = Arc::new(Mutex::new(()));
    let (silent, answering, tried) = (Arc::clone(&gate), mock_store(), AtomicUsize::new(0));
    let open = move || -> keyring::Result<Store> {
        match tried.fetch_add(1, SeqCst) {
            0 => Ok(Arc::new(Silent(Arc::clone(&silent)))),
            _ => Ok(Arc::clone(&answering)),
        }
    };
    let closed = lock(&gate);
    let vault = KeyringVault::with(Arc::new(open), Duration::from_millis(20));
    let error = vault.store(AccountId::new(), &token("x")).unwrap_err();
    assert!(matches!(error, VaultError::Locked { .. }), "{error}");
    let vault = vault.patient_for(LONG);
    assert_eq!(vault.retry(), Ok(()));
    drop(closed);
}

#[test]
fn a_lost_connection_is_made_again_without_anyone_noticing() {
    let vault = KeyringVault::with(opening_after(0), LONG);
    *lock(&vault.store) = Some(Arc::new(Stale));
    let account = AccountId::new();
    vault.store(account, &token("kept")).unwrap();
    assert_eq!(vault.load(account).unwrap().expose(), token("kept").expose());
}

#[test]
fn what_is_no_token_is_refused_without_being_shown() {
    let vault = KeyringVault::with(opening_after(0), LONG);
    let account = AccountId::new();
    vault.ask(account.to_string(), |entry| entry.set_secret(b"\xFFsecret rubbish")).unwrap();
    let error = vault.load(account).unwrap_err();
    assert!(matches!(error, VaultError::Refused { .. }));
    assert!(!format!("{error} {error:?}").contains("rubbish"));
}
