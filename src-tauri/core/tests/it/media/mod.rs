//! Facts and thumbnails of files that other programs made, held against what those programs say.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod binding;
mod captions;
mod document;
mod drawings;
mod facts;
mod fixes;
mod frames;
mod kinds;
mod long_documents;
mod pages;
mod profile;
pub mod programs;
mod refusals;
mod thumbnails;
mod video;
