//! Members, pages, and who may do what for which page.

use serde::{Deserialize, Serialize};

use super::ConfigError;
use crate::config::{Config, RoleConfig, RoleState};
use crate::urn::Urn;

/// What a member may do for a page (organization access control by role).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the names are LinkedIn's and say it all")]
pub enum Role {
    Administrator,
    /// Permission tables write `CONTENT_ADMIN`; both are read.
    #[serde(alias = "CONTENT_ADMIN")]
    ContentAdministrator,
    DirectSponsoredContentPoster,
    RecruitingPoster,
    LeadCaptureAdministrator,
    LeadGenFormsManager,
    Analyst,
    Curator,
}

#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) urn: Urn,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Organization {
    pub(crate) id: u64,
    pub(crate) urn: Urn,
    pub(crate) name: String,
    pub(crate) vanity_name: String,
    pub(crate) followers: u64,
}

#[derive(Debug)]
pub(crate) struct Grant {
    pub(crate) member: Urn,
    pub(crate) organization: Urn,
    pub(crate) role: Role,
    pub(crate) state: RoleState,
}

#[derive(Debug)]
pub(crate) struct People {
    pub(crate) members: Vec<Member>,
    pub(crate) organizations: Vec<Organization>,
    pub(crate) grants: Vec<Grant>,
}

impl People {
    pub(super) fn new(config: &Config) -> Result<Self, ConfigError> {
        let members = config
            .members
            .iter()
            .map(|member| {
                Ok(Member { urn: member.urn()?, name: member.name.clone(), email: member.email.clone() })
            })
            .collect::<Result<Vec<_>, ConfigError>>()?;
        let organizations = config
            .organizations
            .iter()
            .map(|page| Organization {
                id: page.id,
                urn: Urn::organization(page.id),
                name: page.name.clone(),
                vanity_name: page.vanity_name.clone(),
                followers: page.followers,
            })
            .collect();
        let mut people = Self { members, organizations, grants: Vec::new() };
        for role in &config.roles {
            let grant = people.grant(role)?;
            people.grants.push(grant);
        }
        Ok(people)
    }

    fn grant(&self, role: &RoleConfig) -> Result<Grant, ConfigError> {
        let member = self.member_named(&role.member, "a role")?;
        let organization = self.organization(&Urn::organization(role.organization)).ok_or_else(|| {
            ConfigError::UnknownOrganization { member: role.member.clone(), organization: role.organization }
        })?;
        Ok(Grant {
            member: member.urn.clone(),
            organization: organization.urn.clone(),
            role: role.role,
            state: role.state,
        })
    }

    pub(super) fn member_named(&self, id: &str, place: &str) -> Result<&Member, ConfigError> {
        self.members
            .iter()
            .find(|member| member.urn.id() == id)
            .ok_or_else(|| ConfigError::UnknownMember { place: place.into(), member: id.into() })
    }

    pub(crate) fn member(&self, urn: &Urn) -> Option<&Member> {
        self.members.iter().find(|member| member.urn == *urn)
    }

    pub(crate) fn organization(&self, urn: &Urn) -> Option<&Organization> {
        self.organizations.iter().find(|page| page.urn == *urn)
    }

    /// The name readers see above a post of this author.
    pub(crate) fn display_name(&self, author: &Urn) -> Option<&str> {
        match self.member(author) {
            Some(member) => Some(&member.name),
            None => self.organization(author).map(|page| page.name.as_str()),
        }
    }

    /// Whether the member holds one of these roles for the page, approved.
    pub(crate) fn has_role(&self, member: &Urn, organization: &Urn, roles: &[Role]) -> bool {
        self.grants.iter().any(|grant| {
            grant.member == *member
                && grant.organization == *organization
                && grant.state == RoleState::Approved
                && roles.contains(&grant.role)
        })
    }

    /// Whether `name` links to `urn`: a page by its full name, a person by first, last or full name, letter by
    /// letter (LinkedIn little text format).
    pub(crate) fn answers_to(&self, urn: &Urn, name: &str) -> bool {
        match self.member(urn) {
            Some(member) => name == member.name || name == member.first_name() || name == member.last_name(),
            None => self.organization(urn).is_some_and(|page| page.name == name),
        }
    }
}

impl Member {
    /// All words but the last; the whole name when it is a single word.
    pub(crate) fn first_name(&self) -> &str {
        self.name.rsplit_once(' ').map_or(self.name.as_str(), |(first, _)| first)
    }

    /// The last word; empty when the name is a single word.
    pub(crate) fn last_name(&self) -> &str {
        self.name.rsplit_once(' ').map_or("", |(_, last)| last)
    }
}
