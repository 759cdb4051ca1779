#![no_main]

galley_fuzz::target!("gif_thumbnail");
