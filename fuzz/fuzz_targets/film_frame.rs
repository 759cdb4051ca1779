#![no_main]

galley_fuzz::target!("film_frame");
