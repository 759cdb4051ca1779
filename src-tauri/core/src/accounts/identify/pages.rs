use std::collections::BTreeMap;

use futures_util::{StreamExt, TryStreamExt, stream};
use serde_json::Value;

use super::{Asking, IdentifyError, text};
use crate::{
    accounts::{Page, Role, api::Reading},
    post::Author,
};

/// Roles asked for at once. Source: organization access control, largest `count`.
const PER_ANSWER: usize = 100;

/// Answers read at most: nobody has roles at 2,000 pages, and a server that never ends its list must not hold us.
const MAX_ANSWERS: usize = 20;

/// Names looked up at once, so that the query stays below 1,000 characters.
const NAMES_AT_ONCE: usize = 50;

/// Single look-ups and follower counts at most: an app in development has 100 requests a day for each member.
const SINGLES: usize = 20;

/// Requests under way at once.
const AT_ONCE: usize = 4;

impl Asking<'_> {
    /// Every page at which the member has an approved role; `None` when the token may not ask.
    pub(super) async fn pages(&self) -> Result<Option<Vec<Page>>, IdentifyError> {
        let Some(mut pages) = self.roles().await? else { return Ok(None) };
        let ids: Vec<_> = pages.iter().map(|page| page.author.urn().id().to_owned()).collect();
        let names = self.names(&ids).await?;
        // Owned, because a stream of borrows makes this future one that no runtime can move between threads.
        let authors: Vec<Author> = pages.iter().take(SINGLES).map(|page| page.author.clone()).collect();
        let followers: Vec<Option<u64>> = stream::iter(authors)
            .map(|page| async move { self.followers(&page).await })
            .buffered(AT_ONCE)
            .try_collect()
            .await?;
        for (page, followers) in pages.iter_mut().zip(followers) {
            page.followers = followers;
        }
        for (page, id) in pages.iter_mut().zip(ids) {
            page.name = names.get(&id).cloned().unwrap_or_else(|| format!("Page {id}"));
        }
        Ok(Some(pages))
    }

    /// The pages with their roles alone. `paging.total` is known to be wrong, so the list is read to its end.
    async fn roles(&self) -> Result<Option<Vec<Page>>, IdentifyError> {
        let mut pages: Vec<Page> = Vec::new();
        let mut start = 0;
        for _ in 0..MAX_ANSWERS {
            let path = format!(
                "/rest/organizationAcls?q=roleAssignee&state=APPROVED&count={PER_ANSWER}&start={start}"
            );
            let asked = "which pages the member may post for";
            let Some(body) = self.ask(Reading::Finder, &path, asked).await? else { return Ok(None) };
            let elements = body["elements"].as_array().map_or(&[][..], Vec::as_slice);
            for (author, role) in elements.iter().filter_map(held_role) {
                match pages.iter_mut().find(|page| page.author == author) {
                    Some(page) if page.roles.contains(&role) => {}
                    Some(page) => page.roles.push(role),
                    None => {
                        pages.push(Page { author, name: String::new(), roles: vec![role], followers: None });
                    }
                }
            }
            start += elements.len();
            if elements.is_empty() || elements.len() < PER_ANSWER && !has_next(&body) {
                break;
            }
        }
        Ok(Some(pages))
    }

    /// Names by page id: in one go where the token may, else one by one (an app in development may not ask for
    /// several at once).
    async fn names(&self, ids: &[String]) -> Result<BTreeMap<String, String>, IdentifyError> {
        let mut names = BTreeMap::new();
        for some in ids.chunks(NAMES_AT_ONCE) {
            let some = some.join(",");
            for resource in ["organizationsLookup", "organizations"] {
                let path = format!("/rest/{resource}?ids=List({some})");
                let asked = self.ask_in_passing(Reading::BatchGet, &path, "the names of pages");
                let Some(body) = asked.await? else { continue };
                let results = body["results"].as_object().into_iter().flatten();
                names.extend(results.filter_map(|(id, found)| Some((id.clone(), name(found)?))));
                break;
            }
        }
        let nameless: Vec<_> =
            ids.iter().filter(|id| !names.contains_key(*id)).take(SINGLES).cloned().collect();
        let found: Vec<_> = stream::iter(nameless)
            .map(|id| async move {
                let path = format!("/rest/organizations/{id}");
                let body = self.ask_in_passing(Reading::Get, &path, "the name of a page").await?;
                Ok::<_, IdentifyError>(body.as_ref().and_then(name).map(|name| (id, name)))
            })
            .buffered(AT_ONCE)
            .try_collect()
            .await?;
        names.extend(found.into_iter().flatten());
        Ok(names)
    }

    async fn followers(&self, page: &Author) -> Result<Option<u64>, IdentifyError> {
        let urn = page.urn().in_path();
        let path = format!("/rest/networkSizes/{urn}?edgeType=COMPANY_FOLLOWED_BY_MEMBER");
        let body = self.ask_in_passing(Reading::Get, &path, "how many follow a page").await?;
        Ok(body.and_then(|body| body["firstDegreeSize"].as_u64()))
    }
}

/// Some answers carry `organizationTarget` in the place of `organization`.
fn held_role(element: &Value) -> Option<(Author, Role)> {
    let urn = element["organization"].as_str().or_else(|| element["organizationTarget"].as_str())?;
    let page: Author = urn.parse().ok().filter(Author::is_page)?;
    let approved = element["state"].as_str().is_none_or(|state| state == "APPROVED");
    // Ids go into a `List(…)` unencoded.
    let numeric = page.urn().id().bytes().all(|byte| byte.is_ascii_digit());
    let role = Role::from(text(&element["role"])?);
    (approved && numeric).then_some((page, role))
}

fn has_next(body: &Value) -> bool {
    let links = body["paging"]["links"].as_array().into_iter().flatten();
    links.into_iter().any(|link| link["rel"] == "next")
}

pub(super) fn name(page: &Value) -> Option<String> {
    text(&page["localizedName"]).or_else(|| {
        let localized = page["name"]["localized"].as_object()?;
        localized.values().find_map(text)
    })
}
