#![no_main]

galley_fuzz::target!("page");
