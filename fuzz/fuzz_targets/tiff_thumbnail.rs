#![no_main]

galley_fuzz::target!("tiff_thumbnail");
