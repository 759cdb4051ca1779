//! A desk: a screen in memory, a session bus, a keyring and a WebDriver of its own, at which a test sits in front of
//! the real window. It must not know anything about Galley's screens; those are the tests' matter.

mod axe;
mod complaints;
mod driver;
mod element;
mod failure;
mod hands;
mod home;
mod http;
mod keyring;
mod keys;
mod lock;
mod materials;
mod pictures;
mod process;
mod screen;
mod seat;
mod shot;
mod start;
mod wait;
mod window;

pub use http::{Answer, request};
pub use keyring::Keyring;
pub use keys::{BACKSPACE, CONTROL, ENTER, ESCAPE, RIGHT, TAB, UP};
pub use start::{Desk, Setting};
pub use wait::{nothing_left, until};
pub use window::Window;
