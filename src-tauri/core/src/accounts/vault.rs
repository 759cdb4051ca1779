//! Where tokens rest: the keyring of the desktop, or this process's memory. Never a file.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use thiserror::Error;

use super::Token;
use crate::post::AccountId;

mod keyring;

pub use self::keyring::KeyringVault;

/// Keeps tokens by account.
///
/// Every call may block, for as long as a person takes to answer the desktop's question for a password: async
/// callers go through `spawn_blocking`.
pub trait Vault: Send + Sync {
    /// Keeps a token, over an older one of the same account.
    fn store(&self, account: AccountId, token: &Token) -> Result<(), VaultError>;

    /// # Errors
    /// [`VaultError::NotFound`] when there is none for this account.
    fn load(&self, account: AccountId) -> Result<Token, VaultError>;

    /// Forgets a token. It is no error when there is none.
    fn remove(&self, account: AccountId) -> Result<(), VaultError>;

    /// Whether tokens can be kept, as far as is known without asking anyone for a password.
    fn state(&self) -> Result<(), VaultError>;

    /// Tries anew from the beginning, after the user installed, started or unlocked something. May ask for a
    /// password.
    fn retry(&self) -> Result<(), VaultError>;
}

/// Why a token is not where it should be, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum VaultError {
    #[error("there is no keyring to keep the token in ({why}). {}", remedy(Lack::Keyring))]
    Missing { why: String },
    #[error("the keyring is locked ({why}). {}", remedy(Lack::Password))]
    Locked { why: String },
    #[error("the keyring refused: {why}. Try again, or keep the token until you quit")]
    Refused { why: String },
    #[error("there is no token for this account; paste one to sign in again")]
    NotFound,
}

#[derive(Clone, Copy)]
enum Lack {
    Keyring,
    Password,
}

fn remedy(lack: Lack) -> &'static str {
    const LINUX: bool = cfg!(all(unix, not(target_os = "macos")));
    match lack {
        Lack::Keyring if LINUX => {
            "Install and start GNOME Keyring, KWallet or KeePassXC with its Secret Service, then try again; or keep the token until you quit"
        }
        Lack::Keyring => "Try again, or keep the token until you quit",
        Lack::Password if LINUX => {
            "Unlock the login keyring (in Passwords and Keys, or KWallet), or answer its question for a password, then try again; or keep the token until you quit"
        }
        Lack::Password => "Unlock it, then try again; or keep the token until you quit",
    }
}

/// Keeps tokens until Galley quits.
#[derive(Debug, Default)]
pub struct MemoryVault {
    tokens: Mutex<HashMap<AccountId, Token>>,
}

impl MemoryVault {
    fn tokens(&self) -> std::sync::MutexGuard<'_, HashMap<AccountId, Token>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Vault for MemoryVault {
    fn store(&self, account: AccountId, token: &Token) -> Result<(), VaultError> {
        self.tokens().insert(account, token.clone());
        Ok(())
    }

    fn load(&self, account: AccountId) -> Result<Token, VaultError> {
        self.tokens().get(&account).cloned().ok_or(VaultError::NotFound)
    }

    fn remove(&self, account: AccountId) -> Result<(), VaultError> {
        self.tokens().remove(&account);
        Ok(())
    }

    fn state(&self) -> Result<(), VaultError> {
        Ok(())
    }

    fn retry(&self) -> Result<(), VaultError> {
        Ok(())
    }
}
