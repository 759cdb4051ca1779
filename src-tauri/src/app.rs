//! Puts the window together: state, commands, the media scheme, the sandbox.

use std::{error::Error, process::ExitCode, sync::Arc};

use galley_core::{desk::Desk, publish::SystemClock};
use tauri::{App, AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, webview::PageLoadEvent};
use tauri_specta::Event;

use crate::{
    commands::{self, AccountsChanged},
    host::{drops, folders, media, sandbox},
};

/// Smallest window in which every control can be reached.
const MIN_SIZE: (f64, f64) = (1024.0, 700.0);
const FIRST_SIZE: (f64, f64) = (1440.0, 900.0);

/// Opens the window and returns when it is closed.
pub fn run() -> ExitCode {
    let commands = commands::bindings();
    let handler = commands.invoke_handler();
    let app = tauri::Builder::default()
        .invoke_handler(handler)
        .register_asynchronous_uri_scheme_protocol("media", media::answer)
        .setup(move |app| {
            commands.mount_events(app);
            set_up(app)
        })
        .run(tauri::generate_context!());
    match app {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Galley cannot open its window: {error}");
            ExitCode::FAILURE
        }
    }
}

fn set_up(app: &mut App) -> Result<(), Box<dyn Error>> {
    let desk = Desk::open(&folders::data()?, &folders::cache()?, Arc::new(SystemClock))?;
    desk.account_for_interrupted_runs()?;
    app.manage(Arc::new(desk));
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Galley")
        .inner_size(FIRST_SIZE.0, FIRST_SIZE.1)
        .min_inner_size(MIN_SIZE.0, MIN_SIZE.1)
        .on_navigation(|url| matches!(url.scheme(), "tauri") || url.host_str() == Some("tauri.localhost"))
        .on_page_load(|window, page| {
            if page.event() == PageLoadEvent::Finished {
                // A failure here leaves a hidden title bar at worst.
                let _ = window.show();
            }
        })
        .build()?;
    drops::watch(&window);
    start_sandbox(app.handle().clone());
    Ok(())
}

/// The sandbox account is there a moment after the window, and says so.
fn start_sandbox(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let desk = Arc::clone(&app.state::<Arc<Desk>>());
        match sandbox::start(&desk).await {
            Ok(running) => {
                app.manage(running);
                // Nobody listens while the page is loading; it asks for the accounts itself then.
                let _ = AccountsChanged.emit(&app);
            }
            Err(error) => tracing::error!(%error, "the sandbox did not start"),
        }
    });
}
