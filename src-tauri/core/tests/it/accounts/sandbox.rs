//! The same questions, asked of a LinkedIn that was written without looking at this client.

use galley_core::accounts::{
    ApiClient, ApiVersion, IdentifyError, Identity, NoVersion, Role, Token, VersionInUse, identify,
};
use galley_sandbox::{ClockChoice, Config, SELF_SERVE_SCOPES, Sandbox};

/// A time at which the versions asked for are live and dead.
fn november() -> Config {
    Config { clock: ClockChoice::Fixed("2026-11-22T00:00:00Z".parse().unwrap()), ..Config::default() }
}

fn newest() -> VersionInUse {
    VersionInUse::changeable(ApiVersion::default())
}

async fn ask(config: Config, versions: VersionInUse) -> Result<Identity, IdentifyError> {
    let sandbox = Sandbox::start(config).await.unwrap();
    let api = ApiClient::new(sandbox.base_url().parse().unwrap(), versions).unwrap();
    let token = Token::paste(&sandbox.world().tokens[0].value).unwrap();
    let identity = identify(&api, &token).await;
    sandbox.shutdown().await;
    identity
}

#[tokio::test]
async fn the_sandboxs_member_has_pages_with_names_roles_and_followers() {
    let config = november();
    let member = config.members[0].clone();
    let identity = ask(config.clone(), newest()).await.unwrap();
    assert_eq!(identity.member.author.urn().id(), member.id);
    assert_eq!(identity.member.name, member.name);
    let pages = identity.pages.unwrap();
    assert!(pages.len() >= 2, "{pages:?}");
    for page in pages {
        let id: u64 = page.author.urn().id().parse().unwrap();
        let expected = config.organizations.iter().find(|organization| organization.id == id).unwrap();
        assert_eq!((page.name, page.followers), (expected.name.clone(), Some(expected.followers)));
        assert!(Role::best(&page.roles).is_some_and(|role| !matches!(role, Role::Other(_))));
    }
}

#[tokio::test]
async fn the_sandboxs_self_serve_token_cannot_tell_about_pages() {
    let mut config = november();
    config.tokens[0].scopes = SELF_SERVE_SCOPES.iter().map(|scope| (*scope).to_owned()).collect();
    assert_eq!(ask(config, newest()).await.unwrap().pages, None);
}

#[tokio::test]
async fn the_sandbox_refuses_a_revoked_token_and_a_dead_version() {
    use galley_core::accounts::Refused::Revoked;
    let mut config = november();
    config.tokens[0].revoked = true;
    assert_eq!(ask(config, newest()).await, Err(IdentifyError::TokenRefused(Revoked)));
    let dead: ApiVersion = "202508".parse().unwrap();
    let refused = ask(november(), VersionInUse::pinned(dead.clone())).await;
    assert_eq!(refused, Err(IdentifyError::NoVersion(NoVersion::Pinned(dead))));
}

#[tokio::test]
async fn from_a_dead_version_that_may_be_changed_it_goes_to_the_newest() {
    let versions = VersionInUse::changeable("202508".parse().unwrap());
    let identity = ask(november(), versions.clone()).await.unwrap();
    assert!(identity.pages.is_some_and(|pages| pages.len() >= 2));
    assert_eq!(versions.get(), ApiVersion::default());
}
