//! One window for a library: a second start brings the first window to the front. Two windows would write over each
//! other's drafts.

use std::process::ExitCode;

use galley_core::library::WindowHold;
use tauri::{AppHandle, Manager, Wry, plugin::TauriPlugin};

use super::{dialogs, folders};

/// The window's hold on the library, for as long as the window is there.
pub struct Held(#[expect(dead_code, reason = "it holds by being there")] pub WindowHold);

/// Answers later starts, or hands this one over to the window that answers: then this process ends here.
pub fn answer_or_hand_over() -> TauriPlugin<Wry> {
    tauri_plugin_single_instance::Builder::new()
        .callback(|app, _, _| come_to_front(app))
        .dbus_id(name())
        .build()
}

/// Another process has the window of this library: brings it to the front, or says so where it cannot be reached.
pub fn hand_over(words: String) -> ExitCode {
    let app = tauri::Builder::default().plugin(answer_or_hand_over()).setup(move |app| {
        let app = app.handle().clone();
        tauri::async_runtime::spawn(async move {
            dialogs::sorry_beside(&words).await;
            app.exit(1);
        });
        Ok(())
    });
    match app.run(tauri::generate_context!()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Galley cannot open its window: {error}");
            ExitCode::FAILURE
        }
    }
}

fn come_to_front(app: &AppHandle) {
    let Some(window) = app.get_webview_window("main") else { return };
    for asked in [window.unminimize(), window.show(), window.set_focus()] {
        if let Err(error) = asked {
            tracing::warn!(%error, "the window does not come to the front");
        }
    }
}

/// By the folder of the library, so that another library may have a window of its own. It is a name on the desktop's
/// bus, and unused elsewhere.
fn name() -> String {
    let folder = folders::data().unwrap_or_default();
    let digest = blake3::hash(folder.as_os_str().as_encoded_bytes());
    format!("org.galley.desktop.of_{}", &digest.to_hex()[..16])
}
