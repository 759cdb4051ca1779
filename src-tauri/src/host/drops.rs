//! Files dragged onto the window. Paths stay on this side: the page hears ids.

use std::path::PathBuf;

use galley_core::desk::{Added, Desk, Problem};
use serde::Serialize;
use specta::Type;
use tauri::{DragDropEvent, Manager, WebviewWindow, WindowEvent};
use tauri_specta::Event;

/// What is being dragged over the window.
#[derive(Debug, Clone, Serialize, Type, Event)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Drop {
    Over,
    Left,
    Dropped { added: Added },
    Failed { problem: Problem },
}

pub fn watch(window: &WebviewWindow) {
    let to = window.clone();
    window.on_window_event(move |event| {
        let WindowEvent::DragDrop(event) = event else { return };
        match event {
            DragDropEvent::Enter { .. } => tell(&to, Drop::Over),
            DragDropEvent::Leave => tell(&to, Drop::Left),
            DragDropEvent::Drop { paths, .. } => take(to.clone(), paths.clone()),
            _ => {}
        }
    });
}

fn take(window: WebviewWindow, paths: Vec<PathBuf>) {
    let desk = window.state::<Desk>().inner().clone();
    tauri::async_runtime::spawn_blocking(move || match desk.add_files(&paths) {
        Ok(added) => tell(&window, Drop::Dropped { added }),
        Err(problem) => tell(&window, Drop::Failed { problem }),
    });
}

/// A window that is going away hears nothing, and needs nothing.
fn tell(window: &WebviewWindow, drop: Drop) {
    let _ = drop.emit_to(window, window.label());
}
