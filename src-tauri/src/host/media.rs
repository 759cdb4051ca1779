//! `media://localhost/{id}/{edge}` and `…/{id}/quick`: pictures of files, by id and never by path.

use galley_core::desk::{Desk, Picture};
use tauri::{
    Manager, Runtime, UriSchemeContext, UriSchemeResponder,
    http::{Request, Response, StatusCode, header},
};

/// Answers for known ids with a thumbnail, and with 404 for everything else.
pub fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let desk = context.app_handle().state::<Desk>().inner().clone();
    tauri::async_runtime::spawn_blocking(move || responder.respond(picture(&desk, request.uri().path())));
}

fn picture(desk: &Desk, path: &str) -> Response<Vec<u8>> {
    let thumbnail = wanted(path).and_then(|(id, picture)| desk.picture(id, picture));
    let response = Response::builder().header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    let response = match thumbnail {
        Some(thumbnail) => response
            .header(header::CONTENT_TYPE, thumbnail.encoding.media_type())
            // The file behind an id may change; asking again is cheap, because thumbnails are kept by content.
            .header(header::CACHE_CONTROL, "no-cache")
            .body(thumbnail.bytes),
        None => response.status(StatusCode::NOT_FOUND).body(Vec::new()),
    };
    // Only a malformed header could fail here, and these are constants.
    response.unwrap_or_default()
}

fn wanted(path: &str) -> Option<(galley_core::post::MediaId, Picture)> {
    let (id, picture) = path.trim_start_matches('/').split_once('/')?;
    let picture = match picture {
        "quick" => Picture::Quick,
        edge => Picture::Edge(edge.parse().ok()?),
    };
    Some((id.parse().ok()?, picture))
}
