#![no_main]

galley_fuzz::target!("pdf_page");
