//! Signing in.

use std::sync::Arc;

use jiff::SignedDuration;

use super::{
    AccountState, AccountView, Accounts, AuthorKind, AuthorView, Desk, Keep, Problem, VaultView,
    problem::Code,
};
use crate::{
    accounts::{
        Account, ApiBase, ApiClient, IdentifyError, Identity, Kept, KnownAuthor, Provider, Scope, Standing,
        Token, Vault, VaultError, end_of_day, identify,
    },
    post::AccountId,
};

const KIND: &str = "account";
/// Source: LinkedIn, authorization code flow: access tokens live 60 days.
const TOKEN_LIFE: SignedDuration = SignedDuration::from_hours(60 * 24);

/// The LinkedIn on this computer, as it was started this time.
#[derive(Debug, Clone)]
pub struct Sandbox {
    pub api: ApiBase,
    pub token: Token,
    pub scopes: String,
}

impl Desk {
    pub fn accounts(&self) -> Result<Accounts, Problem> {
        let accounts = self.kept_accounts()?.iter().map(|account| self.account_view(account)).collect();
        Ok(Accounts { accounts, vault: vault_view(self.keyring.state()), notes: self.version_notes() })
    }

    /// Keeps a pasted LinkedIn token, after asking LinkedIn whose it is.
    pub async fn add_token(&self, pasted: &str, keep: Keep) -> Result<AccountView, Problem> {
        let token = Token::paste(pasted)?;
        let kept = match keep {
            Keep::Keyring => Kept::Keyring,
            Keep::Memory => Kept::Memory,
        };
        let (account, sent) =
            self.identified(AccountId::new(), false, ApiBase::default(), kept, &token).await?;
        // The same member again: the new token takes the old one's place.
        let member = account.member.author.clone();
        let same = move |it: &Account| !it.sandbox && it.member.author == member;
        let before = self.aside(|desk| desk.kept_accounts()).await?.into_iter().find(same);
        let account = Account { id: before.as_ref().map_or(account.id, |before| before.id), ..account };
        self.keep_token(&account, &token).await?;
        if let Some(before) = before.filter(|before| before.kept != account.kept) {
            let vault = self.vault(before.kept);
            // A token that stays behind in the other place is never read again.
            let _ = asking(move || vault.remove(before.id)).await;
        }
        self.aside(move |desk| {
            desk.count_requests(account.id, sent);
            let kept = desk.keep_account(&account)?;
            desk.library.forget_spent(account.id)?;
            Ok(kept)
        })
        .await
    }

    /// Makes the LinkedIn on this computer the sandbox account, with the same id as the last time. Its token is made
    /// anew at every start and never leaves this process's memory.
    pub async fn join_sandbox(&self, sandbox: Sandbox) -> Result<AccountView, Problem> {
        let before =
            self.aside(|desk| desk.kept_accounts()).await?.into_iter().find(|account| account.sandbox);
        let id = before.map_or_else(AccountId::new, |account| account.id);
        let (account, _) = self.identified(id, true, sandbox.api, Kept::Memory, &sandbox.token).await?;
        let account = Account { scopes: Some(Scope::list(&sandbox.scopes)), ..account };
        self.keep_token(&account, &sandbox.token).await?;
        self.aside(move |desk| desk.keep_account(&account)).await
    }

    /// Asks LinkedIn again who this is and which pages there are.
    pub async fn refresh_account(&self, id: AccountId) -> Result<AccountView, Problem> {
        let mut account = self.aside(move |desk| desk.account(id)).await?.ok_or_else(missing)?;
        let token = self.token(&account).await?;
        let (identity, sent) = self.identity(account.sandbox, account.api.clone(), &token).await;
        self.aside(move |desk| desk.count_requests(id, sent)).await;
        if let Err(IdentifyError::TokenRefused(_)) = identity {
            self.aside(move |desk| desk.end_sign_in(id)).await;
        }
        account.refresh(identity.map_err(|error| self.said_of(error))?, self.clock.now());
        self.aside(move |desk| match desk.account(id)? {
            Some(_) => desk.keep_account(&account),
            None => Err(missing()),
        })
        .await
    }

