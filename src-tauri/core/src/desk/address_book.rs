//! Whom a post mentions: the address book, and looking a page up.

use super::{AuthorKind, Desk, Mentionable, Problem, accounts::missing};
use crate::{
    accounts::{FindPageError, find_page},
    library::{Contact, is_found_in},
    post::{AccountId, Author, PageHandle},
};

/// Rows of the list that opens in the text.
const SUGGESTED: usize = 8;

impl Desk {
    /// Whom a post of this account can mention, by every word of `search`: the address book, used last first, then the
    /// account's own pages. What is known to the LinkedIn on this computer only is offered for that alone.
    pub fn mentionable(&self, search: &str, account: Option<AccountId>) -> Result<Vec<Mentionable>, Problem> {
        let account = account.and_then(|id| self.account(id).ok().flatten());
        let sandbox = account.as_ref().is_some_and(|account| account.sandbox);
        let mut found: Vec<Mentionable> = self
            .library
            .contacts(search)?
            .into_iter()
            .filter(|contact| sandbox || !contact.sandbox)
            .map(|contact| Mentionable {
                kind: kind(&contact.urn),
                urn: contact.urn,
                name: contact.name,
                own: false,
                sandbox: contact.sandbox,
            })
            .collect();
        for page in account.iter().flat_map(|account| account.authors()) {
            let known = found.iter().any(|other| other.urn == page.author && other.sandbox == sandbox);
            if page.author.is_page() && !known && is_found_in(search, &page.name) {
                found.push(Mentionable {
                    kind: AuthorKind::Page,
                    urn: page.author,
                    name: page.name,
                    own: true,
                    sandbox,
                });
            }
        }
        found.truncate(SUGGESTED);
        Ok(found)
    }

    /// The address book, by every word of `search` in names or URNs.
    pub fn contacts(&self, search: &str) -> Result<Vec<Contact>, Problem> {
        Ok(self.library.contacts(search)?)
    }

    /// Writes somebody down by hand, or in the place of `instead_of`.
    ///
    /// # Errors
    /// Where the URN is none of a person or a page, where somebody else has it, and where there is no name.
    pub fn keep_contact(
        &self,
        name: &str,
        urn: &str,
        instead_of: Option<Contact>,
    ) -> Result<Contact, Problem> {
        let urn = person_or_page(urn)?;
        let sandbox = instead_of.as_ref().is_some_and(|before| before.sandbox);
        let contact = Contact {
            used_at: instead_of.as_ref().and_then(|before| before.used_at),
            ..Contact::new(urn, name, sandbox)?
        };
        let same = instead_of.as_ref().is_some_and(|before| before.urn == contact.urn);
        if let Some(other) = self.library.contact(&contact.urn, sandbox)?.filter(|_| !same) {
            return Err(Problem::other(format!(
                "{} has this URN in the address book already; edit that entry instead",
                other.name
            )));
        }
        self.library.keep_contact(&contact)?;
        if let Some(before) = instead_of.filter(|_| !same) {
            self.library.remove_contact(&before.urn, before.sandbox)?;
        }
        Ok(contact)
    }

    /// Brings back who was removed, as they were.
    pub fn restore_contact(&self, contact: &Contact) -> Result<(), Problem> {
        let kept = Contact {
            used_at: contact.used_at,
            ..Contact::new(contact.urn.clone(), &contact.name, contact.sandbox)?
        };
        Ok(self.library.keep_contact(&kept)?)
    }

    pub fn remove_contact(&self, urn: &Author, sandbox: bool) -> Result<(), Problem> {
        self.library.remove_contact(urn, sandbox)?;
        Ok(())
    }

    /// Somebody was mentioned: the next time they come first. Who is not in the address book stays out of it.
    pub fn mentioned(&self, urn: &Author, sandbox: bool) -> Result<(), Problem> {
        if let Some(contact) = self.library.contact(urn, sandbox)? {
            let used_at = Some(self.clock.now().as_millisecond());
            self.library.keep_contact(&Contact { used_at, ..contact })?;
        }
        Ok(())
    }

    /// Asks LinkedIn, through an account, for the page that a handle or an address names, and writes it down.
    pub async fn find_page(&self, account: AccountId, typed: &str) -> Result<Mentionable, Problem> {
        let handle: PageHandle = typed.parse()?;
        let account = self.aside(move |desk| desk.account(account)).await?.ok_or_else(missing)?;
        let token = self.token(&account).await?;
        let (found, sent) = self
            .through(account.sandbox, account.api.clone(), async |client| {
                find_page(client, &token, &handle).await
            })
            .await;
        let id = account.id;
        self.aside(move |desk| desk.count_requests(id, sent)).await;
        if let Err(FindPageError::TokenRefused) = found {
            self.aside(move |desk| desk.end_sign_in(id)).await;
        }
        let found = found?;
        let used_at = Some(self.clock.now().as_millisecond());
        let contact = Contact { used_at, ..Contact::new(found.author, &found.name, account.sandbox)? };
        let kept = contact.clone();
        self.aside(move |desk| desk.library.keep_contact(&kept)).await?;
        Ok(Mentionable {
            kind: kind(&contact.urn),
            urn: contact.urn,
            name: contact.name,
            own: false,
            sandbox: contact.sandbox,
        })
    }
}

fn kind(urn: &Author) -> AuthorKind {
    if urn.is_page() { AuthorKind::Page } else { AuthorKind::Member }
}

/// What people paste first is the address of a profile or a page: what to do about it is told.
fn person_or_page(typed: &str) -> Result<Author, Problem> {
    if typed.contains("linkedin.com/") {
        return Err(match typed.parse::<PageHandle>() {
            Ok(PageHandle::Id(id)) => return Ok(format!("urn:li:organization:{id}").parse()?),
            Ok(PageHandle::Vanity(handle)) => Problem::other(format!(
                "an address does not tell the page’s number; write @{handle} in a post and look it up there, or \
                 write urn:li:organization: and the number"
            )),
            Err(error) => error.into(),
        });
    }
    Ok(typed.trim().parse()?)
}
