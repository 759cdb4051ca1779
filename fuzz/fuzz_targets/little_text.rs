#![no_main]

galley_fuzz::target!("little_text");
