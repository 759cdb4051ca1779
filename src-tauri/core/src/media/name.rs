use std::path::Path;

/// A file's name without its folder, readable whatever its bytes.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_without_a_name_is_shown_whole() {
        assert_eq!(file_name("/pictures/harbour.jpg".as_ref()), "harbour.jpg");
        assert_eq!(file_name("..".as_ref()), "..");
    }
}
