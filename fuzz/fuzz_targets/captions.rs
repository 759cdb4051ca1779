#![no_main]

galley_fuzz::target!("captions");
