//! Puts the window together: state, commands, the media scheme, the sandbox.

use std::{
    error::Error,
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
};

use galley_core::desk::Desk;
use tauri::{App, AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};

use crate::{
    commands,
    host::{
        changes, drops, media,
        news::{Held, Listener, News},
        once, sandbox, start, typing,
    },
};

/// Smallest window in which every control can be reached.
const MIN_SIZE: (f64, f64) = (1024.0, 700.0);
const FIRST_SIZE: (f64, f64) = (1440.0, 900.0);
/// Where `cargo xtask dev` serves the page from.
const DEV_PORT: u16 = 1420;

/// Opens the window and returns when it is closed.
pub fn run() -> ExitCode {
    let (desk, held) = match start::desk() {
        Ok(desk) => desk,
        Err(trouble) => return start::explain(&trouble),
    };
    let app = tauri::Builder::default()
        .invoke_handler(commands::bindings().invoke_handler())
        .register_asynchronous_uri_scheme_protocol("media", media::answer)
        .plugin(once::answer_or_hand_over())
        .manage(Listener::default())
        .manage(once::Held(held))
        .setup(move |app| set_up(app, desk))
        .run(tauri::generate_context!());
    match app {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Galley cannot open its window: {error}");
            ExitCode::FAILURE
        }
    }
}

fn set_up(app: &mut App, desk: Desk) -> Result<(), Box<dyn Error>> {
    let first_start = desk.is_new()?;
    app.manage(desk);
    // The very first draft needs someone to speak as; later ones find the account of the last time.
    if first_start {
        tauri::async_runtime::block_on(start_sandbox(app.handle().clone()));
    }
    let handle = app.handle().clone();
    drop(tauri::async_runtime::spawn(async move {
        if !first_start {
            start_sandbox(handle.clone()).await;
        }
        follow_posts(handle).await;
    }));
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Galley")
        .inner_size(FIRST_SIZE.0, FIRST_SIZE.1)
        .min_inner_size(MIN_SIZE.0, MIN_SIZE.1)
        .on_navigation(is_our_page)
        .build()?;
    drops::watch(&window);
    changes::watch(&window);
    hold_what_would_be_lost(&window);
    #[cfg(target_os = "linux")]
    crate::host::revival::watch(&window);
    typing::switch_on(&window);
    Ok(())
}

/// Closing in the middle of publishing would leave it to chance whether the post is made, and closing while one is
/// changed what becomes of it; closing over a draft that the disk refuses would lose what was written, so that it takes
/// a second wish.
fn hold_what_would_be_lost(window: &WebviewWindow) {
    let to = window.clone();
    let warned = AtomicBool::new(false);
    window.on_window_event(move |event| {
        let WindowEvent::CloseRequested { api, .. } = event else { return };
        let desk = to.state::<Desk>();
        let why = match (desk.is_publishing(), desk.is_changing(), desk.is_unsaved()) {
            (true, ..) => Held::Publishing,
            (_, true, _) => Held::Changing,
            (.., true) if !warned.swap(true, Relaxed) => Held::Unsaved,
            _ => return,
        };
        api.prevent_close();
        to.state::<Listener>().tell(News::CloseHeld { why });
    });
}

/// The page itself; in development, the server it comes from. Everything else opens in the browser or not at all.
fn is_our_page(url: &Url) -> bool {
    url.scheme() == "tauri"
        || url.host_str() == Some("tauri.localhost")
        || tauri::is_dev() && url.port() == Some(DEV_PORT)
}

/// Looks at what becomes of published posts until Galley ends, which ends it too: it only reads.
async fn follow_posts(app: AppHandle) {
    let desk = app.state::<Desk>().inner().clone();
    desk.follow_posts(|troubles| app.state::<Listener>().tell(News::PostsSeen { troubles })).await;
}

/// Makes the sandbox account ready, and says so.
async fn start_sandbox(app: AppHandle) {
    let desk = app.state::<Desk>().inner().clone();
    match sandbox::start(&desk).await {
        Ok(running) => {
            app.manage(running);
            app.state::<Listener>().tell(News::AccountsChanged);
        }
        Err(error) => tracing::error!(%error, "the sandbox did not start"),
    }
}
