#![no_main]

galley_fuzz::target!("mp4");