    /// LinkedIn refused the account's token: it counts as expired, until LinkedIn takes it again or another is pasted.
    pub(super) fn end_sign_in(&self, id: AccountId) {
        let ended = self.account(id).and_then(|account| match account {
            Some(mut account) => {
                account.refuse(self.clock.now());
                self.keep_account(&account).map(|_| ())
            }
            None => Ok(()),
        });
        if let Err(error) = ended {
            tracing::warn!(account = %id, %error, "an account whose token was refused still counts as signed in");
        }
    }

    /// Forgets an account and its token. Drafts and history stay.
    ///
    /// # Errors
    /// When the token stays behind in a keyring that is out of reach; the account is forgotten all the same.
    pub async fn remove_account(&self, id: AccountId) -> Result<(), Problem> {
        let account = self.aside(move |desk| desk.account(id)).await?.ok_or_else(missing)?;
        self.aside(move |desk| desk.library.remove(KIND, &id.to_string())).await?;
        let vault = self.vault(account.kept);
        Ok(asking(move || vault.remove(id)).await?)
    }

    /// Tries the keyring anew, after the user installed, started or unlocked one.
    pub async fn retry_vault(&self) -> VaultView {
        let keyring = Arc::clone(&self.keyring);
        vault_view(asking(move || keyring.retry()).await)
    }

    /// Nobody ever signed in here, not even the sandbox.
    pub fn is_new(&self) -> Result<bool, Problem> {
        Ok(self.kept_accounts()?.is_empty())
    }

    pub(super) fn kept_accounts(&self) -> Result<Vec<Account>, Problem> {
        Ok(self.library.list(KIND)?)
    }

    /// `None` when it was removed.
    pub(super) fn account(&self, id: AccountId) -> Result<Option<Account>, Problem> {
        Ok(self.library.get(KIND, &id.to_string())?)
    }

    fn keep_account(&self, account: &Account) -> Result<AccountView, Problem> {
        self.library.put(KIND, &account.id.to_string(), account)?;
        Ok(self.account_view(account))
    }

    /// Asks an API whose a token is; the requests that this took of the day.
    async fn identity(
        &self,
        sandbox: bool,
        api: ApiBase,
        token: &Token,
    ) -> (Result<Identity, IdentifyError>, u32) {
        self.through(sandbox, api, async |client| identify(client, token).await).await
    }

    /// Asks an API through a client of it, and keeps the version that it was found to answer to; the requests that this
    /// took of the day.
    pub(super) async fn through<T, E: From<IdentifyError>>(
        &self,
        sandbox: bool,
        api: ApiBase,
        ask: impl AsyncFnOnce(&ApiClient) -> Result<T, E>,
    ) -> (Result<T, E>, u32) {
        let to = api.clone();
        // Made aside, because it reads the system's certificates.
        let made = self.aside(move |desk| {
            let versions = desk.version_for(&to, sandbox);
            ApiClient::new(to, versions.clone()).map(|client| (client, versions))
        });
        let (client, versions) = match made.await {
            Ok(made) => made,
            Err(error) => return (Err(IdentifyError::from_setup(error).into()), 0),
        };
        let answer = ask(&client).await;
        if let Some(stepped) = versions.stepped() {
            self.aside(move |desk| desk.keep_version(&api, sandbox, stepped)).await;
        }
        (answer, client.sent())
    }

    pub(super) async fn token(&self, account: &Account) -> Result<Token, Problem> {
        let (vault, id) = (self.vault(account.kept), account.id);
        Ok(asking(move || vault.load(id)).await?)
    }

