//! Draws pages of documents, and SVG as one, in a process of their own that is stopped when it takes too long or too
//! much memory. It must not draw in this one: what draws pages unpacks whatever a file asks for, and cannot be
//! interrupted.

mod drawer;
mod drawing;
mod process;
mod vector;
mod words;

pub use drawer::PageDrawer;
pub(super) use drawer::{DrawError, Drawn};
pub use process::draw_pages;
pub(super) use words::MAX_DOCUMENT;

/// Draws a page in this process, for fuzzing alone, and tells how large it became. As deep and as patient as the
/// process that people have it drawn in; one that panics has ended that process.
#[cfg(any(test, feature = "fuzzing"))]
pub(super) fn draw_here(bytes: &[u8], page: u32, edge: u32) -> Option<(u32, u32)> {
    // A fuzzer ends at the first panic, also at one that ends a thread.
    #[cfg(feature = "fuzzing")]
    let hook = std::panic::take_hook();
    let document = bytes.to_vec();
    let draw = move || drawing::Document::open(document).draw(words::Request { page, edge });
    let drawn = std::thread::Builder::new().stack_size(process::STACK).spawn(draw);
    let answer = drawn.ok().and_then(|drawing| drawing.join().ok());
    #[cfg(feature = "fuzzing")]
    std::panic::set_hook(hook);
    match answer {
        Some(words::Answer::Picture { width, height, pixels, .. }) => {
            assert_eq!(pixels.len() as u64, u64::from(width) * u64::from(height) * 4);
            Some((width, height))
        }
        _ => None,
    }
}
