//! What a member may do for a page.

use std::{convert::Infallible, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A member's role at a page, by LinkedIn's name for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Role {
    Administrator,
    ContentAdministrator,
    DirectSponsoredContentPoster,
    RecruitingPoster,
    LeadCaptureAdministrator,
    LeadGenFormsManager,
    Analyst,
    Curator,
    /// One that this version of Galley does not know; it may not post.
    Other(String),
}

struct Row {
    role: Role,
    /// As LinkedIn writes it; the first is the one kept.
    names: &'static [&'static str],
    label: &'static str,
    may_post: bool,
    may_post_videos: bool,
    may_sponsor: bool,
}

/// Best role first. Who may post: Posts API, "permissions"; names: organization access control. The permission
/// tables write CONTENT_ADMIN where the access control answers CONTENT_ADMINISTRATOR. Who may post videos: Videos API,
/// "permissions". Who may make advertisements: Rich Media Shares, "access requirements".
static ROLES: [Row; 8] = [
    row(Role::Administrator, &["ADMINISTRATOR"], "super admin", true, true, true),
    row(
        Role::ContentAdministrator,
        &["CONTENT_ADMINISTRATOR", "CONTENT_ADMIN"],
        "content admin",
        true,
        false,
        false,
    ),
    row(
        Role::DirectSponsoredContentPoster,
        &["DIRECT_SPONSORED_CONTENT_POSTER"],
        "sponsored content poster",
        true,
        true,
        true,
    ),
    row(Role::Curator, &["CURATOR"], "curator", false, false, false),
    row(Role::RecruitingPoster, &["RECRUITING_POSTER"], "recruiting poster", false, false, false),
    row(
        Role::LeadCaptureAdministrator,
        &["LEAD_CAPTURE_ADMINISTRATOR"],
        "lead capture admin",
        false,
        false,
        false,
    ),
    row(Role::LeadGenFormsManager, &["LEAD_GEN_FORMS_MANAGER"], "lead forms manager", false, false, false),
    row(Role::Analyst, &["ANALYST"], "analyst", false, false, false),
];

const fn row(
    role: Role,
    names: &'static [&'static str],
    label: &'static str,
    may_post: bool,
    may_post_videos: bool,
    may_sponsor: bool,
) -> Row {
    Row { role, names, label, may_post, may_post_videos, may_sponsor }
}

impl Role {
    pub fn may_post(&self) -> bool {
        self.row().is_some_and(|row| row.may_post)
    }

    pub fn may_post_videos(&self) -> bool {
        self.row().is_some_and(|row| row.may_post_videos)
    }

    pub fn may_sponsor(&self) -> bool {
        self.row().is_some_and(|row| row.may_sponsor)
    }

    /// LinkedIn's name: `CONTENT_ADMINISTRATOR`.
    pub fn name(&self) -> &str {
        match self {
            Role::Other(name) => name,
            known => known.row().map_or("", |row| row.names[0]),
        }
    }

    /// The most useful of several roles at one page.
    pub fn best(roles: &[Role]) -> Option<&Role> {
        roles.iter().min_by_key(|role| ROLES.iter().position(|row| row.role == **role).unwrap_or(ROLES.len()))
    }

    fn row(&self) -> Option<&'static Row> {
        ROLES.iter().find(|row| row.role == *self)
    }
}

/// In words: `content admin`.
impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Role::Other(name) => f.write_str(&name.replace('_', " ").to_lowercase()),
            known => f.write_str(known.row().map_or("", |row| row.label)),
        }
    }
}

impl FromStr for Role {
    type Err = Infallible;

    fn from_str(name: &str) -> Result<Self, Infallible> {
        let known = ROLES.iter().find(|row| row.names.contains(&name));
        Ok(known.map_or_else(|| Role::Other(name.to_owned()), |row| row.role.clone()))
    }
}

impl From<String> for Role {
    fn from(name: String) -> Self {
        let Ok(role) = name.parse();
        role
    }
}

impl From<Role> for String {
    fn from(role: Role) -> String {
        role.name().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(name: &str) -> Role {
        name.to_owned().into()
    }

    #[test]
    fn both_spellings_are_the_content_admin() {
        assert_eq!(role("CONTENT_ADMIN"), Role::ContentAdministrator);
        assert_eq!(role("CONTENT_ADMIN").name(), "CONTENT_ADMINISTRATOR");
        assert!(role("CONTENT_ADMIN").may_post() && !role("CONTENT_ADMIN").may_post_videos());
    }

    #[test]
    fn every_role_is_its_own_and_comes_back_from_its_name() {
        for row in &ROLES {
            assert_eq!(role(row.names[0]), row.role);
            assert_eq!(row.role.name(), row.names[0]);
        }
    }

    #[test]
    fn the_best_role_counts_and_a_new_one_may_not_post() {
        let roles = ["ANALYST", "NEW_ROLE", "DIRECT_SPONSORED_CONTENT_POSTER"].map(role);
        assert_eq!(Role::best(&roles), Some(&Role::DirectSponsoredContentPoster));
        assert!(!role("NEW_ROLE").may_post());
        assert_eq!(role("NEW_ROLE").to_string(), "new role");
        assert_eq!(Role::best(&[]), None);
    }
}
