//! Draws pages of documents, in a process of their own that is stopped when it takes too long or too much memory. It
//! must not draw in this one: what draws pages unpacks whatever a file asks for, and cannot be interrupted.

mod drawer;
mod drawing;
mod process;
mod words;

pub use drawer::PageDrawer;
pub(super) use drawer::{DrawError, Drawn};
pub use process::draw_pages;
pub(super) use words::MAX_DOCUMENT;
