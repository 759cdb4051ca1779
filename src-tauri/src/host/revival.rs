//! What becomes of a page whose process dies. WebKitGTK runs and draws it in a process of its own, which a graphics
//! driver or too little memory can end while Galley itself goes on.

use std::{
    cell::Cell,
    time::{Duration, Instant},
};

use galley_core::desk::Desk;
use tauri::{Manager, WebviewWindow};
use webkit2gtk::WebViewExt;

use super::{
    dialogs,
    news::{Listener, News},
};

/// What dies sooner after it was loaded again would die of that once more.
const LASTING: Duration = Duration::from_secs(10);

const GIVEN_UP: &str = "Galley's window stopped working twice in a row, and was not loaded a third time. Everything \
                        that was saved is kept. Close Galley and start it again. If it happens anew, the graphics \
                        driver is the likely cause, or too little free memory.";

/// Loads the page again when its process has died; it then shows what is in the library.
pub fn watch(window: &WebviewWindow) {
    let (app, revived) = (window.app_handle().clone(), Cell::new(None));
    let watched = window.with_webview(move |webview| {
        webview.inner().connect_web_process_terminated(move |page, reason| {
            tracing::error!(?reason, "the page's process ended");
            if lasted(revived.replace(Some(Instant::now()))) {
                let desk = app.state::<Desk>();
                desk.nobody_hears();
                let unsaved = desk.is_unsaved();
                app.state::<Listener>().tell_next(News::Revived { unsaved });
                page.reload();
            } else {
                drop(tauri::async_runtime::spawn(dialogs::sorry_beside(GIVEN_UP)));
            }
        });
    });
    if let Err(error) = watched {
        tracing::warn!(%error, "a page whose process dies stays away");
    }
}

/// Whether a page that was loaded again at that time, if ever, has been there for long enough.
fn lasted(since: Option<Instant>) -> bool {
    since.is_none_or(|since| since.elapsed() > LASTING)
}
