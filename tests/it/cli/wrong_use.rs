use serde_json::json;

use super::home::Home;

const ELSEWHERE: [&str; 4] = ["--base-url", "http://127.0.0.1:9", "--author", "urn:li:organization:1"];

#[test]
fn arguments_that_mean_nothing_are_refused_with_what_would() {
    let home = Home::new();
    home.post(&json!({"galley": 1, "commentary": "x"}));
    for (arguments, says) in [
        (&["check"][..], "FILE"),
        (
            &["check", "--provider", "elsewhere", "a.jpg"],
            "[possible values: linkedin, linkedin-v2, ayrshare]",
        ),
        (
            &["check", "--as", "poster", "a.jpg"],
            "[possible values: image, carousel-card, video, thumbnail, captions, document]",
        ),
        (
            &["publish", "post.galley.json", "--sandbox", "--provider", "ayrshare"],
            "[possible values: linkedin]",
        ),
        (
            &["publish", "post.galley.json", "--sandbox", "--base-url", "http://127.0.0.1:9"],
            "cannot be used with",
        ),
        (&["publish", "post.galley.json", "--base-url", "http://example.org"], "only https"),
        (&["publish", "post.galley.json", "--sandbox", "--author", "urn:li:image:C5"], "names neither"),
        (&["publish", "post.galley.json", "--base-url", "http://127.0.0.1:9"], "needs an author"),
        (&["publish", "post.galley.json"], "none is signed in: add one in the window, under Accounts"),
        (&["publish", "post.galley.json", "--dry-run"], "under Accounts. Without an account, `--sandbox`"),
        (&["publish", "post.galley.json", "--account", "nope"], "an account’s id has 32 digits"),
        (&["publish", "gone.galley.json", "--sandbox"], "gone.galley.json cannot be read"),
        (&["proof"], "unrecognized subcommand"),
    ] {
        let done = home.run(arguments).ended(2);
        assert!(done.stderr.contains(says), "{arguments:?}: {}", done.stderr);
        assert_eq!(done.stdout, "");
    }
}

#[test]
fn with_json_a_refusal_is_one_value_too() {
    let home = Home::new();
    for arguments in [&["check", "--json"][..], &["publish", "--json", "gone.json", "--sandbox"]] {
        let done = home.run(arguments).ended(2);
        assert_eq!(done.json()["error"], "wrong_use", "{arguments:?}");
        assert!(!done.stderr.is_empty());
    }
}

#[test]
fn a_post_file_is_refused_with_the_name_and_the_place_of_what_is_wrong() {
    let home = Home::new();
    let image = json!({"file": "a.jpg", "alt": "x"});
    for (post, says) in [
        (json!({"commentary": "x"}), "\"galley\": 1"),
        (json!({"galley": 2}), "version 1"),
        (json!({"galley": 1, "attachment": {"images": [image]}}), "attachment.images[0]"),
        (json!({"galley": 1, "attachment": {"images": [image]}}), "unknown field `alt`"),
        (
            json!({"galley": 1, "attachment": {"video": {"file": "a.mp4"}, "document": {"file": "a.pdf"}}}),
            "one kind of attachment, and this one has `video` and `document`",
        ),
        (json!({"galley": 1, "schedule": "2027-01-01T00:00:00Z"}), "schedule: this is not supported yet"),
        (json!({"galley": 1, "commentary": "@[Acme](urn:li:image:1)"}), "commentary: in the mention"),
        (json!({"post": "x", "platforms": ["linkedin"]}), "Ayrshare"),
    ] {
        home.post(&post);
        let done = home.run(&["publish", "post.galley.json", "--sandbox"]).ended(2);
        assert!(done.stderr.contains("post.galley.json: ") && done.stderr.contains(says), "{done:?}");
    }
}

#[test]
fn a_file_that_is_no_text_is_told_from_a_post_file_with_what_one_says() {
    let home = Home::new();
    home.picture("a.jpg", &["-size", "60x40", "gradient:navy-orange"]);
    home.write("large.mp4", [&b"\0\0\0\x18ftypmp42"[..], &[0xFF; 2_000_000]].concat());
    home.write("utf16.galley.json", [0xFF, 0xFE, b'{', 0, b'}', 0]);
    for file in ["a.jpg", "large.mp4", "utf16.galley.json", if cfg!(windows) { "a.jpg" } else { "data" }] {
        let done = home.run(&["publish", file, "--sandbox"]).ended(2);
        for says in [&format!("{file} is no post file"), "\"galley\": 1", "UTF-8", "galley check"] {
            assert!(done.stderr.contains(says), "{}", done.stderr);
        }
    }
    let config = home.run(&["sandbox", "--config", "a.jpg"]).ended(2);
    assert!(config.stderr.contains("a.jpg is no text in UTF-8"), "{}", config.stderr);
}

#[test]
fn a_folder_that_cannot_be_made_is_named_with_a_way_out() {
    let home = Home::new();
    home.post(&json!({"galley": 1, "commentary": "x"}));
    let folder = home.write("file", "").join("data");
    let publish = [&["publish", "post.galley.json", "--dry-run"][..], &ELSEWHERE].concat();
    let done = home.galley(&publish).env("GALLEY_DATA_DIR", &folder).output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.contains(folder.to_str().unwrap()) && said.contains("set GALLEY_DATA_DIR"), "{said}");
}

#[test]
fn the_token_comes_from_the_environment_alone() {
    let home = Home::new();
    home.post(&json!({"galley": 1, "commentary": "x"}));
    let publish = [&["publish", "post.galley.json"][..], &ELSEWHERE].concat();
    let missing = home.run(&publish).ended(2);
    assert!(missing.stderr.contains("GALLEY_TOKEN"), "{}", missing.stderr);
    home.run(&[&publish[..], &["--token", "x"]].concat()).ended(2);
}

#[test]
fn help_and_version_need_no_display() {
    let home = Home::new();
    for arguments in [&["--help"][..], &["check", "--help"], &["publish", "--help"], &["sandbox", "--help"]] {
        assert!(home.run(arguments).ended(0).stdout.contains("Usage: galley"), "{arguments:?}");
    }
    let version = home.run(&["--version"]).ended(0).stdout;
    assert_eq!(version.trim(), format!("galley {}", env!("CARGO_PKG_VERSION")));
}
