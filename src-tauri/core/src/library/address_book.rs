//! Whom posts mention: people and pages whose names and URNs the user typed, and pages that were looked up.
//!
//! LinkedIn lets nobody keep what its API says of members for longer than a day; so a member is here only as the user
//! wrote them down. Source: LinkedIn API terms, storage of member data.

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

use super::{Library, Result, folded::fold};
use crate::post::Author;

const KIND: &str = "contact";

/// Longest name, in characters; LinkedIn's own limits are lower.
const MAX_NAME: usize = 200;

/// Somebody in the address book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Contact {
    pub urn: Author,
    /// Exactly as LinkedIn shows it: a mention under another one is plain text.
    pub name: String,
    /// Found on the LinkedIn of this computer, where numbers mean other pages.
    pub sandbox: bool,
    /// When a post mentioned it last, in milliseconds since 1970.
    pub used_at: Option<i64>,
}

/// Why somebody cannot be in the address book.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ContactError {
    #[error("the name is empty; write it exactly as LinkedIn shows it")]
    NoName,
    #[error("the name has {0} characters and may have {MAX_NAME}; write it exactly as LinkedIn shows it")]
    LongName(usize),
    #[error("the name has a line break or another control character in it; write it on one line")]
    BrokenName,
}

impl Contact {
    pub fn new(urn: Author, name: &str, sandbox: bool) -> std::result::Result<Contact, ContactError> {
        let name = name.trim();
        match name.chars().count() {
            0 => Err(ContactError::NoName),
            long if long > MAX_NAME => Err(ContactError::LongName(long)),
            _ if name.contains(char::is_control) => Err(ContactError::BrokenName),
            _ => Ok(Contact { urn, name: name.to_owned(), sandbox, used_at: None }),
        }
    }

    fn id(&self) -> String {
        id(&self.urn, self.sandbox)
    }
}

/// The sandbox's pages have numbers that are others' at LinkedIn.
fn id(urn: &Author, sandbox: bool) -> String {
    if sandbox { format!("sandbox {urn}") } else { urn.to_string() }
}

impl Library {
    /// Those with every word of `search` in their names or URNs, in any order; used last first, then by name.
    pub fn contacts(&self, search: &str) -> Result<Vec<Contact>> {
        let mut found: Vec<(String, Contact)> = self
            .list::<Contact>(KIND)?
            .into_iter()
            .map(|contact| (fold(&format!("{} {}", contact.name, contact.urn)), contact))
            .filter(|(folded, _)| is_found(search, folded))
            .collect();
        found.sort_by(|(name, one), (other_name, other)| {
            other.used_at.cmp(&one.used_at).then_with(|| name.cmp(other_name))
        });
        Ok(found.into_iter().map(|(_, contact)| contact).collect())
    }

    /// Writes somebody down, in the place of whoever had the same URN.
    pub fn keep_contact(&self, contact: &Contact) -> Result<()> {
        self.put(KIND, &contact.id(), contact)
    }

    pub fn contact(&self, urn: &Author, sandbox: bool) -> Result<Option<Contact>> {
        self.get(KIND, &id(urn, sandbox))
    }

    /// Forgets somebody; whether they were there.
    pub fn remove_contact(&self, urn: &Author, sandbox: bool) -> Result<bool> {
        self.remove(KIND, &id(urn, sandbox))
    }
}

/// Whether every word of a search is somewhere in a text.
pub(crate) fn is_found_in(search: &str, text: &str) -> bool {
    is_found(search, &fold(text))
}

fn is_found(search: &str, folded: &str) -> bool {
    fold(search).split_whitespace().all(|word| folded.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(urn: &str, name: &str) -> Contact {
        Contact::new(urn.parse().unwrap(), name, false).unwrap()
    }

    fn named(library: &Library, search: &str) -> Vec<String> {
        library.contacts(search).unwrap().into_iter().map(|contact| contact.name).collect()
    }

    #[test]
    fn who_was_mentioned_last_comes_first_and_searching_minds_no_case_and_no_accents() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("galley.db")).unwrap();
        let press = contact("urn:li:organization:7", "Café Press (UK)");
        library.keep_contact(&press).unwrap();
        library.keep_contact(&contact("urn:li:organization:8", "Bindery")).unwrap();
        library.keep_contact(&contact("urn:li:person:AbC", "Ánna Press")).unwrap();
        assert_eq!(named(&library, ""), ["Ánna Press", "Bindery", "Café Press (UK)"]);
        assert_eq!(named(&library, "PRESS cafe"), ["Café Press (UK)"]);
        assert_eq!(named(&library, "organization:8"), ["Bindery"]);
        assert_eq!(named(&library, "nobody"), [""; 0]);
        library.keep_contact(&Contact { used_at: Some(5), ..press.clone() }).unwrap();
        assert_eq!(named(&library, "press"), ["Café Press (UK)", "Ánna Press"]);
        assert!(library.remove_contact(&press.urn, false).unwrap());
        assert!(!library.remove_contact(&press.urn, false).unwrap());
        assert_eq!(named(&library, "press"), ["Ánna Press"]);
    }

    #[test]
    fn a_page_of_the_sandbox_is_another_than_the_one_with_its_number_at_linkedin() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("galley.db")).unwrap();
        let real = contact("urn:li:organization:1001", "Real");
        library.keep_contact(&real).unwrap();
        let rehearsed = Contact { name: "Sandbox Press".into(), sandbox: true, ..real.clone() };
        library.keep_contact(&rehearsed).unwrap();
        assert_eq!(library.contacts("").unwrap().len(), 2);
        assert_eq!(library.contact(&real.urn, false).unwrap(), Some(real.clone()));
        assert!(library.remove_contact(&real.urn, true).unwrap());
        assert_eq!(library.contacts("").unwrap(), [real]);
    }

    #[test]
    fn a_name_is_one_line_with_something_on_it() {
        let urn = || "urn:li:person:AbC".parse().unwrap();
        let refused = |name: &str| Contact::new(urn(), name, false).unwrap_err();
        assert_eq!(Contact::new(urn(), "  Ada Lamp ", false).unwrap().name, "Ada Lamp");
        assert_eq!(refused(" "), ContactError::NoName);
        assert_eq!(refused("a\nb"), ContactError::BrokenName);
        assert_eq!(refused(&"é".repeat(201)), ContactError::LongName(201));
    }
}
