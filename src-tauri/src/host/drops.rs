//! Files dragged onto the window. Paths stay on this side: the page hears ids.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use galley_core::desk::Desk;
use tauri::{DragDropEvent, Manager, WebviewWindow, WindowEvent};

use super::{
    news::{Listener, News},
    reading,
};

pub fn watch(window: &WebviewWindow) {
    let to = window.clone();
    let drops = AtomicU32::new(0);
    window.on_window_event(move |event| {
        let WindowEvent::DragDrop(event) = event else { return };
        match event {
            DragDropEvent::Enter { .. } => to.state::<Listener>().tell(News::DragOver),
            DragDropEvent::Leave => to.state::<Listener>().tell(News::DragLeft),
            DragDropEvent::Drop { paths, .. } => {
                let drop = drops.fetch_add(1, Ordering::Relaxed);
                to.state::<Listener>().tell(News::Dropping { drop });
                take(to.clone(), drop, paths.clone());
            }
            _ => {}
        }
    });
}

fn take(window: WebviewWindow, drop: u32, paths: Vec<PathBuf>) {
    let desk = window.state::<Desk>().inner().clone();
    tauri::async_runtime::spawn(async move {
        let telling = reading::told_to(&window, Some(drop));
        let news = match desk.answer(move |desk| desk.add_files_telling(&paths, telling)).await {
            Ok(added) => News::Dropped { drop, added },
            Err(problem) => News::DropFailed { drop, problem },
        };
        window.state::<Listener>().tell(news);
    });
}
