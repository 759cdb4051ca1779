//! What can be asked of a post that is there, and done to it, as requests; and what the answers mean. It sends nothing.

mod answers;
mod figures;

pub use answers::{Condition, Told, condition, conditions, made_at, text_read};
pub use figures::{Metric, Statistics, metric, page_figures};

use super::{
    Endpoint,
    requests::request,
    wire::{ChangedText, Patch},
};
use crate::{
    post::{Author, Commentary, Urn, little_text},
    providers::{Method, Request},
};

/// Asks for one post as its author sees it: readers are not told of one that failed.
///
/// Source: Posts API, "viewContext".
pub fn read_post(endpoint: &Endpoint, post: &Urn) -> Request {
    let path = format!("/rest/posts/{}?viewContext=AUTHOR", post.in_path());
    request(endpoint, Method::Get, &path, None)
}

/// Asks for several posts at once, as readers see them: of through whose eyes LinkedIn's page speaks for one post
/// alone, and a query pair that a call does not know is refused. Apps in development may not.
///
/// Source: Posts API, "batch get posts".
pub fn read_posts(endpoint: &Endpoint, posts: &[Urn]) -> Request {
    let ids: Vec<String> = posts.iter().map(Urn::in_path).collect();
    let path = format!("/rest/posts?ids=List({})", ids.join(","));
    request(endpoint, Method::Get, &path, Some("BATCH_GET"))
}

/// Gives a post another text. Nothing else of an organic post can be changed.
///
/// Source: Posts API, "update posts".
pub fn change_text(endpoint: &Endpoint, post: &Urn, text: &Commentary) -> Request {
    let body = Patch::setting(ChangedText { commentary: little_text::encode(text) });
    let path = format!("/rest/posts/{}", post.in_path());
    request(endpoint, Method::Post, &path, Some("PARTIAL_UPDATE")).with_body(&body)
}

/// Deletes a post. A second time is answered 404.
pub fn delete_post(endpoint: &Endpoint, post: &Urn) -> Request {
    request(endpoint, Method::Delete, &format!("/rest/posts/{}", post.in_path()), Some("DELETE"))
}

/// Asks how a page's post did.
///
/// Source: Share statistics API.
pub fn page_statistics(endpoint: &Endpoint, page: &Author, post: &Urn) -> Request {
    let list = if post.namespace() == "ugcPost" { "ugcPosts" } else { "shares" };
    let path = format!(
        "/rest/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity={}&{list}=List({})",
        page.urn().in_path(),
        post.in_path()
    );
    request(endpoint, Method::Get, &path, Some("FINDER"))
}

/// Asks for one figure of a member's post since it was made.
///
/// Source: Member post statistics API.
pub fn member_statistics(endpoint: &Endpoint, post: &Urn, metric: Metric) -> Request {
    let kind = if post.namespace() == "ugcPost" { "ugc" } else { "share" };
    let path = format!(
        "/rest/memberCreatorPostAnalytics?q=entity&entity=({kind}:{})&queryType={}&aggregation=TOTAL",
        post.in_path(),
        metric.name()
    );
    request(endpoint, Method::Get, &path, Some("FINDER"))
}

/// The text in a request that makes a post.
pub fn text_sent(create: &Request) -> Option<Commentary> {
    let little = create.body.as_ref()?.get("commentary")?.as_str()?;
    Some(little_text::decode(little).commentary)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::accounts::ApiVersion;

    fn endpoint() -> Endpoint {
        Endpoint::new("https://api.linkedin.com".parse().unwrap(), ApiVersion::default())
    }

    fn urn(text: &str) -> Urn {
        text.parse().unwrap()
    }

    fn named(request: &Request) -> Option<&str> {
        let method = request.headers.iter().find(|(name, _)| name == "X-RestLi-Method");
        method.map(|(_, name)| name.as_str())
    }

    #[test]
    fn a_change_of_text_sets_the_commentary_and_nothing_else() {
        let request = change_text(&endpoint(), &urn("urn:li:share:7"), &Commentary::plain("New (really)"));
        assert_eq!(request.url, "https://api.linkedin.com/rest/posts/urn%3Ali%3Ashare%3A7");
        assert_eq!((request.method, named(&request)), (Method::Post, Some("PARTIAL_UPDATE")));
        assert_eq!(request.body, Some(json!({"patch": {"$set": {"commentary": r"New \(really\)"}}})));
        assert_eq!(text_sent(&Request { body: Some(json!({"commentary": r"A \(b\)"})), ..request }), {
            Some(Commentary::plain("A (b)"))
        });
    }

    #[test]
    fn lists_keep_their_parentheses_and_names_are_encoded() {
        let (share, ugc) = (urn("urn:li:share:7"), urn("urn:li:ugcPost:8"));
        let batch = read_posts(&endpoint(), &[share.clone(), ugc.clone()]);
        let expected = "/rest/posts?ids=List(urn%3Ali%3Ashare%3A7,urn%3Ali%3AugcPost%3A8)";
        assert!(batch.url.ends_with(expected), "{}", batch.url);
        assert!(read_post(&endpoint(), &share).url.ends_with("?viewContext=AUTHOR"));
        let page = "urn:li:organization:1".parse().unwrap();
        let figures = |post| page_statistics(&endpoint(), &page, post).url;
        assert!(figures(&share).ends_with("&shares=List(urn%3Ali%3Ashare%3A7)"), "{}", figures(&share));
        assert!(figures(&ugc).ends_with("&ugcPosts=List(urn%3Ali%3AugcPost%3A8)"), "{}", figures(&ugc));
        let of_member = |post| member_statistics(&endpoint(), post, Metric::Impressions).url;
        assert!(
            of_member(&share).contains("?q=entity&entity=(share:urn%3Ali%3Ashare%3A7)&queryType=IMPRESSION&")
        );
        assert!(of_member(&ugc).contains("&entity=(ugc:urn%3Ali%3AugcPost%3A8)&"));
    }
}
