#![no_main]

galley_fuzz::target!("pictures_thumbnail");
