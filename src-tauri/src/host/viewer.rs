//! Opens files in the system's own programs.

use std::path::Path;

use galley_core::desk::Problem;

/// Hands a file to the program that the user has for its kind. Which files may be is the desk's to say.
pub fn open(path: &Path) -> Result<(), Problem> {
    open::that_detached(path).map_err(|error| {
        Problem::other(format!("No program opened the file ({error}). Open it from its folder"))
    })
}
