#![no_main]

galley_fuzz::target!("png_thumbnail");
