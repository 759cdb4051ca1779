//! Through whom a post file goes out.

use super::{Desk, Problem, problem::Code};
use crate::{
    accounts::{Account, ApiBase, Token},
    checks::Speaker,
    post::{AccountId, Author, Draft},
};

/// An API, an author, and a token or where it is kept.
#[derive(Debug, Clone)]
pub struct Outlet {
    pub(super) api: ApiBase,
    pub(super) speaker: Speaker,
    /// `None` when it was named by hand.
    pub(super) account: Option<Account>,
    /// `None`: the account's is in the keyring, or there is nothing to send.
    pub(super) token: Option<Token>,
}

impl Outlet {
    /// An API named by hand, with a token that is kept nowhere. Without one, a post can be planned and not published.
    pub fn by_hand(api: ApiBase, author: Author, token: Option<Token>) -> Outlet {
        let speaker = Speaker {
            name: author.to_string(),
            author,
            barred: None,
            barred_from_videos: None,
            doubted_for_ads: None,
            barred_from_comments: None,
            expires_in_days: None,
        };
        Outlet { api, speaker, account: None, token }
    }
}

impl Outlet {
    /// Whether it goes through the window's own sandbox.
    pub(super) fn is_of_the_sandbox(&self) -> bool {
        self.account.as_ref().is_some_and(|account| account.sandbox)
    }
}

impl Desk {
    /// An account of the library: the one named, or the only one that knows `author`. Without an author it speaks as
    /// its member.
    ///
    /// # Errors
    /// [`Code::NotFound`], with the accounts there are.
    pub fn outlet(&self, account: Option<AccountId>, author: Option<Author>) -> Result<Outlet, Problem> {
        let all = self.kept_accounts()?;
        let knows = |it: &Account| author.as_ref().is_none_or(|author| it.author(author).is_some());
        let mut fitting: Vec<Account> = match account {
            Some(id) => all.iter().filter(|it| it.id == id && knows(it)).cloned().collect(),
            // The window's sandbox ends with the window, and its token with it.
            None => all.iter().filter(|it| !it.sandbox && knows(it)).cloned().collect(),
        };
        let one = if fitting.len() == 1 { fitting.pop() } else { None };
        let Some(account) = one else { return Err(unclear(account, author.as_ref(), &all)) };
        let author = author.unwrap_or_else(|| account.member.author.clone());
        let speaker = self.speaker(&Draft::new(Some(account.id), Some(author))).ok_or_else(|| {
            Problem::new(
                Code::NotFound,
                "the account was removed at this moment; add it again under Accounts",
            )
        })?;
        Ok(Outlet { api: account.api.clone(), speaker, account: Some(account), token: None })
    }
}

fn unclear(account: Option<AccountId>, author: Option<&Author>, all: &[Account]) -> Problem {
    let wanted = match (account, author) {
        (Some(id), Some(author)) => format!("there is no account {id} that can speak as {author}"),
        (Some(id), None) => format!("there is no account {id}"),
        (None, Some(author)) => format!("not exactly one account can speak as {author}"),
        (None, None) => "there is not exactly one account to publish through".to_owned(),
    };
    let real: Vec<String> = all
        .iter()
        .filter(|it| !it.sandbox)
        .map(|account| format!("{} ({})", account.id, account.member.name))
        .collect();
    let known = match real.as_slice() {
        [] => "none is signed in: add one in the window, under Accounts".to_owned(),
        real => format!("signed in, and chosen with `--account`: {}", real.join(", ")),
    };
    Problem::new(Code::NotFound, format!("{wanted}; {known}"))
}