    pub(super) fn account_view(&self, account: &Account) -> AccountView {
        let state = match account.standing(self.clock.now()) {
            _ if account.kept == Kept::Memory && self.memory.load(account.id).is_err() => {
                AccountState::Locked
            }
            Standing::Ready => AccountState::Ready,
            Standing::Expiring { .. } => AccountState::Expiring,
            Standing::Expired => AccountState::Expired,
        };
        AccountView {
            id: account.id,
            provider: account.provider,
            sandbox: account.sandbox,
            label: account.member.name.clone(),
            authors: account.authors().into_iter().map(author_view).collect(),
            expires_at: account.refused_at.or(account.expires_at).map(jiff::Timestamp::as_millisecond),
            state,
            may_read: account.may_read(&account.member.author),
            requests_today: (!account.sandbox).then(|| self.requests_today(account.id)),
            kept: match account.kept {
                Kept::Keyring => Keep::Keyring,
                Kept::Memory => Keep::Memory,
            },
        }
    }

    async fn identified(
        &self,
        id: AccountId,
        sandbox: bool,
        api: ApiBase,
        kept: Kept,
        token: &Token,
    ) -> Result<(Account, u32), Problem> {
        let (identity, sent) = self.identity(sandbox, api.clone(), token).await;
        let identity = identity.map_err(|error| self.said_of(error))?;
        let account = Account {
            id,
            provider: Provider::LinkedIn,
            sandbox,
            api,
            kept,
            member: identity.member,
            pages: identity.pages,
            scopes: None,
            // A pasted token does not tell its age, so this is the latest it can end.
            expires_at: Some(self.clock.now() + TOKEN_LIFE),
            refused_at: None,
            refreshed_at: self.clock.now(),
        };
        Ok((account, sent))
    }

    /// A day's limit ends at a moment that the reader's clock shows.
    fn said_of(&self, error: IdentifyError) -> Problem {
        match &error {
            IdentifyError::Throttled { message, retry_after: None } if message.contains("DAY") => {
                let end = end_of_day(&self.clock.now().to_zoned(self.clock.zone()));
                let said =
                    format!("LinkedIn takes no more requests today ({message}); a new day begins at {end}");
                Problem::other(said)
            }
            _ => error.into(),
        }
    }

    async fn keep_token(&self, account: &Account, token: &Token) -> Result<(), Problem> {
        let (vault, id, token) = (self.vault(account.kept), account.id, token.clone());
        Ok(asking(move || vault.store(id, &token)).await?)
    }

    fn vault(&self, kept: Kept) -> Arc<dyn Vault> {
        Arc::clone(match kept {
            Kept::Keyring => &self.keyring,
            Kept::Memory => &self.memory,
        })
    }
}

pub(super) fn author_view(author: KnownAuthor) -> AuthorView {
    let kind = if author.author.is_page() { AuthorKind::Page } else { AuthorKind::Member };
    AuthorView {
        urn: author.author,
        name: author.name,
        kind,
        role: author.role.map(|role| role.to_string()),
        followers: author.followers,
        may_post: author.may_post.is_ok(),
        why_not: author.may_post.err().map(|why| Problem::other(why).message),
    }
}

pub(super) fn missing() -> Problem {
    Problem::new(Code::NotFound, "this account was removed; add it again under Accounts")
}

fn vault_view(state: Result<(), VaultError>) -> VaultView {
    let why = |error| Problem::from(error).message;
    match state {
        Ok(()) => VaultView::Ready,
        Err(error @ VaultError::Locked { .. }) => VaultView::Locked { why: why(error) },
        Err(error) => VaultView::Missing { why: why(error) },
    }
}

/// Runs a call that may wait for a person to answer the desktop's question; the vault sets the time limit.
async fn asking<T: Send + 'static>(
    call: impl FnOnce() -> Result<T, VaultError> + Send + 'static,
) -> Result<T, VaultError> {
    match tokio::task::spawn_blocking(call).await {
        Ok(done) => done,
        Err(failed) => Err(VaultError::Refused { why: failed.to_string() }),
    }
}
