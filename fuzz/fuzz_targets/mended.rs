#![no_main]

galley_fuzz::target!("mended");
