//! Files dragged onto the window. Paths stay on this side: the page hears ids.

use std::path::PathBuf;

use galley_core::desk::Desk;
use tauri::{DragDropEvent, Manager, WebviewWindow, WindowEvent};

use super::news::{Listener, News};

pub fn watch(window: &WebviewWindow) {
    let to = window.clone();
    window.on_window_event(move |event| {
        let WindowEvent::DragDrop(event) = event else { return };
        match event {
            DragDropEvent::Enter { .. } => to.state::<Listener>().tell(News::DragOver),
            DragDropEvent::Leave => to.state::<Listener>().tell(News::DragLeft),
            DragDropEvent::Drop { paths, .. } => {
                to.state::<Listener>().tell(News::DragLeft);
                take(to.clone(), paths.clone());
            }
            _ => {}
        }
    });
}

fn take(window: WebviewWindow, paths: Vec<PathBuf>) {
    let desk = window.state::<Desk>().inner().clone();
    tauri::async_runtime::spawn_blocking(move || {
        let news = match desk.add_files(&paths) {
            Ok(added) => News::Dropped { added },
            Err(problem) => News::DropFailed { problem },
        };
        window.state::<Listener>().tell(news);
    });
}
