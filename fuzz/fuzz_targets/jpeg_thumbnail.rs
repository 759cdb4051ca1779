#![no_main]

galley_fuzz::target!("jpeg_thumbnail");
