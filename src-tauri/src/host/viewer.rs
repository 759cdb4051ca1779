//! Opens files in the system's own programs.

use std::{io, path::Path};

use galley_core::desk::Problem;

/// Hands a file to the program that the user has for its kind. Which files may be is the desk's to say.
pub fn open(path: &Path) -> Result<(), Problem> {
    open::that_detached(path).map_err(|error| Problem::other(unopened(&error)))
}

/// The error itself holds the command that failed, and with it the file's place, which the page must not know.
fn unopened(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => {
            "Nothing on this computer hands files to programs (xdg-open is missing). Open the file from its folder"
        }
        io::ErrorKind::PermissionDenied => {
            "The system did not let Galley start a program. Open the file from its folder"
        }
        _ => {
            "No program opened the file. Choose one for files of its kind in the system’s settings, or open it from \
             its folder"
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
#[expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use std::{env, fs, os::unix::fs::PermissionsExt, process::Command};

    use super::*;

    /// Names the file that the test opens when it is run once more, where only pretended programs are.
    const OPENS: &str = "GALLEY_TEST_OPENS";

    fn told_with(programs: &Path, file: &Path) -> String {
        let again = Command::new(env::current_exe().unwrap())
            .args(["host::viewer::tests::a_program_that_fails_is_told_without_where_the_file_is"])
            .args(["--exact", "--nocapture"])
            .envs([("PATH", programs), (OPENS, file)])
            .output()
            .unwrap();
        let said = String::from_utf8(again.stdout).unwrap();
        let told = said.lines().find_map(|line| line.split_once("told: "));
        told.unwrap_or_else(|| panic!("{said}")).1.to_owned()
    }

    #[test]
    fn a_program_that_fails_is_told_without_where_the_file_is() {
        if let Some(file) = env::var_os(OPENS) {
            let problem = open(Path::new(&file)).unwrap_err();
            println!("told: {}", problem.message);
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret plan.pdf");
        fs::write(&file, "%PDF-1.7").unwrap();
        let nothing = told_with(folder.path(), &file);
        assert!(nothing.contains("xdg-open is missing"), "{nothing}");

        let program = folder.path().join("xdg-open");
        fs::write(&program, "#!/bin/sh\nexit 3\n").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let failing = told_with(folder.path(), &file);
        assert!(failing.starts_with("No program opened the file."), "{failing}");
        for told in [nothing, failing] {
            assert!(!told.contains('/') && !told.contains("secret"), "{told}");
        }
    }
}
