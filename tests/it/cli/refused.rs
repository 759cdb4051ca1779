//! What LinkedIn refuses, as a script and its reader meet it.

use serde_json::json;

use super::{home::Home, publish::images, sandbox::SandboxProcess};

const PAGE: &str = "urn:li:organization:1001";

#[test]
fn a_version_that_is_switched_off_is_left_for_another_and_said_once() {
    let home = Home::new();
    home.write("config.json", json!({"versions": [{"version": "202607"}]}).to_string());
    let sandbox = SandboxProcess::start(&home, &["--config", "config.json"]);
    home.post(&json!({"galley": 1, "author": PAGE, "commentary": "First"}));
    let done = home.publish(&sandbox, "full", &[]).ended(0);
    assert_eq!(done.json()["outcome"], "published");
    assert!(done.stderr.contains("has switched off API version 202609"), "{}", done.stderr);
    assert!(done.stderr.contains("went over to 202607"), "{}", done.stderr);
    home.post(&json!({"galley": 1, "author": PAGE, "commentary": "Second"}));
    let done = home.publish(&sandbox, "full", &[]).ended(0);
    assert!(!done.stderr.contains("switched off"), "{}", done.stderr);
    let asked = sandbox.asked("POST", "/rest/posts");
    assert_eq!((asked, sandbox.posts().len()), (3, 2), "the first post was refused once for its version");
}

#[test]
fn a_refused_field_is_named_by_its_key_in_the_post_file() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    let message =
        "ERROR :: /content/multiImage/images/1/altText :: too long\n ERROR :: /commentary :: not allowed";
    sandbox.faults(json!([{"method": "POST", "route": "/rest/posts",
        "effect": {"kind": "status", "status": 422, "code": "", "message": message}}]));
    home.post(&json!({"galley": 1, "author": PAGE, "commentary": "Two",
        "attachment": images(&home, &["a.png", "b.png"])}));
    let done = home.publish(&sandbox, "full", &[]).ended(1);
    let result = done.json();
    assert_eq!((&result["outcome"], &result["safe_to_retry"]), (&json!("stopped"), &json!(false)));
    assert_eq!(
        result["refused"][0],
        json!({"path": "/content/multiImage/images/1/altText", "reason": "too long"})
    );
    let why = result["why"].as_str().unwrap();
    assert!(why.contains("The alt text of image 2: “too long”. The text: “not allowed”."), "{why}");
    for key in ["attachment.images[1].alt_text", "commentary"] {
        assert!(
            done.stderr.lines().any(|line| line.contains(key) && line.contains("linkedin.refused")),
            "{key}: {}",
            done.stderr
        );
    }
}

#[test]
fn a_used_up_day_is_stopped_at_and_its_end_named() {
    let home = Home::new();
    home.write("config.json", json!({"daily_limit": 0}).to_string());
    let sandbox = SandboxProcess::start(&home, &["--config", "config.json"]);
    home.post(&json!({"galley": 1, "author": PAGE, "commentary": "Tomorrow"}));
    let result = home.publish(&sandbox, "full", &[]).ended(1).json();
    let why = result["why"].as_str().unwrap();
    assert!(why.contains("Your requests of this day are used up") && why.contains("00:00 UTC"), "{why}");
    assert_eq!(result["safe_to_retry"], true);
}
