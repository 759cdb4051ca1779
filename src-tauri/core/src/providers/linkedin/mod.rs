//! LinkedIn's versioned Posts API: posts, images, documents and videos. Builds plans and requests and reads answers; it
//! sends nothing itself.

mod answers;
mod endpoint;
mod plan;
mod posted;
mod refusal;
mod registered;
mod requests;
mod wire;

pub use answers::{Listed, MediaStatus, created, is_dark, listed, media_statuses};
pub use endpoint::Endpoint;
pub use plan::{PlanError, plan};
pub use posted::{
    Condition, Metric, Statistics, Told, change_text, condition, conditions, delete_post, made_at,
    member_statistics, metric, page_figures, page_statistics, read_post, read_posts, text_read, text_sent,
};
pub use refusal::{Cap, Refusal, RefusalKind, RefusedField, unclear};
pub use registered::{Addresses, Part, Parts, Registered, registered};
pub use requests::posts_by;

/// Where a post can be seen.
///
/// Source: production clients; LinkedIn documents no such address.
pub fn post_url(endpoint: &Endpoint, urn: &crate::post::Urn) -> String {
    format!("{}/feed/update/{urn}/", endpoint.website())
}

/// Where the newest posts can be seen at the sandbox. `None` for LinkedIn: it documents no address of an author's
/// posts, and production clients name none.
pub fn feed_url(endpoint: &Endpoint) -> Option<String> {
    endpoint.is_loopback().then(|| format!("{}/feed", endpoint.website()))
}
