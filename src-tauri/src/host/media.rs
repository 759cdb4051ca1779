//! `media://localhost/{id}/…`: pictures of files and films to play, by id and never by path.

mod film;

use std::panic::{AssertUnwindSafe, catch_unwind};

use galley_core::{
    desk::{Desk, Picture},
    post::MediaId,
};
use tauri::{
    Manager, Runtime, UriSchemeContext, UriSchemeResponder,
    http::{Request, Response, StatusCode, header},
};

pub use film::PLAYS;

/// Answers for known ids with a picture, or where the window plays films with a piece of one; with 404 for everything
/// else.
pub fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let desk = context.app_handle().state::<Desk>().inner().clone();
    tauri::async_runtime::spawn_blocking(move || {
        responder.respond(or_nothing(|| respond(&desk, &request)));
    });
}

/// Nothing where making an answer panics: without one the window would wait for ever.
fn or_nothing(answer: impl FnOnce() -> Response<Vec<u8>>) -> Response<Vec<u8>> {
    catch_unwind(AssertUnwindSafe(answer)).unwrap_or_else(|_| nothing())
}

fn respond(desk: &Desk, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    match wanted(request.uri().path()) {
        Some((id, Wanted::Picture(picture))) => self::picture(desk, id, picture),
        Some((id, Wanted::Film)) if PLAYS => film::answer(desk, id, request.headers().get(header::RANGE)),
        _ => nothing(),
    }
}

fn picture(desk: &Desk, id: MediaId, picture: Picture) -> Response<Vec<u8>> {
    let Some(thumbnail) = desk.picture(id, picture) else { return nothing() };
    let response = Response::builder()
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CONTENT_TYPE, thumbnail.encoding.media_type())
        // The file behind an id may change; asking again is cheap, because thumbnails are kept by content.
        .header(header::CACHE_CONTROL, "no-cache")
        .body(thumbnail.bytes);
    // Only a malformed header could fail here, and these are constants.
    response.unwrap_or_default()
}

fn nothing() -> Response<Vec<u8>> {
    let response = Response::builder().header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    response.status(StatusCode::NOT_FOUND).body(Vec::new()).unwrap_or_default()
}

#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Picture(Picture),
    Film,
}

/// `{id}/quick`, `{id}/{edge}`, `{id}/page/{page}/{edge}`, `{id}/frame/{milliseconds}/{edge}`, `{id}/film`.
fn wanted(path: &str) -> Option<(MediaId, Wanted)> {
    let mut parts = path.trim_start_matches('/').split('/');
    let id = parts.next()?.parse().ok()?;
    let wanted = match (parts.next()?, parts.next(), parts.next(), parts.next()) {
        ("quick", None, None, None) => Wanted::Picture(Picture::Quick),
        ("film", None, None, None) => Wanted::Film,
        ("page", Some(page), Some(edge), None) => {
            Wanted::Picture(Picture::Page { page: page.parse().ok()?, edge: edge.parse().ok()? })
        }
        ("frame", Some(at_ms), Some(edge), None) => {
            Wanted::Picture(Picture::Frame { at_ms: at_ms.parse().ok()?, edge: edge.parse().ok()? })
        }
        (edge, None, None, None) => Wanted::Picture(Picture::Edge(edge.parse().ok()?)),
        _ => return None,
    };
    Some((id, wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_answered_as_what_is_not_there() {
        let panicked = or_nothing(|| panic!("over a file"));
        assert_eq!(panicked.status(), StatusCode::NOT_FOUND);
        assert!(panicked.body().is_empty());
    }

    #[test]
    fn each_route_asks_for_one_thing_and_others_for_nothing() {
        let id = MediaId::new();
        let asked = |rest: &str| wanted(&format!("/{id}/{rest}")).map(|(of, wanted)| (of == id, wanted));
        let picture = |picture| Some((true, Wanted::Picture(picture)));
        assert_eq!(asked("quick"), picture(Picture::Quick));
        assert_eq!(asked("320"), picture(Picture::Edge(320)));
        assert_eq!(asked("page/3/640"), picture(Picture::Page { page: 3, edge: 640 }));
        assert_eq!(asked("frame/1500/96"), picture(Picture::Frame { at_ms: 1500, edge: 96 }));
        assert_eq!(asked("film"), Some((true, Wanted::Film)));
        for other in
            ["", "-1", "page/1", "page/x/96", "frame/-1/96", "film/1", "320/x", "page/1/96/x", "../etc"]
        {
            assert_eq!(asked(other), None, "{other}");
        }
        assert_eq!(wanted("/etc/passwd"), None);
    }
}
