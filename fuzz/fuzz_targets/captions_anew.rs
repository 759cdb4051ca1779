#![no_main]

galley_fuzz::target!("captions_anew");
