//! Tells what lies on this computer from what does not.

use std::path::{Path, PathBuf};

use super::Refused;

/// How a URI begins that a browser lets go of.
const WEB: [&str; 4] = ["http:", "https:", "data:", "blob:"];

/// RFC 8089: `file://localhost/a` and `file:/a` are this computer's `/a`; desktops take `file://` off.
const HERE: [&str; 2] = ["localhost", "file:"];

/// As much of an address as still tells which one it is: a picture inside its own address is thousands long.
const SHOWN: usize = 60;

/// The file that is meant. A desktop hands over whatever is dragged as a path; it is absolute only if it was the
/// address of a file here.
pub(super) fn file_here(path: &Path) -> Result<PathBuf, Refused> {
    if path.is_absolute() {
        return Ok(path.to_owned());
    }
    let address = path.to_string_lossy();
    let local = HERE.iter().find_map(|prefix| address.strip_prefix(prefix)).map(PathBuf::from);
    local.filter(|path| path.is_absolute()).ok_or_else(|| refuse(&address))
}

fn refuse(address: &str) -> Refused {
    let scheme = address.split_inclusive(':').next().unwrap_or_default();
    let why = if WEB.iter().any(|web| web.eq_ignore_ascii_case(scheme)) {
        "This is an address on the web and no file. Save the picture on this computer, then add the file."
    } else {
        "This is not on this computer. Copy the file here, then add the copy."
    };
    let mut name: String = address.chars().take(SHOWN).collect();
    if name.len() < address.len() {
        name.push('…');
    }
    Refused { name, why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(path: &str) -> Refused {
        file_here(path.as_ref()).unwrap_err()
    }

    #[cfg(unix)]
    #[test]
    fn a_file_here_is_found_however_its_address_was_written() {
        for path in ["/pictures/a.jpg", "localhost/pictures/a.jpg", "file:/pictures/a.jpg"] {
            assert_eq!(file_here(path.as_ref()).unwrap(), Path::new("/pictures/a.jpg"), "{path}");
        }
    }

    #[test]
    fn an_address_on_the_web_is_called_so_and_shown() {
        for address in ["https://example.com/a.jpg", "HTTP://example.com", "blob:null/1"] {
            let refused = refused(address);
            assert!(refused.why.contains("on the web") && refused.why.contains("Save the picture"));
            assert_eq!(refused.name, address);
        }
    }

    #[test]
    fn a_file_on_another_computer_is_to_be_copied() {
        for address in ["otherhost/share/a.jpg", "smb://otherhost/share/a.jpg", "localhostess/a.jpg"] {
            assert!(refused(address).why.contains("not on this computer"), "{address}");
        }
    }

    #[test]
    fn a_picture_in_its_own_address_is_shown_by_its_beginning() {
        let name = refused(&format!("data:image/png;base64,{}", "é".repeat(5000))).name;
        assert!(name.starts_with("data:image/png;base64,") && name.ends_with('…'));
        assert_eq!(name.chars().count(), SHOWN + 1);
    }
}
