#![no_main]

galley_fuzz::target!("heic_thumbnail");
