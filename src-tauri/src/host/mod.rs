//! The desktop around the window: folders, dialogs, clipboard, browser and other programs, drag and drop, pictures,
//! changes on the disk, and the sandbox server. It decides nothing about posts.

pub mod browser;
pub mod changes;
pub mod clipboard;
pub mod dialogs;
pub mod drops;
pub mod folders;
pub mod log;
pub mod media;
pub mod news;
pub mod once;
pub mod pages;
pub mod reading;
#[cfg(target_os = "linux")]
pub mod revival;
pub mod sandbox;
pub mod start;
pub mod typing;
pub mod viewer;
