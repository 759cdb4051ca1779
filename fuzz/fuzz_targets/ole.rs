#![no_main]

galley_fuzz::target!("ole");
