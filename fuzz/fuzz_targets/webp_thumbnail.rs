#![no_main]

galley_fuzz::target!("webp_thumbnail");
