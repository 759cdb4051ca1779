//! What each call needs: scopes by kind of owner, and the page roles that may make it.

use super::{Caller, Refusal, Version};
use crate::urn::Urn;
use crate::world::{People, Role};

/// Who may post for a page (organization access control).
pub(crate) const POSTING_ROLES: &[Role] =
    &[Role::Administrator, Role::ContentAdministrator, Role::DirectSponsoredContentPoster];

/// One call of one resource, under the name a refusal gives it.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) resource: &'static str,
    pub(crate) method: &'static str,
    /// One of these is needed for what a person owns.
    pub(crate) for_person: &'static [&'static str],
    /// One of these is needed for what a page owns.
    pub(crate) for_page: &'static [&'static str],
    /// One of these roles is needed for what a page owns; empty when no role is.
    pub(crate) roles: &'static [Role],
}

impl Operation {
    /// Whether the caller may make this call on what `owner` owns.
    pub(crate) fn permits(&self, caller: &Caller, owner: &Urn, people: &People) -> bool {
        if owner.is_organization() {
            caller.has_any(self.for_page)
                && (self.roles.is_empty() || people.has_role(&caller.member, owner, self.roles))
        } else {
            caller.has_any(self.for_person) && *owner == caller.member
        }
    }

    /// # Errors
    /// 403 `ACCESS_DENIED` unless the call is permitted.
    pub(crate) fn authorize(
        &'static self,
        caller: &Caller,
        owner: &Urn,
        people: &People,
        version: &Version,
    ) -> Result<(), Refusal> {
        if self.permits(caller, owner, people) { Ok(()) } else { Err(self.denied(Some(version))) }
    }

    /// Whether the token could make this call for any owner at all; asked before anything is looked up.
    pub(crate) fn require_scope(
        &'static self,
        caller: &Caller,
        version: Option<&Version>,
    ) -> Result<(), Refusal> {
        if caller.has_any(self.for_person) || caller.has_any(self.for_page) {
            Ok(())
        } else {
            Err(self.denied(version))
        }
    }

    pub(crate) fn denied(&'static self, version: Option<&Version>) -> Refusal {
        Refusal::AccessDenied { operation: self, version: version.cloned() }
    }
}
