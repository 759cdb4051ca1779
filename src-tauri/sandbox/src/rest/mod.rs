//! The API's resources, one file or folder each: what a call does once it has passed the doors in [`crate::wire`]. It
//! must not keep anything; what lasts is in [`crate::world`].

mod assets;
mod batch;
mod documents;
mod identity;
mod images;
mod organization_acls;
mod organizations;
mod posts;
mod social;
mod statistics;
mod uploads;
mod video_uploads;
mod videos;

use std::sync::Arc;

use axum::Router;

use crate::site::Site;

pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .merge(posts::routes())
        .merge(images::routes())
        .merge(documents::routes())
        .merge(videos::routes())
        .merge(uploads::routes())
        .merge(video_uploads::routes())
        .merge(social::routes())
        .merge(statistics::routes())
        .merge(identity::routes())
        .merge(organization_acls::routes())
        .merge(organizations::routes())
}
