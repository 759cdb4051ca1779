//! Opens links in the user's browser.

use galley_core::desk::Problem;

/// Opens a web page. Only https, and the sandbox on this computer; nothing else that a text may hold.
pub fn open(address: &str) -> Result<(), Problem> {
    match address.starts_with("https://") || address.starts_with("http://127.0.0.1:") {
        true => open::that_detached(address).map_err(|error| {
            Problem::other(format!("The browser did not open ({error}). The address is {address}"))
        }),
        false => Err(Problem::other(format!("Galley opens https addresses only, and {address} is none"))),
    }
}
