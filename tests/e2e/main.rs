//! The real window, driven as a person would.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test says what it saw, and may panic")]

mod bringing_images;
mod by_keyboard;
mod cards;
mod closing;
mod desk;
mod documents;
mod drafts;
mod films;
mod links;
mod many_files;
mod mending;
mod opening;
mod polls;
mod published;
mod publishing;
mod screens;
mod speed;
mod steps;
mod troubles;
