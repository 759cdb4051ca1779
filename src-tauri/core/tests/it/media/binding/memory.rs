use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::tempdir;

use super::super::programs::convert;
use super::{FLAT, bind, pages, sizes};

/// Tells the process of its own where the pictures are, and their names, a line each.
const FOLDER: &str = "GALLEY_TEST_BIND";

/// Run as a process of its own by the test below, so that no other test's memory is counted.
#[test]
#[ignore = "the other half of `memory_does_not_grow_with_the_number_of_pictures`"]
fn binding_in_a_process_of_its_own() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let folder = Path::new(&folder);
    let names = fs::read_to_string(folder.join("names")).unwrap();
    let names: Vec<&str> = names.lines().collect();
    bind(&pages(folder, &names), &FLAT, &folder.join("bound.pdf")).unwrap();
    let status = fs::read_to_string("/proc/self/status").unwrap();
    fs::write(folder.join("status"), status).unwrap();
}

#[test]
fn memory_does_not_grow_with_the_number_of_pictures() {
    let folder = tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let made = "-seed 7 -size 1000x800 plasma:tan-teal -attenuate 2 +noise Gaussian";
    let made: Vec<&str> = made.split_whitespace().collect();
    convert(folder.path(), &[&made[..], &["-quality", "95", "photograph.jpg"]].concat());
    convert(folder.path(), &[&made[..], &["copied.png"]].concat());
    convert(folder.path(), &["-size", "400x300", "radial-gradient:red-none", "decoded.png"]);
    // The most memory that the process held at any moment, in bytes.
    let peak = |count: usize| {
        let names = ["photograph.jpg", "copied.png", "decoded.png"].into_iter().cycle().take(count);
        fs::write(at("names"), names.collect::<Vec<_>>().join("\n")).unwrap();
        let ended = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--ignored", "media::binding::memory::binding_in_a_process_of_its_own"])
            .env(FOLDER, folder.path())
            .output()
            .unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        let status = fs::read_to_string(at("status")).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1000
    };
    let (few, many) = (peak(6), peak(300));
    let bytes = fs::metadata(at("bound.pdf")).unwrap().len();
    assert!(bytes > 100_000_000, "{bytes}");
    assert_eq!(sizes(&folder).len(), 300);
    assert!(few < 40_000_000 && many < few + 3_000_000, "{few} for 6, {many} for 300");
}
