//! A desk: a screen in memory, a session bus, a keyring and a WebDriver of its own, at which a test sits in front of
//! the real window. It must not know anything about Galley's screens; those are the tests' matter.
#![allow(dead_code, unused_imports, reason = "a desk offers more than the tests of one day use")]

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
mod pictures;
mod process;
mod screen;
mod seat;
mod shot;
mod start;
mod wait;
mod window;

pub use axe::Violation;
pub use element::Element;
pub use http::{Answer, request};
pub use keyring::Keyring;
pub use keys::{
    ALT, BACKSPACE, CONTROL, DELETE, DOWN, END, ENTER, ESCAPE, HOME, LEFT, RIGHT, SHIFT, TAB, UP,
};
pub use start::{Desk, Setting};
pub use wait::until;
pub use window::Window;
