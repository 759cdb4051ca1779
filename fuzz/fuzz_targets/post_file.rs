#![no_main]

galley_fuzz::target!("post_file");
