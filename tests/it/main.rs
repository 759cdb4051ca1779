//! What holds for the project as a whole, without a window.

mod bindings;
mod floors;
