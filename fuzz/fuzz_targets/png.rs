#![no_main]

galley_fuzz::target!("png");
