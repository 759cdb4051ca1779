//! Core as its users see it, with real files and other programs for judges.

mod accounts;
mod desk;
mod library;
mod links;
mod little_text;
mod media;
mod publish;
