//! Reads the page behind a link for its title, description and picture, when a person asks for it: from this computer,
//! within bounds, and from no address in the own network unless the person said so of that host. It keeps nothing,
//! sends no token and no cookie, runs no script, and knows nothing of posts but their addresses.

mod body;
mod charset;
mod error;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod fuzzing;
mod head;
mod names;
mod page;
mod reach;
mod reader;

pub use error::ReadError;
pub use names::{Names, SystemNames};
pub use page::{Page, PagePicture};
pub use reach::Reach;
pub use reader::{Allowed, Bounds, Reader};
