//! Where a post goes: an account of the window, a sandbox of its own, or an API named by hand.

use std::{env, sync::Arc};

use galley_core::{
    accounts::{ApiBase, Token},
    desk::{Desk, Outlet},
    post::{Author, PostFile},
    publish::SystemClock,
};
use galley_sandbox::{Config, OrganizationConfig, Role, RoleConfig, RoleState, Running, Sandbox};

use super::{Arguments, CliError};
use crate::host::folders;

/// The variable that holds the access token for `--base-url`.
const TOKEN: &str = "GALLEY_TOKEN";

/// An outlet, and the desk that keeps the journal.
pub(super) struct Target {
    pub desk: Desk,
    pub outlet: Outlet,
    rehearsal: Option<Rehearsal>,
}

/// A sandbox for one run, with a library that is thrown away with it: neither can be resumed.
struct Rehearsal {
    running: Running,
    _folder: tempfile::TempDir,
}

impl Target {
    pub async fn of(arguments: &Arguments, post: &PostFile) -> Result<Target, CliError> {
        let author = arguments.author.clone().or_else(|| post.author.clone());
        if arguments.sandbox {
            return Target::rehearsal(author).await;
        }
        let data = folders::data()?;
        let cache = folders::cache()?;
        let desk = Desk::open(&data, &cache, Arc::new(SystemClock))?;
        let outlet = match &arguments.base_url {
            None => desk.outlet(arguments.account, author).map_err(CliError::Nobody)?,
            Some(api) => by_hand(api, author, arguments.dry_run)?,
        };
        Ok(Target { desk, outlet, rehearsal: None })
    }

    async fn rehearsal(author: Option<Author>) -> Result<Target, CliError> {
        let running = Sandbox::start(world_of(author.as_ref())?).await?;
        let world = running.world();
        let author = match (author, world.members.first()) {
            (Some(author), _) => author,
            (None, Some(member)) => member.urn.parse()?,
            (None, None) => return Err(CliError::NoAuthor),
        };
        let token = world.tokens.first().map(|token| Token::paste(&token.value));
        let token = token.transpose().map_err(CliError::Token)?;
        let outlet = Outlet::by_hand(running.base_url().parse()?, author, token);
        let folder = tempfile::tempdir().map_err(CliError::Temporary)?;
        let desk = Desk::open(folder.path(), folder.path(), Arc::new(SystemClock))?;
        Ok(Target { desk, outlet, rehearsal: Some(Rehearsal { running, _folder: folder }) })
    }

    pub async fn end(self) {
        if let Some(rehearsal) = self.rehearsal {
            rehearsal.running.shutdown().await;
        }
    }
}

/// A plan needs no token.
fn by_hand(api: &ApiBase, author: Option<Author>, dry_run: bool) -> Result<Outlet, CliError> {
    let author = author.ok_or(CliError::NoAuthor)?;
    let token = match dry_run {
        true => None,
        false => Some(Token::paste(&env::var(TOKEN).unwrap_or_default()).map_err(CliError::Token)?),
    };
    Ok(Outlet::by_hand(api.clone(), author, token))
}

/// The usual sandbox, in which the author of the post exists and may post.
fn world_of(author: Option<&Author>) -> Result<Config, CliError> {
    let mut config = Config::default();
    match author {
        None => {}
        Some(Author::Member(urn)) => {
            let id = urn.id();
            config.members.iter_mut().take(1).for_each(|member| member.id = id.to_owned());
            config.roles.iter_mut().for_each(|role| role.member = id.to_owned());
            config.tokens.iter_mut().for_each(|token| token.member = id.to_owned());
        }
        Some(Author::Page(urn)) => {
            let id = urn.id().parse().map_err(|_| CliError::NoPageNumber(urn.to_string()))?;
            let known = config.organizations.iter().any(|page| page.id == id);
            let member = config.members.first().map(|member| member.id.clone());
            if let (false, Some(member)) = (known, member) {
                let (name, vanity_name) = ("Sandbox Page".to_owned(), format!("sandbox-{id}"));
                config.organizations.push(OrganizationConfig { id, name, vanity_name, followers: 0 });
                let (role, state) = (Role::Administrator, RoleState::Approved);
                config.roles.push(RoleConfig { member, organization: id, role, state });
            }
        }
    }
    Ok(config)
}
